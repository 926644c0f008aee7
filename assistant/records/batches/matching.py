"""Tells which stored record a row is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.problem import BadCell
from assistant.records.batches.references import PIECE
from assistant.records.batches.typed import TypedRow

ACROSS = {"account": "domain", "contact": "email", "user": "email", "lead": "email"}
"""The field that names the same record in any system, besides the system's own key."""

NATURAL: dict[str, tuple[tuple[str, ...], ...]] = {
    "account": (("domain",), ("name",)),
    "contact": (("email",), ("first_name", "last_name", "account_id")),
    "lead": (("email",), ("first_name", "last_name", "company")),
    "user": (("email",), ("name",)),
    "team": (("name",),),
    "product": (("sku",), ("name",)),
    "campaign": (("name",),),
    "kb_article": (("title",),),
    "deal": (("name", "account_id"),),
    "ticket": (("number",),),
    "order": (("number",),),
    "invoice": (("number",),),
}
"""How rows without a key of their own are told apart, tried in this order."""


SOURCE = ("source_system", "source_id")


@dataclass(slots=True)
class Stored:
    """A record as it stands, or will stand once the chunk is written."""

    row: dict[str, Any]
    is_new: bool
    changed: dict[str, Any] = field(default_factory=dict)  # of a stored one: field → new value


class Matcher:
    """The stored records that the rows of one chunk may be about."""

    def __init__(self, session: Session, name: str, system: str, *, key_is_name: bool) -> None:
        self._session = session
        self._table = table_of(name)
        self._object = name
        self._system = system
        self._natural = NATURAL.get(name, ())
        across = ((ACROSS[name],),) if name in ACROSS else ()
        self._with_key = self._natural if key_is_name else across
        self._unique = tuple((column.name,) for column in self._table.columns if column.unique)
        self._used = self._natural
        self._by: dict[tuple[str, ...], dict[tuple[Any, ...], list[Stored]]] = {}  # fields → values → records

    def load(self, rows: Sequence[TypedRow]) -> None:
        """Fetch every stored record that a row of the chunk may be about."""
        keyless = any("source_id" not in row.values for row in rows)
        self._used = tuple({*self._unique, *(self._natural if keyless else self._with_key)})
        self._by = {fields: {} for fields in (SOURCE, *self._used)}
        seen: dict[int, Stored] = {}
        for fields, by in self._by.items():
            wanted = {values for row in rows if (values := self._values(row, fields))}
            for found in self._fetch(fields, sorted(wanted, key=repr)):
                stored = seen.setdefault(found["id"], Stored(found, is_new=False))
                by.setdefault(tuple(found[name] for name in fields), []).append(stored)

    def match(self, row: TypedRow) -> Stored | None:
        """The record a row is about; None for a new one.

        Raises:
            BadCell: It could be several, or would take another record's unique value.
        """
        found = self._match(row)
        for fields in self._unique:
            for holder in self._holders(row, fields):
                if holder is not found and holder.row[fields[0]] == row.values.get(fields[0]):
                    raise BadCell(f"another {self._object} has this {fields[0]} already")
        return found

    def remember(self, row: TypedRow, stored: Stored) -> None:
        """Let later rows of the chunk find a new record."""
        for fields, by in self._by.items():
            values = self._values(row, fields)
            if values:
                by.setdefault(values, []).append(stored)

    def has_name(self, row: TypedRow) -> bool:
        """Whether a row can be told from others without a content key."""
        return "source_id" in row.values or any(self._values(row, fields) for fields in self._natural)

    def _match(self, row: TypedRow) -> Stored | None:
        keyless = "source_id" not in row.values
        own = () if keyless else self._holders(row, SOURCE)
        if own:
            return own[0]
        for fields in self._natural if keyless else self._with_key:
            matching = [stored for stored in self._holders(row, fields) if keyless or self._is_foreign(stored)]
            if len(matching) == 1:
                return matching[0]
            if matching and keyless:
                raise BadCell(f"{len(matching)} records of {self._object} have this {' and '.join(fields)}")
        return None

    def _holders(self, row: TypedRow, fields: tuple[str, ...]) -> Sequence[Stored]:
        return self._by[fields].get(self._values(row, fields), ())

    def _is_foreign(self, stored: Stored) -> bool:
        """Another key in the row's own system is another record, whatever its e-mail address."""
        return stored.row["source_id"] is None or stored.row["source_system"] != self._system

    def _fetch(self, fields: tuple[str, ...], values: Sequence[tuple[Any, ...]]) -> Iterable[dict[str, Any]]:
        columns = [self._table.c[name] for name in fields]
        for start in range(0, len(values), PIECE // len(fields)):
            piece = values[start : start + PIECE // len(fields)]
            where: ColumnElement[bool]
            if len(columns) == 1:
                where = columns[0].in_([value for (value,) in piece])
            elif fields == SOURCE:
                where = (columns[0] == piece[0][0]) & columns[1].in_([value for _, value in piece])
            else:
                where = tuple_(*columns).in_(piece)
            for found in self._session.execute(select(self._table).where(where)).mappings():
                yield dict(found)

    def _values(self, row: TypedRow, fields: tuple[str, ...]) -> tuple[Any, ...]:
        """A row's values of some fields that together name a record; empty where one is missing."""
        if fields is SOURCE:
            key = row.values.get("source_id")
            return () if key is None else (self._system, key)
        values = tuple([row.values.get(name) for name in fields])
        return () if None in values else values
