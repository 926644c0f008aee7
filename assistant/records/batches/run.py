"""Imports files as one batch that happens whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from assistant.records.batches.aliases import Aliases
from assistant.records.batches.answers import Answers
from assistant.records.batches.catalog import in_order
from assistant.records.batches.choosing import Choice, Source, choose, open_tables, without_footer
from assistant.records.batches.compiling import compile_plan, custom_columns
from assistant.records.batches.journal import close_batch, mark_interrupted, open_batch
from assistant.records.batches.ledger import Ledger
from assistant.records.batches.naming import custom_names
from assistant.records.batches.objects import Batch, ObjectImport
from assistant.records.batches.plan import Plan
from assistant.records.batches.profile import profile
from assistant.records.batches.references import References
from assistant.records.batches.report import ImportReport, Progress
from assistant.records.batches.scratch import Scratch
from assistant.records.batches.sealing import log_created, seal
from assistant.records.batches.settings import Settings
from assistant.records.batches.stages import Stages
from assistant.records.batches.waiting import Waiting
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
        dry_run: Do everything, then take it back.
        answers: What a person says about the files: encoding, dates, numbers, columns.
        user_id: Who imports; None at the command line.
        progress: Called after every chunk of at most 2,000 rows.

    Returns:
        The row account, with everything that was reconciled, skipped or put in quarantine.

    Raises:
        UnreadableFile: A file is no readable table.
        NothingToImport: No file is a table of the format.
        UnitsDiffer: The home holds a field in another unit than these files.
    """
    started = time.perf_counter()
    tables, skipped = open_tables(paths, encoding=answers.encoding)
    choice = choose(tables, skipped, system=system)
    run = _Run(choice, as_of, progress, started)
    if dry_run:
        with store.write() as session:
            report = run.do(session, open_batch(session, choice, user_id))
            session.rollback()
        return replace(report, batch_id=None, dry_run=True)
    mark_interrupted(store)
    with store.write() as session:
        batch_id = open_batch(session, choice, user_id)
    try:
        with store.write() as session:
            report = run.do(session, batch_id)
    except BaseException:
        with store.write() as session:
            close_batch(session, batch_id, "failed")
        raise
    return report


CACHE_KIB = 32 * 1024


class _Run:
    """One pass over the chosen tables, inside one transaction."""

    def __init__(
        self, choice: Choice, as_of: date | None, progress: Callable[[Progress], None] | None, started: float
    ) -> None:
        self._choice = choice
        self._as_of = as_of
        self._progress = progress
        self._started = started

    def do(self, session: Session, batch_id: int) -> ImportReport:
        """Import everything and close the batch as done."""
        _widen_cache(session)
        settings = Settings(session)
        ledger = Ledger(session, batch_id)
        system = self._choice.importer.name
        aliases = Aliases(session)
        references = References(session, aliases)
        waiting = Waiting(session, settings, references, batch_id)
        batch = Batch(batch_id, system, session, ledger, references, aliases, waiting, self._progress)
        footed = (without_footer(one.table, self._choice.importer, ledger.footer) for one in self._choice.sources)
        sources = [replace(one, table=table) for one, table in zip(self._choice.sources, footed, strict=True)]
        for key, unit in _merged_settings(sources).items():
            settings.put_unit(key, unit)
        stages: list[str] = []
        for name in in_order(source.layout.object for source in sources):
            mine = sorted((one for one in sources if one.layout.object == name), key=_is_told_in_passing)
            stages += _import_object(batch, settings, name, mine)
            for wait, rows in waiting.settle(name).items():
                ledger.note(f"{wait.object}.{wait.field}: {rows:,} earlier rows found the {name} that they name")
        if self._as_of:
            settings.put("data_date", self._as_of.isoformat())
        report = ImportReport(
            batch_id=batch_id,
            system=system,
            label=self._choice.importer.label,
            dry_run=False,
            objects=ledger.counts(),
            reconciliations=ledger.reconciliations(),
            skipped=self._choice.skipped,
            quarantine=tuple(ledger.examples),
            notes=ledger.notes(),
            seconds=time.perf_counter() - self._started,
        )
        log_created(session, batch_id, "source_alias", aliases.added)
        undo = {
            "settings_before": settings.before,
            "settings_after": settings.after(),
            "stages_added": stages,
            "sealed_columns": seal(session, batch_id, batch.newest_before),
        }
        close_batch(session, batch_id, "done", report, undo)
        return report


def _widen_cache(session: Session) -> None:
    """SQLite keeps 2 MB of pages by default; ten growing indexes need more to stay off the disk."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")


def _import_object(batch: Batch, settings: Settings, name: str, sources: Sequence[Source]) -> list[str]:
    """Import one object; the deal stages that were new with it."""
    plans = [_plan(settings, source, number) for number, source in enumerate(sources)]
    stages = (
        Stages(batch.session, [one for source in sources for one in source.layout.stages]) if name == "deal" else None
    )
    batch.ledger.count(name, "rows_in", 0)
    with Scratch() as scratch:
        ObjectImport(batch, name, plans, scratch, stages).run()
    if stages is None:
        return []
    stages.save()
    return stages.added


def _plan(settings: Settings, source: Source, number: int) -> Plan:
    layout = source.layout
    found = profile(source.table, layout)
    kept = [field.column for field in layout.fields if field.keep]
    columns = (*custom_columns(source.table, layout), *kept)
    names = custom_names(columns, layout.names, settings.custom_fields(layout.object))
    types = {
        column: settings.put_type(layout.object, names[column], kind)
        for column, kind in found.types.items()
        if column in names
    }
    for column in kept:
        settings.put_type(layout.object, names[column], "text")
    return compile_plan(source.table, source.share, found, types, names, number=number)


def _is_told_in_passing(source: Source) -> bool:
    """What a table merely mentions comes after what others are about, so that it finds their records."""
    keys = {field.name for field in source.layout.fields}
    return source.layout.implied or (source.layout.distinct and "source_id" not in keys)


def _merged_settings(sources: Sequence[Source]) -> dict[str, str]:
    return {key: value for source in sources for key, value in source.layout.settings.items()}
