"""Puts ids in the place of keys or names, for the rows of one chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.records.batches.catalog import table_of
from assistant.records.batches.layout import Field
from assistant.records.batches.ledger import Ledger
from assistant.records.batches.plan import Plan
from assistant.records.batches.problem import BadCell
from assistant.records.batches.references import CALLED, Found, Hit, References, Target
from assistant.records.batches.scratch import Held
from assistant.records.batches.typed import Meant, TypedRow
from assistant.records.batches.vocabulary import fold
from assistant.records.batches.waiting import Waiting


@dataclass(slots=True)
class Resolved:
    """A chunk sorted by whether its rows' references are known."""

    ready: list[TypedRow] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)  # they wait for a row of their own object
    refused: list[tuple[TypedRow, BadCell]] = field(default_factory=list)  # with the reference that names nothing


@dataclass(frozen=True, slots=True)
class _Lookup:
    source: Field
    found: Found
    also: frozenset[str]  # texts that name a record of the other object such a cell may hold


class Resolver:
    """Resolves the references of one object's rows."""

    def __init__(self, references: References, waiting: Waiting, ledger: Ledger, name: str, system: str) -> None:
        self._references = references
        self._waiting = waiting
        self._ledger = ledger
        self._object = name
        self._system = system

    def resolve(self, plan: Plan, rows: Sequence[TypedRow], *, is_last: bool = False) -> Resolved:
        """Resolve a chunk.

        Args:
            plan: Where the rows come from.
            rows: With their plain values.
            is_last: Whether no more rows of their own object come, so that waiting for one is in vain.
        """
        lookups = [
            self._look_up(pointer.field, {row.wanted[i] for row in rows}) for i, pointer in enumerate(plan.pointers)
        ]
        result = Resolved()
        for row in rows:
            try:
                waits_for = self._settle(row, lookups, is_last=is_last)
            except BadCell as error:
                result.refused.append((row, error))
                continue
            if waits_for:
                result.held.append(Held(row.origin.layout, row.line, row.cells, waits_for))
            else:
                result.ready.append(row)
        return result

    def names(self, row: TypedRow) -> tuple[str, ...]:
        """What other rows may call this one."""
        key, email = row.values.get("source_id"), row.values.get("email")
        name = " ".join(part for field in CALLED.get(self._object, ("name",)) if (part := row.values.get(field)))
        said = (("key", key), ("name", name), ("email", email))
        return tuple(_token(by, text) for by, text in said if text)

    def _look_up(self, source: Field, texts: set[str]) -> _Lookup:
        texts.discard("")
        if source.refers_to == self._object:
            self._references.grew(self._object)
        found = self._references.find(Target(source.refers_to, source.by, self._system), texts)
        rest = texts - found.keys() if source.also else set()
        also = self._references.find(Target(source.also, source.by, self._system), rest) if rest else {}
        return _Lookup(source, found, frozenset(also))

    def _settle(self, row: TypedRow, lookups: Sequence[_Lookup], *, is_last: bool) -> str:
        """Fill in the ids; the name of the row to wait for, if one of its own object is not there yet."""
        for lookup, text in zip(lookups, row.wanted, strict=True):
            if not text:
                continue
            hit = lookup.found.get(text)
            source = lookup.source
            if hit is None:
                if source.refers_to == self._object and not is_last:
                    return _token(source.by, text)
                self._keep_or_refuse(row, lookup, text)
            elif isinstance(hit, Hit):
                row.values[source.name] = hit.id
                if hit.meant:
                    row.meant = (*row.meant, Meant(source.name, text, hit.meant))
                if source.implies:
                    _imply(row, source, source.refers_to)
            elif source.may_miss:
                row.custom[source.column] = text
            else:
                raise BadCell(f"{source.column}: {text[:60]!r} is not clear, {hit.reason}")
        return ""

    def _keep_or_refuse(self, row: TypedRow, lookup: _Lookup, text: str) -> None:
        """Keep what names no record as a custom field, where that may be; see `waiting` for the rule."""
        source = lookup.source
        if text in lookup.also:
            _imply(row, source, source.also)
        else:
            self._refuse(source, text)
            self._waiting.add(self._object, self._system, source)
            self._ledger.kept(self._object, source.column, source.refers_to, text)
        row.custom[source.column] = text

    def _refuse(self, source: Field, text: str) -> None:
        if not table_of(self._object).c[source.name].nullable:
            raise BadCell(f"{source.column}: {text[:60]!r} names no {source.refers_to} that is here")
        if source.may_miss:
            return
        if source.refers_to == self._object:
            raise BadCell(f"it refers to the {self._object} {text[:60]!r} that is not imported")
        if self._references.populated(source.refers_to, self._system):
            raise BadCell(f"{source.column}: {text[:60]!r} names no {source.refers_to}")


def _imply(row: TypedRow, source: Field, found: str) -> None:
    """Fill a blank from the kind of record that a cell names."""
    for one in source.implies:
        if one.found == found:
            row.values.setdefault(one.field, one.value)


def _token(by: str, text: str) -> str:
    """How a row and those that wait for it are brought together."""
    return f"name:{fold(text)}" if by == "name" else f"{by}:{text.lower() if by == 'email' else text}"
