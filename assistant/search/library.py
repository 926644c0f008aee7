"""The shelves of all kinds: loaded when first needed, brought up to date, degraded when they cannot be used."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.context import Progress
from assistant.errors import SearchUnavailable
from assistant.search import shelving
from assistant.search.shelf import Shelf
from assistant.search.shelving import Changes
from assistant.search.source import KINDS, Source
from assistant.search.verification import KindReport, Verification
from assistant.views import LOCAL_ADMIN
from indexes import snapshot
from indexes.errors import IndexesError
from indexes.types import Encoder


@dataclass(frozen=True, slots=True)
class _Loaded:
    """One kind's shelf with how it came about."""

    shelf: Shelf
    note: str  # empty, or why the search over this kind is worse than it should be
    pointer: bytes  # content of CURRENT; another one means that some process has saved a new generation


class Library:
    """One index folder a kind under `folder`; safe to use from many threads."""

    def __init__(self, source: Source, folder: Path, load_encoder: Callable[[], Encoder]) -> None:
        """Remember where things are; nothing is loaded yet."""
        self._source = source
        self._folder = folder
        self._load_encoder = load_encoder
        self._encoder: Encoder | None = None
        self._encoder_problem = ""
        self._loaded: dict[str, _Loaded] = {}
        self._lock = threading.RLock()  # loading and switching shelves
        self._writing = threading.Lock()  # one refresh at a time

    @property
    def notes(self) -> dict[str, str]:
        """What is wrong with the kinds used so far; may name folders."""
        return {kind: loaded.note for kind, loaded in self._loaded.items() if loaded.note}

    @property
    def words_alone(self) -> list[str]:
        """The kinds used so far that are searched without vectors."""
        return [kind for kind, loaded in self._loaded.items() if loaded.shelf.index is None]

    def encoder(self) -> Encoder | None:
        """The encoder, loaded once; None when it cannot be used."""
        with self._lock:
            if self._encoder is None and not self._encoder_problem:
                try:
                    self._encoder = self._load_encoder()
                except IndexesError as error:
                    self._encoder_problem = str(error)
            return self._encoder

    def shelf(self, kind: str) -> Shelf:
        """The shelf of a kind: the newest generation on disk, else an older one, else words alone."""
        with self._lock:
            pointer = self._pointer(kind)
            if kind not in self._loaded or self._loaded[kind].pointer != pointer:
                shelf, note = self._stored(kind)
                self._loaded[kind] = _Loaded(shelf or self._words_alone(kind), note, pointer)
            return self._loaded[kind].shelf

    def refresh(self, progress: Progress, *, anew: bool = False) -> int:
        """Bring every kind up to date with the records, save what changed, switch to it.

        Args:
            progress: Told (done, total) passages; may raise to stop, finished kinds stay.
            anew: Embed everything again.

        Returns:
            The number of passages embedded.

        Raises:
            SearchUnavailable: There is no usable encoder, or the disk takes no new index.
        """
        encoder = self.encoder()
        if encoder is None:
            raise SearchUnavailable(self._encoder_problem)
        with self._writing:
            todo = {kind: self._todo(kind, anew=anew) for kind in KINDS}
            total = sum(len(change.fresh) for _, change in todo.values())
            done = 0
            for kind, (shelf, change) in todo.items():
                if change.any or shelf is None:
                    report = partial(_report, progress, done, total)
                    self._save(kind, shelving.renew(shelf, change, encoder, report), encoder)
                done += len(change.fresh)
            return done

    def verify(self) -> Verification:
        """Read every index from disk again, compare it with the records."""
        return Verification(tuple(self._verify(kind) for kind in KINDS))

    def _todo(self, kind: str, *, anew: bool) -> tuple[Shelf | None, Changes]:
        shelf = None if anew else self._stored(kind)[0]
        return shelf, shelving.changes(shelf, self._source.profiles(LOCAL_ADMIN, (kind,)))

    def _stored(self, kind: str) -> tuple[Shelf | None, str]:
        encoder = self.encoder()
        if encoder is None:
            return None, self._encoder_problem
        try:
            loaded = snapshot.load(self._folder / kind, encoder)
        except IndexesError as error:
            return None, str(error)
        return Shelf.from_snapshot(loaded.snapshot), loaded.note

    def _words_alone(self, kind: str) -> Shelf:
        return shelving.without_vectors(self._source.profiles(LOCAL_ADMIN, (kind,)))

    def _save(self, kind: str, shelf: Shelf, encoder: Encoder) -> None:
        try:
            snapshot.save(self._folder / kind, shelving.snapshot_of(shelf, encoder), encoder)
        except IndexesError as error:
            raise SearchUnavailable(str(error)) from error
        with self._lock:
            self._loaded[kind] = _Loaded(shelf, "", self._pointer(kind))

    def _verify(self, kind: str) -> KindReport:
        shelf, note = self._stored(kind)
        change = shelving.changes(shelf, self._source.profiles(LOCAL_ADMIN, (kind,)))
        stale = len({passage.source for passage in change.fresh})
        return KindReport(kind, change.records, len(shelf.passages) if shelf else 0, stale, change.gone, note)

    def _pointer(self, kind: str) -> bytes:
        path = self._folder / kind / snapshot.CURRENT
        return path.read_bytes() if path.is_file() else b""


def _report(progress: Progress, before: int, total: int, done: int, of_kind: int) -> None:
    progress(before + done, total)
