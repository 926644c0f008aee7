"""Fetches stored records by the values of some of their fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of

SOURCE = ("source_system", "source_id")
ID = ("id",)
PIECE = 2000  # values bound in one statement


@dataclass(slots=True)
class Stored:
    """A record as it stands, or will stand once the chunk is written."""

    row: dict[str, Any]
    is_new: bool
    changed: dict[str, Any] = field(default_factory=dict)  # of a stored one: field → old value
    is_known_here: bool = False  # another system's record that has a key of this system too


class Records:
    """The records of one object."""

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._table = table_of(name)

    def fetch(
        self, fields: tuple[str, ...], values: Sequence[tuple[Any, ...]], seen: dict[int, Stored]
    ) -> Iterable[Stored]:
        """Records that have one of these combinations of values.

        Args:
            fields: Which fields are asked.
            values: Their values, None for a blank; of `SOURCE` all of one system.
            seen: Those fetched before, by id: one record is one object whatever it was found by.
        """
        for start in range(0, len(values), PIECE // len(fields)):
            where = self._holds(fields, values[start : start + PIECE // len(fields)])
            for found in self._session.execute(select(self._table).where(where)).mappings():
                yield seen.setdefault(found["id"], Stored(dict(found), is_new=False))

    def _holds(self, fields: tuple[str, ...], values: Sequence[tuple[Any, ...]]) -> ColumnElement[bool]:
        """Whether a record has one of these combinations of values, None for a blank."""
        columns = [self._table.c[name] for name in fields]
        if len(columns) == 1:
            return columns[0].in_([value for (value,) in values])
        if fields == SOURCE:
            return and_(columns[0] == values[0][0], columns[1].in_([value for _, value in values]))
        groups: dict[tuple[bool, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for several in values:
            filled = tuple([value is not None for value in several])
            groups[filled].append(tuple([value for value in several if value is not None]))
        return or_(
            *(
                and_(
                    tuple_(*compress(columns, filled)).in_(group),
                    *(column.is_(None) for column, fill in zip(columns, filled, strict=True) if not fill),
                )
                for filled, group in groups.items()
            )
        )
