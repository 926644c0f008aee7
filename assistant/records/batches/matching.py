"""Tells which stored record a row is about.

A row is matched by its source's own key, then by e-mail address or domain, then by name: spelt alike, or alike save for
case, spaces or punctuation when one record only is. A key that is not known here never takes another key's record of
its own system, so two accounts of one name with two keys stay two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from assistant.records.batches.aliases import Aliases
from assistant.records.batches.catalog import table_of
from assistant.records.batches.likeness import ENTITIES, Likeness, folded
from assistant.records.batches.problem import BadCell
from assistant.records.batches.stored import ID, SOURCE, Records, Stored
from assistant.records.batches.typed import Meant, TypedRow

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
    "deal_stage_history": (("deal_id", "to_stage", "at"),),
    "ticket": (("number",),),
    "order": (("number",),),
    "invoice": (("number",),),
}
"""How rows without a key of their own are told apart, tried in this order; a blank part is as blank in the record."""

NUMBERED = frozenset({"ticket", "order", "invoice", "deal_stage_history"})
"""What is told apart by numbers that each system gives by itself: the same one in two systems names two records."""


class Matcher:
    """The stored records that the rows of one chunk may be about."""

    def __init__(
        self, session: Session, name: str, system: str, aliases: Aliases, likeness: Likeness, *, key_is_name: bool
    ) -> None:
        self._records = Records(session, name)
        self._object = name
        self._system = system
        self._aliases = aliases
        self._likeness = likeness
        self._natural = NATURAL.get(name, ())
        across = ((ACROSS[name],),) if name in ACROSS else ()
        takes_numbers = name in NUMBERED and likeness.has_keyless()
        self._with_key = self._natural if key_is_name or takes_numbers else across
        self._unique = tuple((column.name,) for column in table_of(name).columns if column.unique)
        self._by: dict[tuple[str, ...], dict[tuple[Any, ...], list[Stored]]] = {}  # fields → values → records
        self._alike: dict[tuple[str, ...], dict[str, list[Stored]]] = {}  # fields → folded name → records

    def load(self, rows: Sequence[TypedRow]) -> None:
        """Fetch every stored record that a row of the chunk may be about."""
        keyless = any("source_id" not in row.values for row in rows)
        used = {*self._unique, *(self._natural if keyless else self._with_key)}
        self._by = {fields: {} for fields in (SOURCE, *used)}
        seen: dict[int, Stored] = {}
        for fields, by in self._by.items():
            wanted = {values for row in rows if (values := self._values(row, fields))}
            for stored in self._records.fetch(fields, sorted(wanted, key=repr), seen):
                by.setdefault(tuple(stored.row[name] for name in fields), []).append(stored)
        self._load_aliases(rows, seen)
        self._load_alike(rows, seen, foreign=not keyless)
        self._mark_known(seen.values())

    def match(self, row: TypedRow) -> Stored | None:
        """The record a row is about; None for a new one. A keyless row takes over the record's own spelling.

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

    def remember_key(self, key: str, stored: Stored) -> None:
        """Let later rows of the chunk find a record by the key it was just given."""
        self._by[SOURCE][self._system, key] = [stored]
        stored.is_known_here = True

    def has_name(self, row: TypedRow) -> bool:
        """Whether a row can be told from others without a content key."""
        return "source_id" in row.values or any(self._values(row, fields) for fields in self._natural)

    def _match(self, row: TypedRow) -> Stored | None:
        keyless = "source_id" not in row.values
        exact = self._exact(row)
        if len(exact) == 1:
            return exact[0]
        if exact and keyless:
            raise BadCell(f"{len(exact)} records of {self._object} have this {self._shared(row)}")
        return self._match_alike(row, keyless=keyless)

    def _exact(self, row: TypedRow) -> Sequence[Stored]:
        """The records that the first telling field of a row names."""
        keyless = "source_id" not in row.values
        own = () if keyless else self._holders(row, SOURCE)
        if own:
            return own
        several: Sequence[Stored] = ()
        for fields in self._natural if keyless else self._with_key:
            holders = [stored for stored in self._holders(row, fields) if self._may_name(stored)]
            matching = [stored for stored in holders if keyless or self._is_foreign(stored)]
            if len(matching) == 1 or (matching and keyless):
                return matching
            several = several or matching
        return several

    def _shared(self, row: TypedRow) -> str:
        return next(" and ".join(fields) for fields in self._natural if self._holders(row, fields))

    def _match_alike(self, row: TypedRow, *, keyless: bool) -> Stored | None:
        for fields, by in self._alike.items():
            alike = [one for one in by.get(folded(row.values, fields), ()) if keyless or self._may_be(row, one)]
            same = [one for one in alike if all(one.row[name] == row.values.get(name) for name in fields)]
            if len(same) == 1:
                return same[0]
            if len(alike) == 1:
                if keyless:
                    _respell(row, alike[0], fields)
                return alike[0]
            if alike and keyless:
                raise BadCell(f"{len(alike)} records of {self._object} have nearly this {' and '.join(fields)}")
        return None

    def _holders(self, row: TypedRow, fields: tuple[str, ...]) -> Sequence[Stored]:
        return self._by[fields].get(self._values(row, fields), ())

    def _may_name(self, stored: Stored) -> bool:
        """Whether a record's natural key means in its system what it means in the row's."""
        return self._object not in NUMBERED or stored.row["source_system"] == self._system

    def _is_foreign(self, stored: Stored) -> bool:
        """Another key in the row's own system is another record, whatever its e-mail address or name."""
        if stored.row["source_id"] is None:
            return True
        return self._object in ENTITIES and stored.row["source_system"] != self._system and not stored.is_known_here

    def _may_be(self, row: TypedRow, stored: Stored) -> bool:
        """Whether a record of another system may be the row's: no two addresses speak against it."""
        across = ACROSS.get(self._object, "")
        theirs, ours = row.values.get(across), stored.row.get(across)
        return self._is_foreign(stored) and (theirs is None or ours is None or theirs == ours)

    def _load_aliases(self, rows: Sequence[TypedRow], seen: dict[int, Stored]) -> None:
        by = self._by[SOURCE]
        keys = {row.values["source_id"] for row in rows if "source_id" in row.values}
        found = self._aliases.find(self._object, self._system, [key for key in keys if (self._system, key) not in by])
        held = {
            one.row["id"]: one
            for one in self._records.fetch(ID, [(row_id,) for row_id in sorted(found.values())], seen)
        }
        for key, row_id in found.items():
            if row_id in held:
                by[self._system, key] = [held[row_id]]

    def _load_alike(self, rows: Sequence[TypedRow], seen: dict[int, Stored], *, foreign: bool) -> None:
        self._alike = {}
        if not self._likeness.has_any(foreign=foreign):
            return
        strangers = [row for row in rows if not self._exact(row)]
        for fields in self._likeness.spelt:
            names = {name for row in strangers if (name := folded(row.values, fields))}
            found = self._likeness.find(fields, names)
            ids = sorted({row_id for several in found.values() for row_id in several})
            held = {one.row["id"]: one for one in self._records.fetch(ID, [(row_id,) for row_id in ids], seen)}
            self._alike[fields] = {
                name: [held[one] for one in several if one in held] for name, several in found.items()
            }

    def _mark_known(self, records: Iterable[Stored]) -> None:
        foreign = {one.row["id"]: one for one in records if one.row["source_system"] != self._system}
        for row_id in self._aliases.known_by(self._object, self._system, foreign):
            foreign[row_id].is_known_here = True

    def _values(self, row: TypedRow, fields: tuple[str, ...]) -> tuple[Any, ...]:
        """A row's values of some fields that together name a record; empty where no text among them says it."""
        if fields is SOURCE:
            key = row.values.get("source_id")
            return () if key is None else (self._system, key)
        values = tuple([row.values.get(name) for name in fields])
        return values if any(isinstance(value, str) for value in values) else ()


def _respell(row: TypedRow, stored: Stored, fields: tuple[str, ...]) -> None:
    """Keep the record's spelling, and say so."""
    for name in fields:
        ours, theirs = stored.row[name], row.values.get(name)
        if theirs is not None and ours != theirs:
            row.values[name] = ours
            row.meant = (*row.meant, Meant(name, theirs, ours))
