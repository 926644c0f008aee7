"""Puts ids in the place of keys or names, for the rows of one chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.records.batches.layout import Field
from assistant.records.batches.ledger import Ledger
from assistant.records.batches.plan import Plan
from assistant.records.batches.problem import BadCell
from assistant.records.batches.references import Clash, Found, References, Target
from assistant.records.batches.scratch import Held
from assistant.records.batches.typed import Meant, TypedRow
from assistant.records.batches.vocabulary import fold


@dataclass(slots=True)
class Resolved:
    """A chunk sorted by whether its rows' references are known."""

    ready: list[TypedRow] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)  # they wait for a row of their own object


@dataclass(frozen=True, slots=True)
class _Lookup:
    source: Field
    found: Found
    also: frozenset[str]  # texts that name a record of the other object such a cell may hold


class Resolver:
    """Resolves the references of one object's rows."""

    def __init__(self, references: References, ledger: Ledger, name: str, system: str) -> None:
        self._references = references
        self._ledger = ledger
        self._object = name
        self._system = system

    def resolve(self, plan: Plan, rows: Sequence[TypedRow]) -> Resolved:
        """Resolve a chunk; rows whose references name nothing go to quarantine."""
        lookups = [
            self._look_up(pointer.field, {row.wanted[i] for row in rows}) for i, pointer in enumerate(plan.pointers)
        ]
        result = Resolved()
        for row in rows:
            try:
                waits_for = self._settle(row, lookups)
            except BadCell as error:
                self._ledger.quarantine(self._object, row.origin, row.line, row.cells, str(error))
                continue
            if waits_for:
                result.held.append(Held(row.origin.layout, row.line, row.cells, waits_for))
            else:
                result.ready.append(row)
        return result

    def names(self, row: TypedRow) -> tuple[str, ...]:
        """What other rows may call this one."""
        key, name = row.values.get("source_id"), row.values.get("name")
        tokens = (_token("key", key) if key else "", _token("name", name) if name else "")
        return tuple(token for token in tokens if token)

    def _look_up(self, source: Field, texts: set[str]) -> _Lookup:
        texts.discard("")
        found = self._references.find(Target(source.refers_to, source.by, self._system), texts)
        rest = texts - found.keys() if source.also else set()
        also = self._references.find(Target(source.also, source.by, self._system), rest) if rest else {}
        return _Lookup(source, found, frozenset(also))

    def _settle(self, row: TypedRow, lookups: Sequence[_Lookup]) -> str:
        """Fill in the ids; the name of the row to wait for, if one of its own object is not there yet."""
        for lookup, text in zip(lookups, row.wanted, strict=True):
            if not text:
                continue
            hit = lookup.found.get(text)
            source = lookup.source
            if hit is None:
                if source.refers_to == self._object:
                    return _token(source.by, text)
                self._keep_or_refuse(row, lookup, text)
            elif isinstance(hit, Clash):
                raise BadCell(f"{source.column}: {text[:60]!r} is not clear, {hit.reason}")
            else:
                row.values[source.name] = hit.id
                if hit.meant:
                    row.meant = (*row.meant, Meant(source.name, text, hit.meant))
        return ""

    def _keep_or_refuse(self, row: TypedRow, lookup: _Lookup, text: str) -> None:
        source = lookup.source
        if text not in lookup.also:
            if self._references.populated(source.refers_to):
                raise BadCell(f"{source.column}: {text[:60]!r} names no {source.refers_to}")
            self._ledger.note(
                f"{self._object}.{source.column} is kept as a custom field: there is no {source.refers_to} here yet; "
                "import those, then this file again"
            )
        row.custom[source.column] = text


def _token(by: str, text: str) -> str:
    """How a row and those that wait for it are brought together."""
    return f"key:{text}" if by == "key" else f"name:{fold(text)}"
