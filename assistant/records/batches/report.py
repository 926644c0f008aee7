"""What an import or a revert did, as values with a text of plain lines."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Literal

EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class ObjectCount:
    """The row account of one object: `rows_in` is the sum of the other four."""

    object: str
    rows_in: int
    created: int
    updated: int
    duplicates: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A value that was taken to mean another one."""

    object: str
    field: str
    raw: str
    meant: str
    rows: int


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was left aside."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class QuarantinedRow:
    """A row that could not be imported."""

    file: str
    line: int  # 1-based, of the row's first line
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a column leaves open and nothing else in its file tells; nothing is guessed."""

    kind: Literal["dates", "numbers"]
    file: str  # the table's name
    column: str
    examples: tuple[str, ...]  # cells as they stand there, at most three
    choices: tuple[str, ...]  # what `Answers` takes: day first, month first; point, comma
    flag: str  # how the command line is answered, such as --dates day-first


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What becomes of one column."""

    column: str
    target: str  # "object.field" (the first one, where it fills several), "custom" or "ignore"
    decided: Literal["format", "kept", "asked", "suggested"]  # suggested: `suggestion` is a guess nobody confirmed yet
    also: tuple[str, ...] = ()  # more fields that it fills
    type: str = ""  # of the custom field
    suggestion: str = ""  # "object.field" that the header resembles, where the column is not mapped
    samples: tuple[str, ...] = ()  # at most three different cells


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table is read; no object: it is left aside."""

    table: str  # its name in reports
    objects: tuple[str, ...]
    columns: tuple[ColumnMapping, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is."""

    object: str
    file: str
    rows: int  # of this object so far, over all its files


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One import; `batch_id` is None for a dry run, which leaves nothing behind."""

    batch_id: int | None
    system: str
    label: str
    dry_run: bool
    objects: tuple[ObjectCount, ...]
    reconciliations: tuple[Reconciliation, ...]
    skipped: tuple[SkippedFile, ...]
    quarantine: tuple[QuarantinedRow, ...]  # the first twenty; the table holds them all
    notes: tuple[str, ...]
    seconds: float
    tables: tuple[TableMapping, ...] = ()
    questions: tuple[Question, ...] = ()  # open ones; an import with any is refused, a dry run goes on

    @property
    def rows_in(self) -> int:
        """Rows read, over all objects."""
        return sum(count.rows_in for count in self.objects)

    @property
    def quarantined(self) -> int:
        """Rows kept aside, over all objects."""
        return sum(count.quarantined for count in self.objects)

    def summary(self) -> str:
        """Say it in plain lines."""
        done = f"Dry run of {self.label}: nothing was written." if self.dry_run else f"Imported {self.label}."
        lines = [f"{done} {self.rows_in:,} rows in {self.seconds:.1f} s."]
        lines += [_count_line(count) for count in self.objects]
        lines += [
            f"  {item.object}.{item.field}: “{_short(item.raw)}” read as “{_short(item.meant)}” ({_rows(item.rows)})"
            for item in self.reconciliations
        ]
        lines += [f"  note: {note}" for note in self.notes]
        lines += [_question_line(one) for one in self.questions]
        lines += [line for table in self.tables for line in _suggestion_lines(table)]
        lines += [f"  skipped {item.file}: {item.why}" for item in self.skipped]
        lines += [f"  quarantined {item.file} line {item.line}: {item.reason}" for item in self.quarantine]
        if self.quarantined > len(self.quarantine):
            lines.append(f"  … and {self.quarantined - len(self.quarantine):,} more in quarantine")
        if self.batch_id is not None:
            lines.append(f"Batch {self.batch_id}; undo it with `crm-assistant import --revert {self.batch_id}`.")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class RevertReport:
    """What a revert took back."""

    batch_id: int
    removed: int  # rows that the batch had created
    restored: int  # rows that have their old values again
    kept: int = 0  # rows left as they are: touched since, or needed by such

    def summary(self) -> str:
        """Say it in one line."""
        kept = f" {_rows(self.kept)} touched since left alone." if self.kept else ""
        return f"Reverted batch {self.batch_id}: {_rows(self.removed)} removed, {_rows(self.restored)} restored.{kept}"


def _count_line(count: ObjectCount) -> str:
    return (
        f"  {count.object}: {_rows(count.rows_in)} in = {count.created:,} created + {count.updated:,} updated"
        f" + {count.duplicates:,} duplicates + {count.quarantined:,} quarantined"
    )


def _question_line(one: Question) -> str:
    flags = " or ".join(f"--{one.kind} {choice.replace(' ', '-')}" for choice in one.choices)
    return f"  open: {one.file}, column {one.column!r}: {one.examples[0]!r} can be read in two ways; say {flags}"


def _suggestion_lines(table: TableMapping) -> list[str]:
    """What unknown columns may mean, with what to type."""
    suggested = [one for one in table.columns if one.suggestion]
    wishes = [shlex.quote(f"{one.column}={one.suggestion}") for one in suggested]
    return [
        f"  {table.table}: {one.column!r} may be {one.suggestion}: --map {wish}"
        for one, wish in zip(suggested, wishes, strict=True)
    ]


def _rows(number: int) -> str:
    return f"{number:,} row" if number == 1 else f"{number:,} rows"


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"
