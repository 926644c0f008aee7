"""Puts ids in the place of keys or names, for the rows of one chunk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.records.batches.ledger import Ledger
from assistant.records.batches.problem import BadCell
from assistant.records.batches.references import Clash, Found, References, Target
from assistant.records.batches.scratch import Held
from assistant.records.batches.typed import Meant, TypedRow, Wanted
from assistant.records.batches.vocabulary import fold


@dataclass(slots=True)
class Resolved:
    """A chunk sorted by whether its rows' references are known."""

    ready: list[TypedRow] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)  # they wait for a row of their own object


class Resolver:
    """Resolves the references of one object's rows."""

    def __init__(self, references: References, ledger: Ledger, name: str, system: str) -> None:
        self._references = references
        self._ledger = ledger
        self._object = name
        self._system = system

    def resolve(self, rows: Sequence[TypedRow]) -> Resolved:
        """Resolve a chunk; rows whose references name nothing go to quarantine."""
        found = self._find(rows)
        result = Resolved()
        for row in rows:
            try:
                waits_for = self._settle(row, found)
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
        return tuple(token for token in (f"key:{key}" if key else "", f"name:{fold(name)}" if name else "") if token)

    def _find(self, rows: Sequence[TypedRow]) -> dict[Target, Found]:
        texts: dict[Target, set[str]] = {}
        for row in rows:
            for want in row.wanted:
                texts.setdefault(self._target(want), set()).add(want.text)
                if want.field.also:
                    texts.setdefault(self._other(want), set()).add(want.text)
        return {target: self._references.find(target, wanted) for target, wanted in texts.items()}

    def _settle(self, row: TypedRow, found: dict[Target, Found]) -> str:
        """Fill in the ids; the name of the row to wait for, if one of its own object is not there yet."""
        for want in row.wanted:
            hit = found[self._target(want)].get(want.text)
            source = want.field
            if isinstance(hit, Clash):
                raise BadCell(f"{source.column}: {want.text[:60]!r} is not clear, {hit.reason}")
            if hit:
                row.values[source.name] = hit.id
                row.settled.append(source.column)
                if hit.meant:
                    row.meant.append(Meant(source.name, want.text, hit.meant))
            elif source.refers_to == self._object:
                return f"key:{want.text}" if source.by == "key" else f"name:{fold(want.text)}"
            else:
                self._keep_or_refuse(row, want, found)
        return ""

    def _keep_or_refuse(self, row: TypedRow, want: Wanted, found: dict[Target, Found]) -> None:
        source = want.field
        if source.also and want.text in found[self._other(want)]:
            row.custom[source.column] = want.text
            return
        if self._references.populated(source.refers_to):
            raise BadCell(f"{source.column}: {want.text[:60]!r} names no {source.refers_to}")
        row.custom[source.column] = want.text
        self._ledger.note(
            f"{self._object}.{source.column} is kept as a custom field: there is no {source.refers_to} here yet; "
            "import those, then this file again"
        )

    def _target(self, want: Wanted) -> Target:
        return Target(want.field.refers_to, want.field.by, self._system)

    def _other(self, want: Wanted) -> Target:
        return Target(want.field.also, want.field.by, self._system)
