"""The folder in which uploads wait, each in a folder of its own, no more of them than there is room for."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from assistant.desk.imports.state import Upload, load, save
from assistant.errors import UploadRefused

LARGEST_UPLOAD = 250_000_000  # bytes, all files of one upload together
ROOM = 1_000_000_000  # bytes, all uploads that wait together
KEPT = timedelta(days=7)  # since anything happened to an upload
PIECE = 1 << 20
FILES = "files"
TOKEN = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one upload lies."""

    token: str
    until_utc: datetime  # when it may be swept away unless something happens to it


class Shelf:
    """Uploads on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._receiving = threading.Lock()  # so that two uploads do not both take the last of the room

    def files(self, token: str) -> Path:
        """Where the files of an upload lie."""
        return self.folder / token / FILES

    def put(self, token: str, named: Sequence[tuple[str, BinaryIO]]) -> tuple[str, ...]:
        """Keep files; the names that they got, which differ in more than case.

        Raises:
            UploadRefused: They are too large, or other uploads leave them no room; nothing of them is kept.
        """
        place = self.files(token)
        with self._receiving:
            free = ROOM - self.used()
            place.mkdir(parents=True, mode=0o700)
            try:
                return _keep(place, named, free=free)
            except OSError as error:
                self.remove(token)
                raise UploadRefused(
                    "There is no room for these files on the server's disk; ask an administrator to free some."
                ) from error
            except BaseException:
                self.remove(token)
                raise

    def save(self, upload: Upload) -> None:
        """Keep how an upload stands."""
        save(self.folder / upload.token, upload)

    def load(self, token: str) -> Upload | None:
        """How an upload stands; None when there is none of that name, or its state cannot be read."""
        return load(self.folder / token) if TOKEN.fullmatch(token) else None

    def places(self) -> tuple[Place, ...]:
        """Every upload's place."""
        found = ((place.name, _changed(place)) for place in self.folder.glob("*"))
        return tuple(Place(token, datetime.fromtimestamp(at, UTC) + KEPT) for token, at in found if at is not None)

    def used(self) -> int:
        """Bytes of all uploads that wait."""
        return sum(_size(path) for path in self.folder.glob(f"*/{FILES}/*"))

    def empty(self, token: str) -> None:
        """Take the files of an upload away, which are imported, and keep how it stands."""
        shutil.rmtree(self.files(token), ignore_errors=True)

    def remove(self, token: str) -> None:
        """Forget an upload with its files."""
        shutil.rmtree(self.folder / token, ignore_errors=True)

    def sweep(self, busy: Container[str]) -> int:
        """Remove uploads to which nothing happened for long, but for those being worked on; how many there were."""
        now = datetime.now(UTC)
        old = [place.token for place in self.places() if place.token not in busy and place.until_utc < now]
        for token in old:
            self.remove(token)
        return len(old)


def safe_name(name: str) -> str:
    """The last part of a file's name as a browser sends it, without anything that a path could mean."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    plain = re.sub(r"[^\w .()-]", "_", last).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return f"{_cut(stem, 120)}{dot}{_cut(suffix, 10)}" if dot else _cut(plain, 120) or "file"


def too_large() -> str:
    """What to do with files that are too large for an upload."""
    return (
        f"These files are larger than {LARGEST_UPLOAD // 1_000_000} MB together; "
        "use `crm-assistant import` on the server for them."
    )


def _keep(place: Path, files: Sequence[tuple[str, BinaryIO]], *, free: int) -> tuple[str, ...]:
    taken = 0
    names: list[str] = []
    for name, content in files:
        unique, number = name, 1
        while unique.casefold() in {other.casefold() for other in names}:
            number += 1
            unique = f"{number} {name}"
        with (place / unique).open("xb") as file:
            while piece := content.read(PIECE):
                taken += len(piece)
                if taken > LARGEST_UPLOAD:
                    raise UploadRefused(too_large())
                if taken > free:
                    raise UploadRefused(
                        f"Uploads that wait may hold {ROOM // 1_000_000:,} MB together, and these files would be more: "
                        "import or discard one of those that wait first."
                    )
                file.write(piece)
        names.append(unique)
    return tuple(names)


def _cut(text: str, most: int) -> str:
    """The beginning of a text, at most so many bytes of UTF-8."""
    return text.encode()[:most].decode(errors="ignore")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0  # taken away meanwhile


def _changed(path: Path) -> float | None:
    """When something happened there, in seconds since 1970; None when it was taken away meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None
