"""Shelves brought up to date with the records, embedding only what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from assistant.context import Progress
from assistant.search.shelf import Shelf
from assistant.search.source import Profile
from assistant.understanding.mail import clean
from indexes.passages import split
from indexes.snapshot import Passage, Snapshot
from indexes.types import Encoder
from indexes.vectors import VectorIndex

CHUNK = 512  # passages embedded between two reports of progress


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a shelf and the records."""

    fresh: tuple[Passage, ...]  # of records that are new, or changed since they were embedded
    dropped: frozenset[int]  # records whose passages go: changed, or no longer there
    gone: int  # records no longer there
    records: int  # records now

    @property
    def any(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.fresh or self.dropped)


def changes(shelf: Shelf | None, profiles: Iterable[Profile]) -> Changes:
    """Compare the stamps on a shelf with those of the records; without a shelf everything is new."""
    stamps = shelf.stamps if shelf is not None else {}
    seen: set[int] = set()
    stale: set[int] = set()
    fresh: list[Passage] = []
    for profile in profiles:
        seen.add(profile.id)
        if stamps.get(profile.id) != profile.digest:
            stale.add(profile.id)
            fresh += passages(profile)
    gone = stamps.keys() - seen
    return Changes(tuple(fresh), frozenset(gone | (stale & stamps.keys())), len(gone), len(seen))


def renew(shelf: Shelf | None, change: Changes, encoder: Encoder, progress: Progress) -> Shelf:
    """A new shelf with the changes worked in; the old one is left as it is.

    Args:
        shelf: What there is, with vectors of the same encoder; None to begin anew.
        change: As found by `changes` for this shelf.
        encoder: Embeds the fresh passages.
        progress: Told (done, total) passages after every 512; may raise to stop, nothing has changed then.
    """
    index = VectorIndex(encoder.dim)
    kept: list[Passage] = []
    if shelf is not None and shelf.index is not None:
        kept = [passage for passage in shelf.passages if int(passage.source) not in change.dropped]
        keys = [passage.key for passage in kept]
        index = VectorIndex(encoder.dim, high_water_row=shelf.index.high_water_row)
        index.add(keys, shelf.index.vectors(keys))
    with ThreadPoolExecutor(1) as beside:  # words are counted while vectors are computed
        shelved = beside.submit(Shelf, [*kept, *change.fresh], index)
        for start in range(0, len(change.fresh), CHUNK):
            chunk = change.fresh[start : start + CHUNK]
            index.add([passage.key for passage in chunk], encoder.encode([passage.text for passage in chunk]))
            progress(start + len(chunk), len(change.fresh))
        return shelved.result()


def snapshot_of(shelf: Shelf, encoder: Encoder) -> Snapshot:
    """A shelf as it is stored."""
    index = shelf.index or VectorIndex(encoder.dim)
    return Snapshot(shelf.passages, index.vectors([passage.key for passage in shelf.passages]), index.high_water_row)


def without_vectors(profiles: Iterable[Profile]) -> Shelf:
    """A shelf of words alone, for when no index can be used."""
    return Shelf((passage for profile in profiles for passage in passages(profile)), None)


def passages(profile: Profile) -> list[Passage]:
    """The passages of one record, in order; a record without any words has one that says so."""
    own = clean(profile.text) if profile.kind == "ticket" else profile.text  # quoted mail is found where it was written
    texts = split(own or profile.text, title=profile.title) or ["(no text)"]
    return [Passage(f"{profile.id}#{part}", str(profile.id), profile.digest, text) for part, text in enumerate(texts)]
