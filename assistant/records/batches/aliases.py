"""Further keys of a record: those of records merged into it, those other systems know it by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of

PIECE = 2000  # values bound in one statement

Value = TypeVar("Value", str, int)


class Aliases:
    """The table of source aliases, asked only where it holds any of an object in a system."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._table = table_of("source_alias")
        columns = (self._table.c.object, self._table.c.source_system)
        self.added: list[int] = []  # ids of the rows that this import added
        self._held = {(name, system) for name, system in session.execute(select(*columns).distinct())}

    def find(self, name: str, system: str, keys: Iterable[str]) -> dict[str, int]:
        """The records of an object that a system's keys stand for."""
        return {
            key: row_id
            for piece in self._pieces(name, system, sorted(keys))
            for key, row_id in self._session.execute(
                select(self._table.c.source_id, self._table.c.row_id).where(
                    self._table.c.object == name,
                    self._table.c.source_system == system,
                    self._table.c.source_id.in_(piece),
                )
            )
        }

    def known_by(self, name: str, system: str, row_ids: Iterable[int]) -> set[int]:
        """Those of some records that have an alias in a system."""
        return {
            row_id
            for piece in self._pieces(name, system, sorted(row_ids))
            for row_id in self._session.execute(
                select(self._table.c.row_id).where(
                    self._table.c.object == name,
                    self._table.c.source_system == system,
                    self._table.c.row_id.in_(piece),
                )
            ).scalars()
        }

    def add(self, name: str, system: str, keys: Sequence[tuple[str, int]]) -> None:
        """Remember under which keys a system knows records of other systems."""
        if not keys:
            return
        rows = [{"object": name, "source_system": system, "source_id": key, "row_id": row_id} for key, row_id in keys]
        self.added += self._session.execute(insert(self._table).returning(self._table.c.id), rows).scalars()
        self._held.add((name, system))

    def _pieces(self, name: str, system: str, values: list[Value]) -> Iterable[list[Value]]:
        if (name, system) not in self._held:
            return ()
        return (values[start : start + PIECE] for start in range(0, len(values), PIECE))
