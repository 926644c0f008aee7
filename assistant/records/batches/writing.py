"""Writes the rows of one object: new records, changed records, the log that a revert needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from assistant.records.batches.aliases import Aliases
from assistant.records.batches.bulk import BulkInsert
from assistant.records.batches.catalog import table_of
from assistant.records.batches.changelog import log_changes
from assistant.records.batches.matching import Matcher
from assistant.records.batches.problem import BadCell
from assistant.records.batches.stored import Stored
from assistant.records.batches.typed import TypedRow

KEYS = frozenset({"source_id"})
SIGNING_IN = KEYS | {"role", "is_active", "team_id", "email"}
"""What a file never changes of a colleague who signs in: who they are, and what they may see."""


class Writer:
    """The writing side of one object within one import batch."""

    def __init__(
        self, session: Session, name: str, system: str, batch_id: int, aliases: Aliases, fields: Collection[str]
    ) -> None:
        self._session = session
        self._aliases = aliases
        self._further_keys: list[tuple[str, int]] = []
        self._table = table_of(name)
        self._object = name
        self._system = system
        self._batch_id = batch_id
        self.newest_before: int = session.execute(select(func.max(self._table.c.id))).scalar() or 0
        self._required = tuple(
            column.name
            for column in self._table.columns
            if not column.nullable and column.default is None and not column.primary_key
        )
        self._template = _template(self._table, fields) | {"source_system": system, "import_batch_id": batch_id}
        self._insert = BulkInsert(session, self._table, [*self._template, "custom"])

    def place(
        self, row: TypedRow, matcher: Matcher, new: list[Stored], changed: list[Stored], *, only_blanks: bool
    ) -> str:
        """Decide what becomes of one row, and note it in `new` or `changed`.

        Args:
            row: A row whose references are resolved.
            matcher: Knows the records that it may be about.
            new: Records to be written.
            changed: Stored records to be written again.
            only_blanks: Whether a record that is there gets nothing but its blanks filled.

        Returns:
            created, updated or duplicates.

        Raises:
            BadCell: A required field is missing, or the row cannot be told from others.
        """
        match = matcher.match(row)
        if match is None:
            missing = [name for name in self._required if row.values.get(name) is None]
            if missing:
                raise BadCell(f"{' and '.join(missing)} of the {self._object} is missing")
            record = Stored({**self._template, **row.values, "custom": row.custom}, is_new=True)
            new.append(record)
            matcher.remember(row, record)
            return "created"
        changes = self._changes(row, match)
        if only_blanks:
            changes = _filling(changes, match.row)
        self._take_key(row, match, matcher, changes)
        if not changes:
            return "duplicates"
        if not match.is_new:
            if not match.changed:
                changed.append(match)
            match.changed |= {name: match.row[name] for name in changes if name not in match.changed}
        match.row.update(changes)
        return "updated"

    def flush(self, new: Sequence[Stored], changed: Sequence[Stored]) -> None:
        """Write what `place` decided."""
        self._update(changed)
        self._aliases.add(self._object, self._system, self._further_keys)
        self._further_keys = []
        if new:
            self._insert.write([record.row for record in new])

    def _changes(self, row: TypedRow, match: Stored) -> dict[str, Any]:
        """The fields in which a row differs from its record; blank cells erase nothing."""
        current = match.row
        fixed = SIGNING_IN if current.get("password_hash") else KEYS
        changes = {
            name: value for name, value in row.values.items() if name not in fixed and current.get(name) != value
        }
        old_custom = current["custom"] or {}
        kept = {name: value for name, value in old_custom.items() if not _is_resolved(name, row)}
        custom = kept | row.custom
        if custom != old_custom:
            changes["custom"] = custom
        return changes

    def _take_key(self, row: TypedRow, match: Stored, matcher: Matcher, changes: dict[str, Any]) -> None:
        """Give a record without a key the row's; another system's record keeps its own, the row's becomes an alias."""
        key, system = row.values.get("source_id"), match.row["source_system"]
        if key is None or match.is_known_here or (match.row["source_id"] == key and system == self._system):
            return
        if match.row["source_id"] is None:
            changes |= {"source_system": self._system, "source_id": key}
        elif system != self._system and "id" in match.row:
            self._further_keys.append((key, match.row["id"]))
        matcher.remember_key(key, match)

    def _update(self, changed: Sequence[Stored]) -> None:
        groups: dict[frozenset[str], list[Stored]] = defaultdict(list)
        log: list[tuple[int, dict[str, Any]]] = []
        for record in changed:
            if record.row["id"] <= self.newest_before:
                log.append((record.row["id"], record.changed | {"import_batch_id": record.row["import_batch_id"]}))
            groups[frozenset(record.changed)].append(record)
        log_changes(self._session, self._batch_id, self._table, log)
        for names, records in groups.items():
            values = {name: bindparam(f"new_{name}", type_=self._table.c[name].type) for name in names}
            statement = update(self._table).where(self._table.c.id == bindparam("row_id"))
            self._session.connection().execute(
                statement.values(**values, import_batch_id=self._batch_id),
                [
                    {"row_id": record.row["id"]} | {f"new_{name}": record.row[name] for name in names}
                    for record in records
                ],
            )


def _template(table: Table, fields: Collection[str]) -> dict[str, Any]:
    """A new record before its row is laid over it, so that all records of a table have the same columns."""
    blank: dict[str, Any] = dict.fromkeys(("source_id", *fields))
    defaults = {
        column.name: column.default.arg
        for column in table.columns
        if isinstance(column.default, ScalarElementColumnDefault)
    }
    return {**blank, **defaults}


def _filling(changes: dict[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """The changes that overwrite nothing."""
    filling = {name: value for name, value in changes.items() if name != "custom" and current.get(name) is None}
    if "custom" in changes:
        held = current["custom"] or {}
        if changes["custom"] | held != held:
            filling["custom"] = changes["custom"] | held
    return filling


def _is_resolved(name: str, row: TypedRow) -> bool:
    """Whether a key once kept as a custom field is a reference now."""
    return row.origin.pointers.get(name) in row.values
