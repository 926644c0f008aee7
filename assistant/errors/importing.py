"""What can be wrong when records are brought in, taken back, merged."""

from __future__ import annotations

from assistant.errors.asking import NotFound
from assistant.errors.kinds import OperatorFixable, UserFixable


class UploadRefused(UserFixable):
    """Uploaded files that are not taken, or not at this moment."""


class UploadBusy(UploadRefused):
    """Something is wanted of uploaded files that does not go with what is being done, or was done, with them."""


class UploadGone(NotFound):
    """Uploaded files that are not kept any more, or never were."""

    def __init__(self, token: str, *, days: int) -> None:
        super().__init__("upload", token)
        self.reply = f"These files are not here any more, as uploads are kept for {days} days: upload them again."


class NoRoomToTry(OperatorFixable):
    """The disk has no room for a copy of the records, on which files are checked."""

    def __init__(self) -> None:
        super().__init__(
            "There is no room left for the copy of the records on which files are checked: "
            "free some space in /var/tmp, or set SQLITE_TMPDIR to another folder.",
            reply="There is no room left on my disk to check these files; an administrator can free some space.",
        )


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
