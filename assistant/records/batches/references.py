"""Finds the records that cells name, by key or by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.vocabulary import fold

MOST_REMEMBERED = 200_000
PIECE = 2000  # values bound in one statement


@dataclass(frozen=True, slots=True)
class Hit:
    """The record a cell names."""

    id: int
    meant: str = ""  # the record's name, where the cell spells it differently


@dataclass(frozen=True, slots=True)
class Clash:
    """Several records a cell could name."""

    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """What kind of record is looked for, and how it is named."""

    object: str
    by: str  # key | name
    system: str  # whose keys


Found = dict[str, Hit | Clash]


class References:
    """Looks records up in bulk and remembers those found, up to a bound."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[Target, Found] = {}
        self._populated: dict[str, bool] = {}

    def find(self, target: Target, texts: Iterable[str]) -> Found:
        """The records these texts name; a text that names nothing is absent."""
        known = self._found.setdefault(target, {})
        if len(known) > MOST_REMEMBERED:
            known.clear()
        asked = set(texts)
        missing = sorted(asked - known.keys())
        for start in range(0, len(missing), PIECE):
            piece = missing[start : start + PIECE]
            known.update(self._by_key(target, piece) if target.by == "key" else self._by_name(target, piece))
        return {text: known[text] for text in asked if text in known}

    def populated(self, name: str) -> bool:
        """Whether the home holds any record of this object."""
        if not self._populated.get(name):
            table = table_of(name)
            self._populated[name] = self._session.execute(select(table.c.id).limit(1)).first() is not None
        return self._populated[name]

    def _by_key(self, target: Target, keys: Sequence[str]) -> Found:
        table = table_of(target.object)
        query = select(table.c.source_id, table.c.id).where(
            table.c.source_system == target.system, table.c.source_id.in_(keys)
        )
        return {key: Hit(row_id) for key, row_id in self._session.execute(query)}

    def _by_name(self, target: Target, names: Sequence[str]) -> Found:
        table = table_of(target.object)
        exact = (
            select(table.c.name, func.min(table.c.id), func.count())
            .where(table.c.name.in_(names))
            .group_by(table.c.name)
        )
        found: Found = {}
        for name, row_id, times in self._session.execute(exact):
            found[name] = Hit(row_id) if times == 1 else Clash(f"{times} records of {target.object} have this name")
        rest = [name for name in names if name not in found]
        return found | self._by_folded_name(target, rest) if rest else found

    def _by_folded_name(self, target: Target, names: Sequence[str]) -> Found:
        """Names that differ in case, spaces or punctuation only; one pass over all names of the object."""
        wanted = {folded for name in names if (folded := fold(name))}
        near: dict[str, dict[str, int]] = {}
        table = table_of(target.object)
        for row_id, name in self._session.execute(select(table.c.id, table.c.name)):
            if name is not None and (folded := fold(name)) in wanted:
                near.setdefault(folded, {})[name] = row_id
        found: Found = {}
        for name in names:
            candidates = near.get(fold(name), {})
            if len(candidates) == 1:
                ((meant, row_id),) = candidates.items()
                found[name] = Hit(row_id, meant)
            elif candidates:
                found[name] = Clash(f"it could be {' or '.join(sorted(candidates)[:3])}")
        return found
