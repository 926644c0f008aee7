"""Finds the records that cells name: by key, by name, by e-mail address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.records.batches.aliases import Aliases
from assistant.records.batches.catalog import table_of
from assistant.records.batches.vocabulary import fold

MOST_REMEMBERED = 200_000
PIECE = 2000  # values bound in one statement

CALLED = {
    "contact": ("first_name", "last_name"),
    "lead": ("first_name", "last_name"),
    "kb_article": ("title",),
    "ticket": ("number",),
    "order": ("number",),
    "invoice": ("number",),
}
"""The columns that together are the name of a record; of other objects it is `name`."""


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
    by: str  # key | name | email
    system: str  # whose keys; of several records of one name those of this system come first


@dataclass(frozen=True, slots=True)
class Holder:
    """A record that bears a name or an address."""

    id: int
    is_own: bool  # of the system whose cells are read


Found = dict[str, Hit | Clash]


class References:
    """Looks records up in bulk and remembers those found, up to a bound."""

    def __init__(self, session: Session, aliases: Aliases) -> None:
        self._session = session
        self._aliases = aliases
        self._found: dict[Target, Found] = {}
        self._absent: dict[Target, set[str]] = {}
        self._populated: dict[tuple[str, str], bool] = {}

    def find(self, target: Target, texts: Iterable[str]) -> Found:
        """The records these texts name; a text that names nothing is absent."""
        known = self._found.setdefault(target, {})
        absent = self._absent.setdefault(target, set())
        for memory in (known, absent):
            if len(memory) > MOST_REMEMBERED:
                memory.clear()
        asked = set(texts)
        missing = sorted(asked - known.keys() - absent)
        look = {"key": self._by_key, "name": self._by_name, "email": self._by_email}[target.by]
        for start in range(0, len(missing), PIECE):
            known.update(look(target, missing[start : start + PIECE]))
        absent.update(text for text in missing if text not in known)
        return {text: known[text] for text in asked if text in known}

    def grew(self, name: str) -> None:
        """New records of this object came: look again for those that were not there."""
        for target, absent in self._absent.items():
            if target.object == name:
                absent.clear()
        self._populated = {asked: True for asked, answer in self._populated.items() if answer}

    def populated(self, name: str, system: str) -> bool:
        """Whether the home holds any record of this object that came from this system."""
        if (name, system) not in self._populated:
            table = table_of(name)
            query = select(table.c.id).where(table.c.source_system == system).limit(1)
            self._populated[name, system] = self._session.execute(query).first() is not None
        return self._populated[name, system]

    def _by_key(self, target: Target, keys: Sequence[str]) -> Found:
        table = table_of(target.object)
        query = select(table.c.source_id, table.c.id).where(
            table.c.source_system == target.system, table.c.source_id.in_(keys)
        )
        found: Found = {key: Hit(row_id) for key, row_id in self._session.execute(query)}
        rest = [key for key in keys if key not in found]
        return found | {
            key: Hit(row_id) for key, row_id in self._aliases.find(target.object, target.system, rest).items()
        }

    def _by_email(self, target: Target, texts: Sequence[str]) -> Found:
        """Addresses are stored in lower case by imports, as they were typed by people."""
        table = table_of(target.object)
        holders: dict[str, list[Holder]] = {}
        wanted = {text.lower() for text in texts}
        for address in (table.c.email, func.lower(table.c.email)):
            rest = sorted(wanted - holders.keys())
            query = select(address, table.c.id, table.c.source_system).where(address.in_(rest))
            for email, row_id, system in self._session.execute(query) if rest else ():
                holders.setdefault(email, []).append(Holder(row_id, system == target.system))
        return {
            text: _one_of(holders[text.lower()], f"records of {target.object} have this address")
            for text in texts
            if text.lower() in holders
        }

    def _by_name(self, target: Target, names: Sequence[str]) -> Found:
        found = {} if target.object in CALLED and len(CALLED[target.object]) > 1 else self._by_exact_name(target, names)
        rest = [name for name in names if name not in found]
        return found | self._by_folded_name(target, rest) if rest else found

    def _by_exact_name(self, target: Target, names: Sequence[str]) -> Found:
        table = table_of(target.object)
        (column,) = CALLED.get(target.object, ("name",))
        query = select(table.c[column], table.c.id, table.c.source_system).where(table.c[column].in_(names))
        holders: dict[str, list[Holder]] = {}
        for name, row_id, system in self._session.execute(query):
            holders.setdefault(name, []).append(Holder(row_id, system == target.system))
        return {name: _one_of(held, _same_name(target)) for name, held in holders.items()}

    def _by_folded_name(self, target: Target, names: Sequence[str]) -> Found:
        """Names that differ in case, spaces or punctuation only; one pass over all names of the object."""
        wanted = {folded for name in names if (folded := fold(name))}
        near: dict[str, dict[str, list[Holder]]] = {}
        table = table_of(target.object)
        columns = [table.c[column] for column in CALLED.get(target.object, ("name",))]
        for row_id, system, *parts in self._session.execute(select(table.c.id, table.c.source_system, *columns)):
            name = " ".join(part for part in parts if part)
            if (folded := fold(name)) in wanted:
                near.setdefault(folded, {}).setdefault(name, []).append(Holder(row_id, system == target.system))
        found: Found = {}
        for name in names:
            spellings = near.get(fold(name), {})
            if name in spellings or len(spellings) == 1:
                meant = name if name in spellings else next(iter(spellings))
                hit = _one_of(spellings[meant], _same_name(target))
                found[name] = hit if isinstance(hit, Clash) or meant == name else Hit(hit.id, meant)
            elif spellings:
                found[name] = Clash(f"it could be {' or '.join(sorted(spellings)[:3])}")
        return found


def _same_name(target: Target) -> str:
    return f"records of {target.object} have this name"


def _one_of(holders: Sequence[Holder], of_several: str) -> Hit | Clash:
    """The only record, or the only one of the cells' own system."""
    own = [holder for holder in holders if holder.is_own]
    for group in (holders, own):
        if len(group) == 1:
            return Hit(group[0].id)
    return Clash(f"{len(own or holders)} {of_several}")
