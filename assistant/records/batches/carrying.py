"""Carries prepared tables into the records, inside one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from assistant.records.batches.aliases import Aliases
from assistant.records.batches.answers import Answers
from assistant.records.batches.catalog import in_order
from assistant.records.batches.choosing import Source
from assistant.records.batches.compiling import compile_plan, custom_columns
from assistant.records.batches.journal import close_batch
from assistant.records.batches.keeping import keep, said_about
from assistant.records.batches.ledger import Ledger
from assistant.records.batches.naming import custom_names
from assistant.records.batches.objects import Batch, ObjectImport
from assistant.records.batches.plan import Plan
from assistant.records.batches.preparing import Prepared
from assistant.records.batches.preview import preview
from assistant.records.batches.profile import Profile
from assistant.records.batches.quarantine import may_pass_now
from assistant.records.batches.references import References
from assistant.records.batches.report import ImportReport, Progress
from assistant.records.batches.returning import close_returned, comes_back
from assistant.records.batches.scratch import Scratch
from assistant.records.batches.sealing import log_created, seal
from assistant.records.batches.settings import Settings
from assistant.records.batches.stages import Stages
from assistant.records.batches.tableread import as_json
from assistant.records.batches.waiting import Waiting

CACHE_KIB = 32 * 1024
Types = dict[tuple[str, str], Mapping[str, str]]


class Run:
    """One pass over the chosen tables, inside one transaction."""

    def __init__(
        self,
        prepared: Prepared,
        as_of: date | None,
        answers: Answers,
        progress: Callable[[Progress], None] | None,
        started: float,
        ledger: Callable[[Session, int], Ledger] = Ledger,
    ) -> None:
        self._prepared = prepared
        self.choice = prepared.choice
        self._ledger = ledger
        self._returned = [table for table in prepared.choice.tables if comes_back(table)]
        self._as_of = as_of
        self._answers = answers
        self._progress = progress
        self._started = started

    def do(self, session: Session, batch_id: int) -> ImportReport:
        """Import everything and close the batch as done."""
        _widen_cache(session)
        settings = Settings(session)
        batch = self._batch(session, settings, batch_id)
        for key, unit in _merged_settings(self.choice.sources).items():
            settings.put_unit(key, unit)
        types: Types = {}
        stages: list[str] = []
        for name in in_order(source.layout.object for source in self.choice.sources):
            stages += self._import_object(batch, settings, name, types)
            for wait, rows in batch.waiting.settle(name).items():
                batch.ledger.note(f"{wait.object}.{wait.field}: {rows:,} earlier rows found the {name} that they name")
        if self._as_of:
            settings.put("data_date", self._as_of.isoformat())
        self._keep_answers(session, batch_id)
        close_returned(session, batch_id, batch.system, self._returned, batch.ledger.failed)
        log_created(session, batch_id, "source_alias", batch.aliases.added)
        undo = {
            "settings_before": settings.before,
            "settings_after": settings.after(),
            "stages_added": stages,
            "sealed_columns": seal(session, batch_id, batch.newest_before),
        }
        batch.ledger.close()
        self._note_the_waiting(session, batch)
        report = self._report(batch, types)
        close_batch(session, batch_id, "done", report, {"undo": undo, "read": as_json(self._prepared.reads)})
        return report

    def _batch(self, session: Session, settings: Settings, batch_id: int) -> Batch:
        aliases = Aliases(session)
        references = References(session, aliases)
        waiting = Waiting(session, settings, references, batch_id)
        ledger = self._ledger(session, batch_id)
        ledger.watched = frozenset(table.name for table in self._returned)
        return Batch(batch_id, self.choice.importer.name, session, ledger, references, aliases, waiting, self._progress)

    def _import_object(self, batch: Batch, settings: Settings, name: str, types: Types) -> list[str]:
        """Import one object; the deal stages that were new with it."""
        both = zip(self.choice.sources, self._prepared.profiles, strict=True)
        mine = sorted(
            ((source, found) for source, found in both if source.layout.object == name),
            key=lambda one: _is_told_in_passing(one[0]),
        )
        plans = [_plan(settings, source, found, number, types) for number, (source, found) in enumerate(mine)]
        own = [stage for source, _ in mine for stage in source.layout.stages]
        stages = Stages(batch.session, own) if name == "deal" else None
        batch.ledger.count(name, "rows_in", 0)
        with Scratch() as scratch:
            ObjectImport(batch, name, plans, scratch, stages).run()
        if stages is None:
            return []
        stages.save()
        return stages.added

    def _keep_answers(self, session: Session, batch_id: int) -> None:
        """Remember what was answered for the next file of each kind."""
        for table in dict.fromkeys(source.table for source in self.choice.sources):
            said = said_about(table, self._answers)
            keep(session, batch_id, self.choice.importer.name, table.head.columns, said, self._answers)

    def _note_the_waiting(self, session: Session, batch: Batch) -> None:
        """Say that rows kept aside earlier may pass now."""
        created = [one.object for one in batch.ledger.counts() if one.created]
        waiting = may_pass_now(session, batch.id, batch.system, created)
        if waiting:
            rows = "1 row in quarantine names" if waiting == 1 else f"{waiting:,} rows in quarantine name"
            batch.ledger.note(f"{rows} what may be here now: run `crm-assistant quarantine rerun`")

    def _report(self, batch: Batch, types: Types) -> ImportReport:
        for table, lines in self._prepared.footers.items():
            batch.ledger.footer(table, lines)
        for source in self.choice.sources:
            if source.layout.note:
                batch.ledger.note(f"{source.table.name}: {source.layout.note}")
        return ImportReport(
            batch_id=batch.id,
            system=batch.system,
            label=self.choice.importer.label,
            dry_run=False,
            objects=batch.ledger.counts(),
            reconciliations=batch.ledger.reconciliations(),
            skipped=self.choice.skipped,
            quarantine=tuple(batch.ledger.examples),
            notes=batch.ledger.notes(),
            seconds=time.perf_counter() - self._started,
            tables=preview(self.choice, self._prepared.decided, types),
            questions=self._prepared.questions,
        )


def _widen_cache(session: Session) -> None:
    """SQLite keeps 2 MB of pages by default; ten growing indexes need more to stay off the disk."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")


def _plan(settings: Settings, source: Source, found: Profile, number: int, all_types: Types) -> Plan:
    layout = source.layout
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
    all_types[source.table.name, layout.object] = types
    return compile_plan(source.table, source.share, found, types, names, number=number)


def _is_told_in_passing(source: Source) -> bool:
    """What a table merely mentions comes after what others are about, so that it finds their records."""
    keys = {field.name for field in source.layout.fields}
    return source.layout.implied or (source.layout.distinct and "source_id" not in keys)


def _merged_settings(sources: Sequence[Source]) -> dict[str, str]:
    return {key: value for source in sources for key, value in source.layout.settings.items()}
