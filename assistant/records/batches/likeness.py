"""Finds records whose name differs from a row's in case, spaces or punctuation only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.scratch import Scratch
from assistant.records.batches.vocabulary import fold

SPELT: dict[str, tuple[tuple[str, ...], ...]] = {
    "account": (("name",),),
    "contact": (("first_name", "last_name", "account_id"),),
    "lead": (("first_name", "last_name", "company"),),
    "user": (("name",),),
    "team": (("name",),),
    "product": (("name",),),
    "campaign": (("name",),),
    "kb_article": (("title",),),
    "deal": (("name", "account_id"),),
}
"""The fields that together are the name by which people know a record."""

ENTITIES = frozenset({"account", "contact", "lead", "user", "team", "product"})
"""What two systems may both hold; deals or campaigns of one name in two systems are two."""

PIECE = 2000


class Likeness:
    """The records of one object as they stood before a table's rows came, by their folded names.

    Two spellings in one table are two records; a spelling met again in another table is the same one.
    """

    def __init__(self, session: Session, name: str, system: str, scratch: Scratch) -> None:
        self._session = session
        self._table = table_of(name)
        self.spelt = SPELT.get(name, ())
        self._scratch = scratch
        scratch.forget_names()
        self._newest = session.execute(select(func.max(self._table.c.id))).scalar() or 0
        columns = self._table.c
        keyless = columns.source_id.is_(None)
        foreign = or_(keyless, columns.source_system != system) if name in ENTITIES else keyless
        own = and_(columns.source_id.is_not(None), columns.source_system == system)
        self._named = 0
        self._keyless: bool | None = None  # not asked yet
        self._waiting: dict[str, ColumnElement[bool]] = {"foreign": foreign, "own": own}

    def has_any(self, *, foreign: bool) -> bool:
        """Whether there are records to be found at all.

        Args:
            foreign: Only those that have no key of the file's own system.
        """
        if self.spelt and self._newest:
            for scope in ("foreign",) if foreign else ("foreign", "own"):
                self._index(scope)
        return self._named > 0

    def has_keyless(self) -> bool:
        """Whether any record has no key of its own."""
        if self._keyless is None:
            columns = self._table.c
            query = select(columns.id).where(columns.source_id.is_(None), columns.id <= self._newest).limit(1)
            self._keyless = self._session.execute(query).first() is not None
        return self._keyless

    def find(self, fields: tuple[str, ...], names: Collection[str]) -> dict[str, list[int]]:
        """Ids by name, among those that `has_any` told of.

        Args:
            fields: One of `spelt`.
            names: As `folded` gives them.
        """
        return self._scratch.named(_label(fields), sorted(names))

    def _index(self, scope: str) -> None:
        """Read the names of a part of the table, once."""
        if scope not in self._waiting:
            return
        where = self._waiting.pop(scope)
        for fields in self.spelt:
            query = select(self._table.c.id, *(self._table.c[field] for field in fields))
            found = self._session.execute(query.where(where, self._table.c.id <= self._newest))
            while piece := found.fetchmany(PIECE):
                names = ((folded(dict(zip(fields, row[1:], strict=True)), fields), row[0]) for row in piece)
                self._named += self._scratch.name([(_label(fields), name, row_id) for name, row_id in names if name])


def folded(values: Mapping[str, Any], fields: tuple[str, ...]) -> str:
    """A record's name without case, accents, spaces or punctuation; empty where no text says it."""
    texts = [value for value in map(values.get, fields) if isinstance(value, str)]
    if not any(map(fold, texts)):
        return ""
    return "\x1f".join(fold(value) if isinstance(value, str) else str(value or "") for value in map(values.get, fields))


def _label(fields: tuple[str, ...]) -> str:
    return ",".join(fields)
