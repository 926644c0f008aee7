"""What can be wrong between us and a database server."""

from __future__ import annotations

from assistant.errors.kinds import OperatorFixable


class DatabaseTrouble(OperatorFixable):
    """Something is wrong between us and a database server; its address is for the operator's eyes alone."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            detail, reply="The records cannot be reached now; an administrator can see why at the command line."
        )


class DatabaseUrlWrong(DatabaseTrouble):
    """The address of the database cannot be used."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"CRM_DATABASE_URL is no address of a PostgreSQL database ({why}): write it as "
            "postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with %40 for @, %2F for /, %3A for : in the password."
        )


class DatabaseDriverMissing(DatabaseTrouble):
    """Nothing here can talk to PostgreSQL."""

    def __init__(self, driver: str) -> None:
        super().__init__(
            f"The driver {driver} for PostgreSQL is not installed: run `pip install 'crm-assistant[postgres]'`."
        )


class DatabaseUnreachable(DatabaseTrouble):
    """No server answers."""

    def __init__(self, where: str) -> None:
        super().__init__(f"No PostgreSQL server answers at {where}: start it, or correct CRM_DATABASE_URL.")


class DatabaseRefused(DatabaseTrouble):
    """The server does not let us in."""

    def __init__(self, user: str, where: str) -> None:
        super().__init__(
            f"PostgreSQL at {where} does not let the user {user!r} in: correct user and password in CRM_DATABASE_URL."
        )


class DatabaseUnknown(DatabaseTrouble):
    """The server holds no such database."""

    def __init__(self, database: str, where: str) -> None:
        super().__init__(
            f"There is no database {database!r} at {where}: make it with `createdb {database}`, "
            "or correct CRM_DATABASE_URL."
        )


class DatabaseFull(DatabaseTrouble):
    """The server has no room left."""

    def __init__(self, where: str) -> None:
        super().__init__(f"The disk of the database server at {where} is full: nothing was written; make room there.")


class RightsMissing(DatabaseTrouble):
    """The role that signs in may not do what keeping the records takes."""

    def __init__(self, user: str, database: str) -> None:
        super().__init__(
            f"The database role {user!r} lacks rights in the database {database!r}: make it the owner with "
            f'`ALTER DATABASE "{database}" OWNER TO "{user}"`.'
        )


class ReaderRolesMissing(DatabaseTrouble):
    """The two roles that questions are read with are not there, and we may not make them."""

    def __init__(self, user: str, sql: str) -> None:
        super().__init__(
            f"The database role {user!r} may not make the two roles that records are read with: "
            f"have an administrator of the server run `{sql}`, then try again."
        )


class ReaderCannotSignIn(DatabaseTrouble):
    """The server does not let one of the reading roles in."""

    def __init__(self, role: str, where: str) -> None:
        super().__init__(
            f"PostgreSQL at {where} does not let the role {role!r} in, with which records are read: "
            "admit it with a password (scram-sha-256) in the server's pg_hba.conf."
        )


class BackupByServer(OperatorFixable):
    """The records are in a database server, which is backed up by its own means."""

    def __init__(self, command: str) -> None:
        super().__init__(
            f"The records are in PostgreSQL, which backs them up itself: run `{command}`; "
            "`pg_restore` brings them back."
        )
