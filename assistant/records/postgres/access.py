"""Who may read what in a PostgreSQL database: two roles that only read, with views that keep the row rule."""

from __future__ import annotations

import hmac
import secrets
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac, sha256

from sqlalchemy import Connection, Engine

from assistant.errors import ReaderRolesMissing
from assistant.records.postgres.grants import fingerprint, statements
from assistant.views import UserView

ITERATIONS = 4096  # PostgreSQL's own default; the password is no word to be guessed but 256 random bits
LENDING = {"crm_lending": True}
CREATE = """
    CREATE SCHEMA IF NOT EXISTS crm_access;
    CREATE TABLE IF NOT EXISTS crm_access.home (
        key text NOT NULL, suffix text NOT NULL, single boolean PRIMARY KEY DEFAULT true CHECK (single)
    )
"""
HELD = "SELECT key, suffix, current_schema() FROM crm_access.home"


@dataclass(frozen=True, slots=True)
class Access:
    """The two reading roles of one database; a key that only its owner can read stands behind what they are told."""

    key: bytes = field(repr=False)
    suffix: str  # tells this database's roles from those of others on the same server
    schema: str  # where the tables are

    @property
    def reader(self) -> str:
        """The role that reads every table but the credentials."""
        return f"crm_reader_{self.suffix}"

    @property
    def guarded(self) -> str:
        """The role that reads what its user may see."""
        return f"crm_guarded_{self.suffix}"

    def search_path(self, role: str) -> str:
        """Where a role's table names are looked up."""
        own = '"' + self.schema.replace('"', '""') + '"'
        return own if role == self.reader else f"crm_seen, {own}"

    def password(self, role: str) -> str:
        """A role's password, 64 hexadecimal digits; nobody needs to know it."""
        return hmac.digest(self.key, f"password of {role}".encode(), "sha256").hex()

    def claim(self, user: UserView) -> str:
        """Who reads, signed, so that no statement can pass itself off as somebody else's."""
        claim = f"{user.id}:{'' if user.team_id is None else user.team_id}"
        inner = sha256(self.key + claim.encode()).digest()
        return f"{claim}/{sha256(self.key + inner).hexdigest()}"

    def role_statements(self) -> str:
        """The SQL that makes the two roles; of their passwords it holds what PostgreSQL stores."""
        return "; ".join(f"CREATE ROLE {role} LOGIN PASSWORD '{self._verifier(role)}'" for role in self._roles())

    def _roles(self) -> tuple[str, str]:
        return self.reader, self.guarded

    def _verifier(self, role: str) -> str:
        """The password as PostgreSQL keeps it (SCRAM-SHA-256, RFC 5803)."""
        salt = hmac.digest(self.key, f"salt of {role}".encode(), "sha256")[:16]
        salted = pbkdf2_hmac("sha256", self.password(role).encode(), salt, ITERATIONS)
        stored = sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
        server = hmac.digest(salted, b"Server Key", "sha256")
        parts = [b64encode(part).decode() for part in (salt, stored, server)]
        return f"SCRAM-SHA-256${ITERATIONS}:{parts[0]}${parts[1]}:{parts[2]}"


def ensure_access(engine: Engine) -> Access:
    """Make the roles, their views, their privileges, unless they are as this release wants them.

    Raises:
        ReaderRolesMissing: The role that the engine signs in with may not make others.
        RightsMissing: It may not make schemas in this database.
    """
    with engine.execution_options(deferred=True).connect() as connection:
        found = _held(connection)
        if found is not None and _is_current(connection, found):
            return found
    with engine.begin() as connection:
        access = _held(connection) or _new(connection)
    with engine.begin() as connection:
        if not _roles_exist(connection, access):
            if not _may_make_roles(connection):
                raise ReaderRolesMissing(str(engine.url.username), access.role_statements())
            connection.exec_driver_sql(access.role_statements())
        connection.exec_driver_sql(";\n".join(_statements(connection, access)))
    return access


def withdraw(connection: Connection) -> None:
    """Drop the views, which would stand in the way of a migration; opening makes them again."""
    connection.exec_driver_sql("DROP SCHEMA IF EXISTS crm_seen CASCADE")


def lender(access: Access) -> Callable[[Connection, UserView | None], None]:
    """What says for whom a guarded connection reads, until its transaction ends."""

    def lend(connection: Connection, user: UserView | None) -> None:
        if user is not None:
            said = (access.claim(user),)
            connection.exec_driver_sql("SELECT set_config('crm.reader', %s, true)", said, execution_options=LENDING)

    return lend


def _held(connection: Connection) -> Access | None:
    if connection.exec_driver_sql("SELECT to_regclass('crm_access.home')").scalar() is None:
        return None
    row = connection.exec_driver_sql(HELD).first()
    return None if row is None else Access(bytes.fromhex(row[0]), row[1], row[2])


def _new(connection: Connection) -> Access:
    connection.exec_driver_sql(CREATE)
    row = (secrets.token_hex(32), secrets.token_hex(4))
    # another process may have been faster: the catalogue that said there is no table may have been out of date
    connection.exec_driver_sql("INSERT INTO crm_access.home (key, suffix) VALUES (%s, %s) ON CONFLICT DO NOTHING", row)
    found = _held(connection)
    assert found is not None
    return found


def _statements(connection: Connection, access: Access) -> list[str]:
    database = connection.exec_driver_sql("SELECT current_database()").scalar_one()
    return statements(access.reader, access.guarded, schema=access.schema, database=str(database))


def _is_current(connection: Connection, access: Access) -> bool:
    """Whether the views are those of this release, for roles that are there with their privileges."""
    said = "SELECT obj_description(to_regnamespace('crm_seen'), 'pg_namespace')"
    *made, _ = _statements(connection, access)
    if connection.exec_driver_sql(said).scalar() != fingerprint(made) or not _roles_exist(connection, access):
        return False
    may = "SELECT has_schema_privilege(%s, 'crm_seen', 'USAGE')"
    return bool(connection.exec_driver_sql(may, (access.guarded,)).scalar())


def _roles_exist(connection: Connection, access: Access) -> bool:
    names = (access.reader, access.guarded)
    return connection.exec_driver_sql("SELECT count(*) FROM pg_roles WHERE rolname IN (%s, %s)", names).scalar() == 2


def _may_make_roles(connection: Connection) -> bool:
    may = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
    return bool(connection.exec_driver_sql(may).scalar())
