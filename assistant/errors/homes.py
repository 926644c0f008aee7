"""What can be wrong with a home."""

from __future__ import annotations

from assistant.errors.kinds import OperatorFixable, UserFixable


class HomeMissing(OperatorFixable):
    """The home holds no records yet."""

    def __init__(self, home: str) -> None:
        super().__init__(f"No records in {home}: run `crm-assistant demo` or `crm-assistant import PATH` first.")


class HomeNotEmpty(UserFixable):
    """The demo company was to be loaded among a company's real records."""

    def __init__(self, accounts: int) -> None:
        super().__init__(
            f"The home already holds {accounts:,} accounts: choose an empty folder with --home for the demo company."
        )


class ScaleOutOfRange(UserFixable):
    """A demo company was asked for that is too small to make sense or too large to make."""

    def __init__(self, asked: float, smallest: float, largest: float) -> None:
        super().__init__(f"A demo company cannot be {asked:g} times the usual size: give {smallest:g} to {largest:g}.")


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


class UnsoundHome(OperatorFixable):
    """The database is damaged or contradicts itself."""

    def __init__(self, home: str, what: str) -> None:
        super().__init__(f"The database in {home} is not sound ({what}): restore a backup from its backups folder.")
