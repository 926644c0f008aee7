"""Every expected failure, sorted by who can mend it."""

from __future__ import annotations


class AssistantError(Exception):
    """An expected failure: `str(error)` is for the developer, `reply` is one sentence safe to show to anyone."""

    def __init__(self, detail: str, *, reply: str | None = None) -> None:
        super().__init__(detail)
        self.reply = reply or detail


class UserFixable(AssistantError):
    """The person asking can mend it: by asking otherwise, or with another file."""


class OperatorFixable(AssistantError):
    """Whoever runs the assistant can mend it: a command, a permission, a port."""


class EmptyMessage(UserFixable):
    """There was nothing to answer."""

    def __init__(self) -> None:
        super().__init__(
            "empty message", reply="There was no text in that message; type a question or paste a customer's message."
        )


class MessageTooLong(UserFixable):
    """A message longer than a person writes."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(
            f"message of {length} characters, limit {limit}",
            reply=f"That message has {length:,} characters and I read up to {limit:,}; "
            "use `crm-assistant tag` for whole files.",
        )


class NotFound(UserFixable):
    """A named record does not exist, or the user may not see it; both read the same."""

    def __init__(self, kind: str, name: str, near: tuple[str, ...] = ()) -> None:
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"no {kind} {name!r}", reply=f"I can't find the {kind} “{name}”.{hint}")
        self.near = near


class NothingNamed(UserFixable):
    """A request about one record names none that the user may see."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"no {kind} named", reply=f"I don't see which {kind} you mean; write its name as the records have it."
        )


class NameTaken(UserFixable):
    """Two users may not share a name or an e-mail address."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is already a user {name!r}: choose another name or e-mail address.")


class UnknownRole(UserFixable):
    """A role that does not exist."""

    def __init__(self, role: str) -> None:
        super().__init__(f"There is no role {role!r}: choose viewer, agent, manager or admin.")


class Forbidden(UserFixable):
    """The user's role does not allow this."""

    def __init__(self, action: str) -> None:
        super().__init__(
            f"forbidden: {action}", reply=f"Your role does not allow you to {action}; ask an administrator."
        )


class UnreadableFile(UserFixable):
    """A file that is no table we can read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")


class UploadRefused(UserFixable):
    """Uploaded files that are not taken, or not at this moment."""


class UploadBusy(UploadRefused):
    """Something is wanted of uploaded files that does not go with what is being done, or was done, with them."""


class UploadGone(NotFound):
    """Uploaded files that are not kept any more, or never were."""

    def __init__(self, token: str, *, days: int) -> None:
        super().__init__("upload", token)
        self.reply = f"These files are not here any more, as uploads are kept for {days} days: upload them again."


class HomeNotEmpty(UserFixable):
    """The demo company was to be loaded among a company's real records."""

    def __init__(self, accounts: int) -> None:
        super().__init__(
            f"The home already holds {accounts:,} accounts: choose an empty folder with --home for the demo company."
        )


class NoRoomLeft(OperatorFixable):
    """The disk of the temporary folder is full."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"There is no room left in {folder} to unpack a file: free some space there, "
            "or set TMPDIR to another folder.",
            reply="There is no room left on my disk to unpack that file; an administrator can free some space.",
        )


class NoRoomToTry(OperatorFixable):
    """The disk has no room for a copy of the records, on which files are checked."""

    def __init__(self) -> None:
        super().__init__(
            "There is no room left for the copy of the records on which files are checked: "
            "free some space in /var/tmp, or set SQLITE_TMPDIR to another folder.",
            reply="There is no room left on my disk to check these files; an administrator can free some space.",
        )


class ScaleOutOfRange(UserFixable):
    """A demo company was asked for that is too small to make sense or too large to make."""

    def __init__(self, asked: float, smallest: float, largest: float) -> None:
        super().__init__(f"A demo company cannot be {asked:g} times the usual size: give {smallest:g} to {largest:g}.")


class NothingToImport(UserFixable):
    """None of the files given is a table of the format."""


class UnknownTarget(UserFixable):
    """A column was to be mapped to a field that does not exist."""

    def __init__(self, target: str, near: tuple[str, ...] = ()) -> None:
        hint = f" Did you mean {' or '.join(near)}?" if near else " Write object.field, custom or ignore."
        super().__init__(f"There is no field {target!r} to map a column to.{hint}")
        self.near = near


class UnknownColumn(UserFixable):
    """An answer is about a column that no file has."""

    def __init__(self, column: str, columns: tuple[str, ...]) -> None:
        super().__init__(f"No file has a column {column!r}; its columns are {', '.join(columns[:12])}.")


class NeedsAnswer(UserFixable):
    """A file leaves something open that must not be guessed."""

    def __init__(self, file: str, column: str, example: str, flags: tuple[str, ...]) -> None:
        super().__init__(f"{file}, column {column!r}: {example!r} can be read in two ways; say {' or '.join(flags)}.")


class UnitsDiffer(UserFixable):
    """An import brings a field in another unit than the home holds it in."""

    def __init__(self, field: str, held: str, brought: str) -> None:
        super().__init__(
            f"This home holds {field} in {held} while these files hold it in {brought}: import them into another home."
        )


class CannotRevert(UserFixable):
    """A batch can no longer be taken back."""


class CannotMerge(UserFixable):
    """Two records can no longer be merged, or parted."""


class HomeMissing(OperatorFixable):
    """The home holds no records yet."""

    def __init__(self, home: str) -> None:
        super().__init__(f"No records in {home}: run `crm-assistant demo` or `crm-assistant import PATH` first.")


class HomeFromNewerVersion(OperatorFixable):
    """The home was written by a newer release."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"The home was written by a newer version (schema {found}, this one knows {known}): upgrade crm-assistant."
        )


