"""Keeps the row account of one batch, with its quarantine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import in_order, table_of
from assistant.records.batches.quarantine import kept_cells
from assistant.records.batches.report import EXAMPLES, ObjectCount, QuarantinedRow, Reconciliation
from assistant.records.batches.typed import Meant, Origin


class Ledger:
    """Counts every row once: read, then created, updated, duplicate or quarantined."""

    def __init__(self, session: Session, batch_id: int) -> None:
        self._session = session
        self._batch_id = batch_id
        self._counts: dict[str, Counter[str]] = {}
        self._meant: dict[str, Counter[Meant]] = {}
        self._pending: list[dict[str, Any]] = []
        self._notes: dict[str, None] = {}
        self._kept: dict[tuple[str, str, str], tuple[str, int]] = {}
        self._left_out: Counter[tuple[str, str]] = Counter()  # table, what its rows are → how many
        self.examples: list[QuarantinedRow] = []
        self.watched: frozenset[str] = frozenset()  # tables of which the lines that fail are remembered
        self.failed: set[tuple[str, int]] = set()

    def count(self, name: str, outcome: str, rows: int = 1) -> None:
        """Add to one column of the account."""
        self._counts.setdefault(name, Counter())[outcome] += rows

    def uncount(self, name: str, rows: int = 1) -> None:
        """Take back rows that tell of this object in passing without bringing anything; their own table counts them."""
        self.count(name, "rows_in", -rows)

    def rows_in(self, name: str) -> int:
        """Rows of one object read so far."""
        return self._counts[name]["rows_in"] if name in self._counts else 0

    def reconciled(self, name: str, meant: Iterable[Meant]) -> None:
        """Note the values of an imported row that were read as others."""
        self._meant.setdefault(name, Counter()).update(meant)

    def note(self, text: str) -> None:
        """Say something once in the report."""
        self._notes[text] = None

    def kept(self, name: str, column: str, wanted: str, text: str) -> None:
        """Note that a cell names a record that is not here, and stays as a custom field."""
        example, rows = self._kept.get((name, column, wanted), (text, 0))
        self._kept[name, column, wanted] = (example, rows + 1)

    def footer(self, table: str, lines: int) -> None:
        """Note that a report's own remarks were left out of a table."""
        self.note(f"{table}: {'1 line' if lines == 1 else f'{lines:,} lines'} of the report's footer left out")

    def left_out(self, table: str, what: str) -> None:
        """Note that a row of a table was left out on purpose, as it is no record."""
        self._left_out[table, what] += 1

    def quarantine(self, name: str, origin: Origin, line: int, cells: list[str], reason: str) -> None:
        """Keep a row aside with its reason."""
        self.count(name, "quarantined")
        if origin.file in self.watched:
            self.failed.add((origin.file, line))
        if len(self.examples) < EXAMPLES:
            self.examples.append(QuarantinedRow(origin.file, line, reason))
        self._pending.append(
            {
                "batch_id": self._batch_id,
                "file": origin.file,
                "line": line,
                "reason": reason,
                "raw": kept_cells(origin.columns, cells),
                "object": name,
            }
        )

    def flush(self) -> None:
        """Write the quarantined rows noted since the last call."""
        if self._pending:
            self._session.execute(insert(table_of("quarantine")), self._pending)
            self._pending = []

    def close(self) -> None:
        """Write what is left to be written, once every row has been tried."""
        self.flush()

    def counts(self) -> tuple[ObjectCount, ...]:
        """The account of every object, in order of dependency.

        Raises:
            RuntimeError: A row was lost or counted twice, which is a defect of this program.
        """
        accounts = tuple(
            ObjectCount(
                name,
                self._counts[name]["rows_in"],
                self._counts[name]["created"],
                self._counts[name]["updated"],
                self._counts[name]["duplicates"],
                self._counts[name]["quarantined"],
            )
            for name in in_order(self._counts)
        )
        for one in accounts:
            if one.rows_in != one.created + one.updated + one.duplicates + one.quarantined:
                raise RuntimeError(f"the row account of {one.object} does not add up: {one}")
        return accounts

    def reconciliations(self) -> tuple[Reconciliation, ...]:
        """Every value read as another one, most frequent first."""
        found = [
            Reconciliation(name, one.field, one.raw, one.meant, rows)
            for name, meant in self._meant.items()
            for one, rows in meant.items()
        ]
        return tuple(sorted(found, key=lambda item: (-item.rows, item.object, item.field, item.raw)))

    def notes(self) -> tuple[str, ...]:
        """Remarks, in order of appearance."""
        kept = (
            f"{name}.{column}: {_rows(rows)} a record of {wanted} that is not here yet (such as {text[:60]!r}); "
            "the cell is kept as a custom field, and the reference filled in when that record is imported"
            for (name, column, wanted), (text, rows) in self._kept.items()
        )
        left_out = (
            f"{table}: {'1 row' if rows == 1 else f'{rows:,} rows'} left out: {what}"
            for (table, what), rows in self._left_out.items()
        )
        return (*self._notes, *left_out, *kept)


def _rows(number: int) -> str:
    return "1 row names" if number == 1 else f"{number:,} rows name"
