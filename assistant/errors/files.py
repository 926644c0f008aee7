"""What can be wrong with a file that is read or written."""

from __future__ import annotations

from assistant.errors.kinds import OperatorFixable, UserFixable


class UnreadableFile(UserFixable):
    """A file that is no table we can read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")


class NoRoomLeft(OperatorFixable):
    """The disk of the temporary folder is full."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"There is no room left in {folder} to unpack a file: free some space there, "
            "or set TMPDIR to another folder.",
            reply="There is no room left on my disk to unpack that file; an administrator can free some space.",
        )


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


class DamagedFile(OperatorFixable):
    """A file whose hash is not the manifest's."""

    def __init__(self, path: str, remedy: str) -> None:
        super().__init__(
            f"{path} is damaged (its hash differs from the manifest): {remedy}.",
            reply=f"A file I need ({path.replace(chr(92), '/').rsplit('/', 1)[-1]}) is damaged or missing: {remedy}.",
        )