class HomeNotWritable(OperatorFixable):
    """The home's folder cannot be written."""

    def __init__(self, home: str) -> None:
        super().__init__(f"Cannot write in {home}: choose another folder with --home, or change its permissions.")


class CannotWrite(UserFixable):
    """A file cannot be written where it was asked for."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"Cannot write {path}{f' ({why})' if why else ''}: choose another place, or change its permissions."
        )


class InUse(UserFixable):
    """Another run writes the same file."""

    def __init__(self, path: str) -> None:
        super().__init__(f"Another run is writing {path}: wait until it is done, or choose another place.")


class HomeBusy(OperatorFixable):
    """Another process holds the database for longer than anybody should wait."""

    def __init__(self, home: str) -> None:
        super().__init__(f"Another process is writing in {home}: wait until it has finished, then try again.")


class DamagedDatabase(OperatorFixable):
    """The database file is damaged, or is none."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is damaged or no SQLite database: put the newest file of the home's backups folder in its place, "
            "or move it away to import again."
        )


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


class NumberTooLarge(UserFixable):
    """A whole number beyond what the records can hold."""

    def __init__(self) -> None:
        super().__init__("A number there is larger than the records can hold: use one up to 2,147,483,647.")


class UnstorableText(UserFixable):
    """A text with a NUL in it, which not every database can hold or look for."""

    def __init__(self) -> None:
        super().__init__("There is a NUL character (U+0000) in that text: take it out, then try again.")


class BackupByServer(OperatorFixable):
    """The records are in a database server, which is backed up by its own means."""

    def __init__(self, command: str) -> None:
        super().__init__(
            f"The records are in PostgreSQL, which backs them up itself: run `{command}`; "
            "`pg_restore` brings them back."
        )


class DamagedFile(OperatorFixable):
    """A file whose hash is not the manifest's."""

    def __init__(self, path: str, remedy: str) -> None:
        super().__init__(
            f"{path} is damaged (its hash differs from the manifest): {remedy}.",
            reply=f"A file I need ({path.replace(chr(92), '/').rsplit('/', 1)[-1]}) is damaged or missing: {remedy}.",
        )


class AdapterOfAnotherBase(OperatorFixable):
    """The reader's adapter belongs to another base encoder than the one in use."""

    def __init__(self, trained_on: str, running: str) -> None:
        super().__init__(
            f"the reader was trained on base {trained_on[:12]}…, running {running[:12]}…: "
            "train it again with `python -m finetune`",
            reply="The message reader does not fit the encoder in use; an administrator can train it again "
            "with `python -m finetune`.",
        )


class SearchUnavailable(OperatorFixable):
    """The search index can be neither built nor brought up to date."""

    def __init__(self, why: str) -> None:
        super().__init__(
            why, reply="My search index cannot be brought up to date now; an administrator can see why in the log."
        )


class PortInUse(OperatorFixable):
    """Somebody else listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"Port {port} on {host} is in use: choose another with --port.")


class TooSlow(UserFixable):
    """A query ran into its deadline."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"query over its {seconds:g} s deadline",
            reply="That question would read too many rows at once; narrow it to a period, a team or an account.",
        )


class UnsoundHome(OperatorFixable):
    """The database is damaged or contradicts itself."""

    def __init__(self, home: str, what: str) -> None:
        super().__init__(f"The database in {home} is not sound ({what}): restore a backup from its backups folder.")
