"""Imports files as one batch that happens whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from assistant.records.batches.answers import Answers
from assistant.records.batches.carrying import Run
from assistant.records.batches.choosing import refuse_if_empty
from assistant.records.batches.journal import close_batch, mark_interrupted, open_batch
from assistant.records.batches.ledger import Ledger
from assistant.records.batches.preparing import Prepared, prepare, refuse_if_open
from assistant.records.batches.report import ImportReport, Progress
from assistant.records.rehearsing import rehearsal
from assistant.records.store import Store

NO_ANSWERS = Answers()


def import_paths(
    store: Store,
    paths: Sequence[Path],
    *,
    system: str = "auto",
    as_of: date | None = None,
    dry_run: bool = False,
    answers: Answers = NO_ANSWERS,
    user_id: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> ImportReport:
    """Import files or folders of tables as one batch.

    Args:
        store: The home's database.
        paths: Files, or folders whose .csv, .tsv and .jsonl files are taken.
        system: The format: auto, or the name of an importer.
        as_of: Stored as the home's data date when given.
        dry_run: Do everything on a copy of the records; meanwhile others read and write as ever.
        answers: What a person says about the files: encoding, dates, numbers, columns.
        user_id: Who imports; None at the command line.
        progress: Called after every chunk of at most 2,000 rows.

    Returns:
        The row account, with everything that was reconciled, skipped or put in quarantine.

    Raises:
        UnreadableFile: A file is no readable table.
        NothingToImport: No file is a table of the format.
        NeedsAnswer: A column can be read in two ways, and `answers` does not say in which; a dry run reports it.
        UnknownTarget: A column is wanted as a field that does not exist.
        UnknownColumn: An answer is about a column that no file has.
        UnitsDiffer: The home holds a field in another unit than these files.
    """
    started = time.perf_counter()
    prepared = prepare(store, paths, system=system, answers=answers, as_of=as_of)
    run = Run(prepared, as_of, answers, progress, started)
    if dry_run:
        with rehearsal(store) as session:
            report = run.do(session, open_batch(session, prepared.choice, user_id))
        return replace(report, batch_id=None, dry_run=True)
    refuse_if_empty(prepared.choice, system=system)
    refuse_if_open(prepared)
    return _written(store, run, user_id)


def import_prepared(
    store: Store,
    prepared: Prepared,
    *,
    user_id: int | None,
    progress: Callable[[Progress], None] | None,
    ledger: Callable[[Session, int], Ledger] = Ledger,
) -> ImportReport:
    """Import tables that are understood already as one batch.

    Args:
        store: The home's database.
        prepared: The tables.
        user_id: Who imports; None at the command line.
        progress: Called after every chunk.
        ledger: Keeps the account of the batch.
    """
    run = Run(prepared, None, NO_ANSWERS, progress, time.perf_counter(), ledger)
    return _written(store, run, user_id)


def _written(store: Store, run: Run, user_id: int | None) -> ImportReport:
    mark_interrupted(store)
    with store.write() as session:
        batch_id = open_batch(session, run.choice, user_id)
    try:
        with store.write() as session:
            report = run.do(session, batch_id)
    except BaseException:
        with store.write() as session:
            close_batch(session, batch_id, "failed")
        raise
    return report
