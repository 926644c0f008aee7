"""The rows of a file of messages, streamed as often as needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.messages import Cell
from assistant.records.batches.reading import JSON_SUFFIXES, Table, open_tables
from assistant.records.batches.reading.encoding import detect_encoding
from assistant.records.batches.reading.json_records import read_records

TEXT_COLUMNS = ("text", "message", "body", "body_text", "content", "description", "comment", "review", "utterance")
"""Columns taken for the message when none is named, best first."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class MessageRows:
    """A file of messages whose columns are known."""

    columns: tuple[str, ...]  # of the file, in order
    text_column: str
    rows: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        """Read the rows from the start.

        Raises:
            UnreadableFile: A row is out of step with the header, is no JSON object, or is wrongly encoded.
        """
        return self.rows()

    def text(self, row: Row) -> str:
        """The message of a row; empty when there is none."""
        value = row.get(self.text_column)
        return "" if value is None else str(value)


def open_messages(source: Path, *, text_column: str | None = None) -> MessageRows:
    """Find out how a CSV, TSV, JSON, JSON lines or Excel file is to be read, with the column of its messages.

    Raises:
        UnreadableFile: It is no table, several tables, or the column cannot be found.
    """
    if not source.is_file():
        raise UnreadableFile(str(source), "there is no such file")
    if source.suffix.lower() in JSON_SUFFIXES:
        rows: Callable[[], Iterator[Row]] = partial(_objects, source, detect_encoding(source))
        columns = tuple(dict.fromkeys(key for row in rows() for key in row))
    else:
        table, *others = open_tables(source)
        if others:
            raise _several(source.name, (table.name, *(one.name for one in others)))
        rows, columns = partial(_lines, table), table.head.columns
    if not columns:
        raise UnreadableFile(source.name, "there are no messages in it")
    return MessageRows(columns, _text_column(source.name, columns, text_column), rows)


def as_cell(value: object) -> Cell:
    """A JSON value as a cell of a table; lists and objects become JSON text."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)


def _text_column(name: str, columns: Sequence[str], wanted: str | None) -> str:
    shown = ", ".join(columns[:20]) + (", …" if len(columns) > 20 else "")
    if wanted is not None:
        if wanted not in columns:
            raise UnreadableFile(name, f"there is no column {wanted!r}; its columns are {shown}")
        return wanted
    by_name = {column.casefold(): column for column in columns}
    found = next((by_name[known] for known in TEXT_COLUMNS if known in by_name), None)
    if found is None and len(columns) > 1:
        raise UnreadableFile(name, f"name the column of the messages with --text; its columns are {shown}")
    return found or columns[0]


def _lines(table: Table) -> Iterator[Row]:
    for line in table.lines():
        if line.problem:
            raise UnreadableFile(table.name, f"line {line.number}: {line.problem}")
        yield dict(zip(table.head.columns, line.cells, strict=True))


def _objects(path: Path, encoding: str) -> Iterator[Row]:
    """The objects of a JSON file, values as they are."""
    first: str | None = None
    for record in read_records(path, encoding):
        if not isinstance(record.value, dict):
            raise UnreadableFile(path.name, f"line {record.number} is no JSON object")
        first = record.table if first is None else first
        if record.table != first:
            raise _several(path.name, (first, record.table))
        yield record.value


def _several(name: str, tables: Sequence[str]) -> UnreadableFile:
    return UnreadableFile(name, f"it holds several tables ({', '.join(tables[:5])}); save the messages in a file alone")


__all__ = ["JSON_SUFFIXES", "MessageRows", "Row", "as_cell", "open_messages"]
