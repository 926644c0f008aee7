"""A long text file that a run which was cut off leaves to the next one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout

from assistant.atomic import replacing
from assistant.errors import CannotWrite, InUse


class Halfway:
    """What has been written so far, in whole pieces.

    The text grows in a hidden file beside its place; after each piece the length that counts is noted in a second
    one. Whatever a kill leaves behind that length is cut off by the next run.
    """

    def __init__(self, file: IO[bytes], note: Path, made_from: str, counts: dict[str, int]) -> None:
        self.counts = counts  # of the pieces so far
        self._file = file
        self._note = note
        self._made_from = made_from

    def add(self, piece: str, counts: Mapping[str, int]) -> None:
        """Write a piece, for good; `counts` are those of everything up to it."""
        self._file.write(piece.encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        self.counts = dict(counts)
        with replacing(self._note) as note:
            json.dump({"made_from": self._made_from, "bytes": self._file.tell(), "counts": self.counts}, note)


@contextmanager
def halfway(path: Path, made_from: str) -> Iterator[Halfway]:
    """Write `path` piece by piece, going on where a run with the same `made_from` was cut off.

    The file takes its place on leaving; after an error the old one stays, and the pieces wait for another run.

    Args:
        path: Where the text goes, UTF-8.
        made_from: Names everything that the text depends on.

    Raises:
        CannotWrite: The folder cannot be written, or the disk is full.
        InUse: Another run is writing it.
    """
    part, note, lock = (path.with_name(f".{path.name}.{kind}") for kind in ("part", "part.json", "lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=0):
            size, counts = _before(part, note, made_from)
            with part.open("r+b" if size else "wb") as file:
                file.truncate(size)
                file.seek(size)
                yield Halfway(file, note, made_from, counts)
            part.replace(path)
            note.unlink(missing_ok=True)
        lock.unlink(missing_ok=True)
    except Timeout as error:
        raise InUse(str(path)) from error
    except OSError as error:
        raise CannotWrite(str(path), error.strerror or "") from error


def _before(part: Path, note: Path, made_from: str) -> tuple[int, dict[str, int]]:
    """Bytes that count of an earlier run's text, with its counts; none when it was made from something else."""
    try:
        said = json.loads(note.read_text(encoding="utf-8"))
        if said["made_from"] == made_from and part.stat().st_size >= said["bytes"]:
            return int(said["bytes"]), {str(name): int(count) for name, count in said["counts"].items()}
    except (FileNotFoundError, ValueError, KeyError):
        pass  # nothing that could be gone on with
    return 0, {}
