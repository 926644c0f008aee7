"""Imports what is new in watched folders, again and again.

A file is imported once it has come to rest, and again whenever its content changes; what all files of one run hold is
one batch. A file that cannot be imported is left to the next run, the others come in; what is wrong with it the watch
keeps as a sentence. Files that hold no records of the format are passed over until they change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select, update

from assistant.errors import AssistantError, UnreadableFile
from assistant.hashed import sha256_of_file
from assistant.records.batches.preparing import prepare, refuse_if_open
from assistant.records.batches.reading.table import SUFFIXES
from assistant.records.batches.report import ImportReport
from assistant.records.batches.run import import_paths
from assistant.records.batches.watches import Watch, list_watches
from assistant.records.schema import FolderWatch, WatchedFile
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

AT_REST = timedelta(seconds=10)
"""A file changed more recently may still be being written."""
HIDDEN = (".", "~$")  # begin the names of files that programs keep beside the real ones


@dataclass(frozen=True, slots=True)
class WatchRun:
    """One run over a folder."""

    watch: Watch
    reports: tuple[ImportReport, ...]  # one for each system that new files came from
    result: str  # a sentence or a few
    failed: bool  # some file could not be imported


@dataclass(slots=True)
class _Sorted:
    """New files by what can be done with them."""

    good: dict[str, list[Path]] = field(default_factory=dict)  # format → files
    foreign: list[Path] = field(default_factory=list)  # without records
    bad: list[str] = field(default_factory=list)  # what is wrong with the others


def run_due(store: Store, now: datetime) -> tuple[WatchRun, ...]:
    """Run every watch whose time has come; call it about once a minute, from one place at a time.

    Args:
        store: The home's database.
        now: Timezone-aware.

    Returns:
        The runs; a failing one is among them rather than raised, and is tried again when its time comes.
    """
    due = [
        one
        for one in list_watches(store)
        if one.is_active and (one.last_run_at is None or now - one.last_run_at >= timedelta(minutes=one.every_minutes))
    ]
    return tuple(run_watch(store, one, now) for one in due)


def run_watch(store: Store, one: Watch, now: datetime) -> WatchRun:
    """Import what is new in one folder, now.

    Args:
        store: The home's database.
        one: The watch.
        now: Timezone-aware; files changed within the last 10 seconds are left to the next run.
    """
    try:
        run = _run(store, one, now)
    except AssistantError as error:
        run = WatchRun(one, (), error.reply, failed=True)
    except OSError as error:
        why = f"{error.filename or one.path}: cannot be read ({error.strerror}); check its permissions."
        run = WatchRun(one, (), why, failed=True)
    with store.write() as session:
        ran = update(FolderWatch).where(FolderWatch.id == one.id)
        session.execute(ran.values(last_run_at=now, last_result=run.result))
    return run


def _run(store: Store, one: Watch, now: datetime) -> WatchRun:
    if not one.path.is_dir():
        raise UnreadableFile(str(one.path), "the watched folder is not there; bring it back or stop watching it.")
    known = _known(store, one.id)
    found = {file: digest for file in _files(one.path) if (digest := _digest_at_rest(file, now))}
    new = [file for file, digest in found.items() if known.get(file.name) != digest]
    if not new:
        return WatchRun(one, (), "Nothing new.", failed=False)
    files = _sorted_out(store, one, new)
    sentences = []
    reports = []
    for system, mine in files.good.items():
        reports.append(import_paths(store, mine, system=system, answers=one.answers))
        _remember(store, one.id, {file.name: found[file] for file in mine}, reports[-1])
        sentences.append(_sentence(reports[-1], len(mine)))
    if files.foreign:
        _remember(store, one.id, {file.name: found[file] for file in files.foreign}, None)
        sentences.append(f"No records in {', '.join(file.name for file in files.foreign)}.")
    return WatchRun(one, tuple(reports), " ".join([*sentences, *files.bad]), failed=bool(files.bad))


def _sorted_out(store: Store, one: Watch, files: Sequence[Path]) -> _Sorted:
    """Look at each file by itself, so that a bad one does not stop the rest."""
    found = _Sorted()
    for file in files:
        try:
            prepared = prepare(store, [file], system=one.system, answers=one.answers)
            refuse_if_open(prepared)
        except AssistantError as error:
            found.bad.append(error.reply)
        else:
            if prepared.choice.sources:
                found.good.setdefault(prepared.choice.importer.name, []).append(file)
            else:
                found.foreign.append(file)
    return found


def _files(folder: Path) -> Iterator[Path]:
    """The tables of a folder by name, without what programs keep beside them."""
    for file in sorted(folder.iterdir()):
        if file.is_file() and file.suffix.lower() in SUFFIXES and not file.name.startswith(HIDDEN):
            yield file


def _digest_at_rest(file: Path, now: datetime) -> str:
    """The digest of a file that nobody is writing any more; empty for others."""
    before = file.stat()
    if (now - AT_REST).timestamp() < before.st_mtime <= now.timestamp():
        return ""
    digest = sha256_of_file(file)
    after = file.stat()
    return digest if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) else ""


def _known(store: Store, watch_id: int) -> Mapping[str, str]:
    """File name → digest of what was imported of it last."""
    with store.read(LOCAL_ADMIN) as session:
        query = select(WatchedFile.name, WatchedFile.sha256).where(WatchedFile.watch_id == watch_id)
        return {row.name: row.sha256 for row in session.execute(query)}


def _remember(store: Store, watch_id: int, digests: Mapping[str, str], report: ImportReport | None) -> None:
    with store.write() as session:
        names = list(digests)
        session.execute(delete(WatchedFile).where(WatchedFile.watch_id == watch_id, WatchedFile.name.in_(names)))
        batch_id = report.batch_id if report else None
        rows = [
            {"watch_id": watch_id, "name": name, "sha256": digest, "batch_id": batch_id}
            for name, digest in digests.items()
        ]
        session.execute(insert(WatchedFile), rows)


def _sentence(report: ImportReport, files: int) -> str:
    created = sum(one.created for one in report.objects)
    updated = sum(one.updated for one in report.objects)
    aside = f", {report.quarantined:,} in quarantine" if report.quarantined else ""
    named = "1 file" if files == 1 else f"{files:,} files"
    return f"Batch {report.batch_id}: {named}, {created:,} created, {updated:,} updated{aside}."
