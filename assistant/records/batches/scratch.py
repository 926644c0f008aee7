"""Keeps on disk what an import must remember about many rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Held:
    """A row that waits for another row of its own object."""

    layout: int
    line: int
    cells: list[str]
    waits_for: str  # how the awaited row is named


class Scratch:
    """A private temporary database, gone when closed; its memory is bounded by SQLite's page cache."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")  # an unnamed file that SQLite deletes itself
        self._database.execute("CREATE TABLE held (id INTEGER PRIMARY KEY AUTOINCREMENT, waits_for TEXT, payload TEXT)")
        self._database.execute("CREATE INDEX held_waits_for ON held (waits_for)")
        self._database.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY, times INTEGER) WITHOUT ROWID")
        self._database.execute("CREATE TABLE named (fields TEXT, name TEXT, id INTEGER)")
        self._database.execute("CREATE INDEX named_name ON named (name)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def hold(self, rows: Iterable[Held]) -> None:
        """Set rows aside."""
        self._database.executemany(
            "INSERT INTO held (waits_for, payload) VALUES (?, ?)",
            [(row.waits_for, json.dumps([row.layout, row.line, row.cells])) for row in rows],
        )

    def release(self, names: Sequence[str]) -> list[Held]:
        """Take out the rows that wait for one of these names, in file order."""
        found = [
            _held(payload, name)
            for name in dict.fromkeys(names)  # two rows may bear one name
            for (payload,) in self._database.execute(
                "SELECT payload FROM held WHERE waits_for = ? ORDER BY id", (name,)
            )
        ]
        self._database.executemany("DELETE FROM held WHERE waits_for = ?", [(name,) for name in names])
        return sorted(found, key=lambda row: (row.layout, row.line))

    def newest(self) -> int:
        """The number of the row set aside last; 0 when there is none."""
        return int(self._database.execute("SELECT coalesce(max(id), 0) FROM held").fetchone()[0])

    def rest(self, *, limit: int, up_to: int) -> list[Held]:
        """Take out at most `limit` rows numbered up to `up_to`, in the order they were set aside."""
        rows = self._database.execute(
            "SELECT id, waits_for, payload FROM held WHERE id <= ? ORDER BY id LIMIT ?", (up_to, limit)
        ).fetchall()
        self._database.executemany("DELETE FROM held WHERE id = ?", [(row[0],) for row in rows])
        return [_held(payload, name) for _, name, payload in rows]

    def occurrence(self, content: str) -> str:
        """A key for a row without one: what it holds, with how many such rows came before it."""
        digest = blake2b(content.encode(), digest_size=12)
        (times,) = self._database.execute(
            "INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times",
            (digest.digest(),),
        ).fetchone()
        return f"row:{digest.hexdigest()}:{times}"

    def name(self, names: Sequence[tuple[str, str, int]]) -> int:
        """Remember records by a name: which fields it is made of, the name, the record's id.

        Returns:
            How many there were.
        """
        self._database.executemany("INSERT INTO named VALUES (?, ?, ?)", names)
        return len(names)

    def named(self, fields: str, names: Sequence[str]) -> dict[str, list[int]]:
        """The records of these names, oldest first."""
        found: dict[str, list[int]] = {}
        for name in names:
            rows = self._database.execute(
                "SELECT id FROM named WHERE name = ? AND fields = ? ORDER BY id", (name, fields)
            ).fetchall()
            if rows:
                found[name] = [row[0] for row in rows]
        return found

    def forget_names(self) -> None:
        """Begin anew."""
        self._database.execute("DELETE FROM named")


def _held(payload: str, waits_for: str) -> Held:
    layout, line, cells = json.loads(payload)
    return Held(layout, line, cells, waits_for)
