"""Finds the records in a JSON file, whatever holds them: lines, an array, the arrays of an object."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.records.batches.reading.json_window import Window
from assistant.records.batches.reading.lines import Lines

LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
DEPTH = 3  # levels of objects within which arrays are taken for tables
ANONYMOUS = frozenset(
    {
        "content",
        "data",
        "entries",
        "items",
        "list",
        "objects",
        "records",
        "result",
        "results",
        "rows",
        "value",
        "values",
    }
)
"""Names of arrays that tell nothing about what they hold."""


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a JSON file."""

    table: str  # name of the array that holds it; empty: the file has no name for it
    number: int  # of its line, or its place in the array, 1-based
    value: object  # a dict unless the entry is no object
    is_line: bool = False  # of a file of lines, where a damaged one harms no other


def read_records(path: Path, encoding: str) -> Iterator[Record]:
    """Stream the records of a file.

    An object with arrays of objects (`{"tickets": [...], "users": [...], "next_page": ...}`) holds a table an array;
    one with an id of its own, or without such arrays, is a record itself. A line that is no JSON is a record of
    value None; a damaged document is refused, since nobody knows what is missing.

    Raises:
        UnreadableFile: It is no text in this encoding, no JSON, nested too deeply, or has an endless record.
    """
    with path.open(encoding=encoding, newline="") as handle:
        as_lines = _is_lines(Lines(handle, path.name), json_lines=path.suffix.lower() in LINE_SUFFIXES)
        handle.seek(0)
        if not as_lines:
            yield from _Document(Window(handle, path.name)).records()
            return
        lines = Lines(handle, path.name)
        for text in lines:
            if text.strip():
                yield Record("", lines.number, _parse(text), is_line=True)


def _is_lines(lines: Iterator[str], *, json_lines: bool) -> bool:
    """Whether each line is a record: an object stands whole in the first line, with more below it."""
    full = (text for text in lines if text.strip())
    first = next(full, "")
    value = _parse(first)
    if isinstance(value, dict):
        return json_lines or next(full, None) is not None
    if first.lstrip().startswith("["):
        return json_lines and value is not None and next(full, None) is not None
    return json_lines


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


class _Document:
    """A walk through the top levels of a JSON text; records themselves are read whole."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._counts: Counter[str] = Counter()

    def records(self) -> Iterator[Record]:
        """All records, in order; a file may hold one document after another."""
        window = self._window
        while letter := window.peek():
            if letter == "[":
                yield from self._array("")
            elif letter == "{":
                yield from self._top()
            else:
                yield self._record("", window.value())

    def _record(self, table: str, value: object) -> Record:
        name = "" if table.lower() in ANONYMOUS else table
        self._counts[name] += 1
        return Record(name, self._counts[name], value)

    def _array(self, name: str) -> Iterator[Record]:
        window = self._window
        window.take("[")
        if window.peek() == "]":
            window.take("]")
            return
        while True:
            yield self._record(name, window.value())
            if window.take(",]") == "]":
                return

    def _top(self) -> Iterator[Record]:
        members = yield from self._object(DEPTH)
        if members is None:
            return
        name, only = next(iter(members.items())) if len(members) == 1 else ("", None)
        yield self._record(name, only) if isinstance(only, dict) else self._record("", members)

    def _object(self, depth: int) -> Generator[Record, None, dict[str, object] | None]:
        """Give the records of its arrays; what is left is None unless the object is a record itself."""
        window = self._window
        members: dict[str, object] = {}
        tables = False
        window.take("{")
        while window.peek() != "}":
            key = self._key()
            holds = window.peek() if depth and not _is_record(members) else ""
            if holds == "[" and window.peek(ahead=1) in ("{", "]"):
                tables = True
                yield from self._array(key)
            elif holds == "{":
                inner = yield from self._object(depth - 1)
                tables = tables or inner is None
                if inner is not None:
                    members[key] = inner
            else:
                members[key] = window.value()
            if window.peek() != "}":
                window.take(",")
        window.take("}")
        return members if _is_record(members) or not tables else None

    def _key(self) -> str:
        key = self._window.value()
        self._window.take(":")
        return str(key)


def _is_record(members: dict[str, object]) -> bool:
    return any(key.lower() == "id" for key in members)


def no_records(name: str) -> UnreadableFile:
    """The refusal of a JSON file without any object."""
    return UnreadableFile(name, "there are no records in it; give JSON objects with the columns as their keys.")
