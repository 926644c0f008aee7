"""Imports all rows of one object, chunk by chunk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from assistant.records.batches.aliases import Aliases
from assistant.records.batches.ledger import Ledger
from assistant.records.batches.likeness import Likeness
from assistant.records.batches.matching import Matcher
from assistant.records.batches.plan import Plan
from assistant.records.batches.problem import BadCell
from assistant.records.batches.reading import Line
from assistant.records.batches.references import References
from assistant.records.batches.report import Progress
from assistant.records.batches.resolving import Resolver
from assistant.records.batches.scratch import Held, Scratch
from assistant.records.batches.stages import Stages
from assistant.records.batches.stored import Stored
from assistant.records.batches.typed import TypedRow
from assistant.records.batches.waiting import Waiting
from assistant.records.batches.writing import Writer

CHUNK_ROWS = 2000
CHUNK_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """What the objects of one import share."""

    id: int
    system: str
    session: Session
    ledger: Ledger
    references: References
    aliases: Aliases
    waiting: Waiting
    progress: Callable[[Progress], None] | None
    newest_before: dict[str, int] = field(default_factory=dict)  # object → largest id before this import


class ObjectImport:
    """One object's way into its table: read, clean, resolve, match, write."""

    def __init__(self, batch: Batch, name: str, plans: Sequence[Plan], scratch: Scratch, stages: Stages | None) -> None:
        self._batch = batch
        self._object = name
        self._plans = plans
        self._scratch = scratch
        self._stages = stages
        self._may_wait = any(pointer.field.refers_to == name for plan in plans for pointer in plan.pointers)
        self._resolver = Resolver(batch.references, batch.waiting, batch.ledger, name, batch.system)
        fields = frozenset().union(*(plan.fields() for plan in plans))
        self._writer = Writer(batch.session, name, batch.system, batch.id, batch.aliases, fields)
        self._likeness = self._look_around()
        batch.newest_before.setdefault(name, self._writer.newest_before)

    def run(self) -> None:
        """Import every table of the object, then the rows that had to wait for others, then what is told in passing."""
        told = [plan for plan in self._plans if plan.layout.implied]
        for plan in self._plans:
            if told and plan is told[0]:
                self._take_held()
            self._likeness = self._look_around()
            for chunk in _chunks(plan.lines(self._batch.ledger.left_out)):
                self._batch.ledger.count(self._object, "rows_in", len(chunk))
                self._take(plan, chunk)
                self._report(plan)
        self._take_held()
        self._give_up_held()
        self._batch.references.grew(self._object)
        self._batch.ledger.flush()

    def _take(self, plan: Plan, lines: Iterable[Line], *, is_last: bool = False) -> list[str]:
        """Import some lines; the names under which other rows may now refer to them."""
        rows = []
        for line in lines:
            try:
                rows.append(plan.read(line))
            except BadCell as error:
                self._set_aside(plan, line.number, line.cells, error)
        resolved = self._resolver.resolve(plan, rows, is_last=is_last)
        for row, reason in resolved.refused:
            self._set_aside(plan, row.line, row.cells, reason)
        self._scratch.hold(resolved.held)
        names = self._write(plan, resolved.ready)
        self._batch.ledger.flush()
        return names

    def _write(self, plan: Plan, rows: Sequence[TypedRow]) -> list[str]:
        ledger = self._batch.ledger
        matcher = Matcher(
            self._batch.session,
            self._object,
            self._batch.system,
            self._batch.aliases,
            self._likeness,
            key_is_name=plan.layout.key_is_name,
        )
        for row in rows:
            if self._stages:
                self._stages.complete(row.values)
            if not matcher.has_name(row):
                content = f"{sorted(row.values.items())}{sorted(row.custom.items())}"
                row.values["source_id"] = self._scratch.occurrence(content)
        matcher.load(rows)
        new: list[Stored] = []
        changed: list[Stored] = []
        names: list[str] = []
        outcomes: Counter[str] = Counter()
        for row in rows:
            try:
                outcome = self._writer.place(row, matcher, new, changed, only_blanks=plan.layout.implied)
            except BadCell as error:
                self._set_aside(plan, row.line, row.cells, error)
                continue
            outcomes[outcome] += 1
            if row.meant:
                ledger.reconciled(self._object, row.meant)
            if self._may_wait:
                names.extend(self._resolver.names(row))
        if plan.layout.implied:
            ledger.uncount(self._object, outcomes.pop("duplicates", 0))
        for outcome, times in outcomes.items():
            ledger.count(self._object, outcome, times)
        self._writer.flush(new, changed)
        return names

    def _set_aside(self, plan: Plan, line: int, cells: list[str], error: BadCell) -> None:
        """Put a row into quarantine, unless it is another object's row that tells of this one in passing."""
        if plan.layout.implied and not plan.share.reports:
            self._batch.ledger.uncount(self._object)
        else:
            self._batch.ledger.quarantine(self._object, plan.origin, line, cells, str(error))

    def _take_held(self) -> None:
        """Try held rows again, first all of them, then those that each new row sets free."""
        newest = self._scratch.newest()
        names: list[str] = []
        while held := self._scratch.rest(limit=CHUNK_ROWS, up_to=newest):
            names += self._retry(held)
        while names:
            freed = self._scratch.release(names[:CHUNK_ROWS])
            names = names[CHUNK_ROWS:] + (self._retry(freed) if freed else [])

    def _give_up_held(self) -> None:
        """Do without the records that rows still wait for, or without the rows."""
        while left := self._scratch.rest(limit=CHUNK_ROWS, up_to=self._scratch.newest()):
            self._retry(left, is_last=True)

    def _retry(self, held: Sequence[Held], *, is_last: bool = False) -> list[str]:
        names: list[str] = []
        for place in sorted({row.layout for row in held}):
            lines = [Line(row.line, row.cells) for row in held if row.layout == place]
            names += self._take(self._plans[place], lines, is_last=is_last)
        return names

    def _look_around(self) -> Likeness:
        return Likeness(self._batch.session, self._object, self._batch.system, self._scratch)

    def _report(self, plan: Plan) -> None:
        if self._batch.progress:
            rows = self._batch.ledger.rows_in(self._object)
            self._batch.progress(Progress(self._object, plan.origin.file, rows))


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Cut a stream so that each piece fits in memory."""
    chunk: list[Line] = []
    characters = 0
    for line in lines:
        chunk.append(line)
        characters += sum(map(len, line.cells))
        if len(chunk) == CHUNK_ROWS or characters > CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
