"""Fills in references whose records came later than the rows that name them.

A cell that names a record of an object of which its source has brought nothing yet is kept as a custom field: a
forgotten file must not keep three hundred contacts out. Which columns hold such cells is noted in the home's settings;
every later import that brings the object goes over them. Where the source's records of that object are there and one
cell names none of them, the row goes to quarantine instead, so that a misspelt name is seen (`resolving`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Table, select, update
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.changelog import log_changes
from assistant.records.batches.layout import Field
from assistant.records.batches.references import PIECE, Hit, References, Target
from assistant.records.batches.settings import Settings

PREFIX = "waits:"


@dataclass(frozen=True, slots=True)
class Wait:
    """A column of an object whose cells name records that were not there."""

    object: str
    system: str  # whose rows
    column: str  # the custom field that holds the cell
    field: str  # what is to be filled
    refers_to: str
    by: Literal["key", "name", "email"]
    also: str  # object whose records such a cell may name besides; those stay in the custom field

    def key(self) -> str:
        """The setting that holds it."""
        return f"{PREFIX}{self.system}:{self.object}.{self.field}:{self.column}"


def kept_cells(session: Session, name: str) -> dict[str, tuple[str, ...]]:
    """Reference of an object → the custom fields that hold its cells while their records are not here."""
    found: dict[str, list[str]] = {}
    for text in Settings(session).starting(PREFIX).values():
        wait = Wait(**json.loads(text))
        if wait.object == name and wait.by == "key":
            found.setdefault(wait.field, []).append(wait.column)
    return {field: tuple(columns) for field, columns in found.items()}


class Waiting:
    """What rows of this home wait for."""

    def __init__(self, session: Session, settings: Settings, references: References, batch_id: int) -> None:
        self._session = session
        self._settings = settings
        self._references = references
        self._batch_id = batch_id
        self._waits = {key: Wait(**json.loads(text)) for key, text in settings.starting(PREFIX).items()}

    def add(self, name: str, system: str, field: Field) -> None:
        """Note that rows of an object have cells in a column that name nothing yet."""
        wait = Wait(name, system, field.column, field.name, field.refers_to, field.by, field.also)
        if wait.key() not in self._waits:
            self._waits[wait.key()] = wait
            self._settings.put(wait.key(), json.dumps(asdict(wait)))

    def settle(self, name: str) -> dict[Wait, int]:
        """Fill in what waits for records of an object, once they are there.

        Returns:
            How many rows each column gave.
        """
        settled: dict[Wait, int] = {}
        for key, wait in list(self._waits.items()):
            if wait.refers_to == name:
                done, left = self._fill(wait)
                if done:
                    settled[wait] = done
                if not left:
                    del self._waits[key]
                    self._settings.drop(key)
        return settled

    def _fill(self, wait: Wait) -> tuple[int, int]:
        """Rows filled in, rows left waiting."""
        done = left = 0
        table = table_of(wait.object)
        target = Target(wait.refers_to, wait.by, wait.system)
        for rows in self._rows(table, wait):
            found = self._references.find(target, {row["custom"][wait.column] for row in rows})
            for row in rows:
                hit = found.get(row["custom"][wait.column])
                if isinstance(hit, Hit) and not self._makes_circle(table, wait, row["id"], hit.id):
                    self._put(table, wait, row, hit.id)
                    done += 1
                else:
                    left += 1
        return done, left

    def _rows(self, table: Table, wait: Wait) -> Iterator[Sequence[Any]]:
        columns = table.c
        last = 0
        says: ColumnElement[Any] = columns.custom[wait.column].as_string()
        while True:
            query = select(columns.id, columns.custom, columns[wait.field], columns.import_batch_id).where(
                columns.id > last,
                columns.source_system == wait.system,
                columns[wait.field].is_(None),
                says.is_not(None),
            )
            rows = self._session.execute(query.order_by(columns.id).limit(PIECE)).mappings().all()
            if not rows:
                return
            last = rows[-1]["id"]
            yield rows

    def _put(self, table: Table, wait: Wait, row: Any, found: int) -> None:
        custom = {name: value for name, value in row["custom"].items() if name != wait.column}
        before = {wait.field: None, "custom": row["custom"], "import_batch_id": row["import_batch_id"]}
        values = {wait.field: found, "custom": custom, "import_batch_id": self._batch_id}
        log_changes(self._session, self._batch_id, table, [(row["id"], before)])
        self._session.execute(update(table).where(table.c.id == row["id"]).values(values))

    def _makes_circle(self, table: Table, wait: Wait, row_id: int, found: int) -> bool:
        """Whether a record would stand above itself."""
        if wait.refers_to != wait.object:
            return False
        above: int | None = found
        seen: set[int] = set()
        while above is not None and above not in seen:
            if above == row_id:
                return True
            seen.add(above)
            above = self._session.execute(select(table.c[wait.field]).where(table.c.id == above)).scalar()
        return False
