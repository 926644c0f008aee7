"""The folders under watch: added, listed, removed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update

from assistant.errors import NotFound, NothingToImport, UnreadableFile
from assistant.records.batches.answers import Answers
from assistant.records.batches.choosing import importers
from assistant.records.schema import FolderWatch, WatchedFile
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

NO_ANSWERS = Answers()
SHORTEST_MINUTES = 1


@dataclass(frozen=True, slots=True)
class Watch:
    """A folder under watch."""

    id: int
    path: Path
    system: str  # what `--as` takes
    every_minutes: int
    answers: Answers
    is_active: bool
    last_run_at: datetime | None  # UTC
    last_result: str  # one sentence; empty: it has not run yet


def add_watch(
    store: Store, folder: Path, *, system: str = "auto", every_minutes: int = 60, answers: Answers = NO_ANSWERS
) -> Watch:
    """Put a folder under watch, or change how it is watched.

    Args:
        store: The home's database.
        folder: It must exist.
        system: auto, or a format's name.
        every_minutes: Time between two runs, at least 1.
        answers: What a person says about its files.

    Raises:
        UnreadableFile: There is no such folder.
        NothingToImport: There is no such format.
    """
    place = folder.expanduser().resolve()
    if not place.is_dir():
        raise UnreadableFile(str(folder), "there is no such folder; name the folder that the files come into.")
    if system != "auto" and system not in importers():
        raise NothingToImport(f"There is no import format {system!r}; use auto or one of {', '.join(importers())}.")
    values: dict[str, Any] = {
        "path": str(place),
        "source_system": system,
        "every_minutes": max(every_minutes, SHORTEST_MINUTES),
        "options": _as_json(answers),
        "is_active": True,
    }
    with store.write() as session:
        held = session.scalar(select(FolderWatch.id).where(FolderWatch.path == str(place)))
        if held is None:
            added = insert(FolderWatch).values(**values, last_result="").returning(FolderWatch.id)
            held = session.execute(added).scalar_one()
        else:
            session.execute(update(FolderWatch).where(FolderWatch.id == held).values(values))
    return watch(store, held)


def list_watches(store: Store) -> tuple[Watch, ...]:
    """All folders under watch, in the order they were added."""
    with store.read(LOCAL_ADMIN) as session:
        return tuple(_watch(row) for row in session.scalars(select(FolderWatch).order_by(FolderWatch.id)))


def watch(store: Store, watch_id: int) -> Watch:
    """One folder under watch.

    Raises:
        NotFound: There is none.
    """
    found = next((one for one in list_watches(store) if one.id == watch_id), None)
    if found is None:
        raise NotFound("watched folder", str(watch_id))
    return found


def remove_watch(store: Store, watch_id: int) -> None:
    """Watch a folder no longer; what was imported from it stays.

    Raises:
        NotFound: It is not watched.
    """
    watch(store, watch_id)
    with store.write() as session:
        session.execute(delete(WatchedFile).where(WatchedFile.watch_id == watch_id))
        session.execute(delete(FolderWatch).where(FolderWatch.id == watch_id))


def _as_json(answers: Answers) -> dict[str, Any]:
    return asdict(answers) | {"columns": {name: dict(said) for name, said in answers.columns.items()}}


def _watch(row: FolderWatch) -> Watch:
    answers = Answers(**row.options)
    return Watch(
        row.id,
        Path(row.path),
        row.source_system,
        row.every_minutes,
        answers,
        row.is_active,
        row.last_run_at,
        row.last_result,
    )
