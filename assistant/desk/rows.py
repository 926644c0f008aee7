"""The rows of a file of messages, streamed as often as needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UnreadableFile
from assistant.messages import Cell
from assistant.records.batches.reading.table import JSON_SUFFIXES, Table, open_table

TEXT_COLUMNS = ("text", "message", "body", "body_text", "content", "description", "comment", "review", "utterance")
"""Columns taken for the message when none is named, best first."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class MessageRows:
    """A file of messages whose columns are known."""

    table: Table
    text_column: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's columns, in order."""
        return self.table.head.columns

    def __iter__(self) -> Iterator[Row]:
        """Read the rows from the start.

        Raises:
            UnreadableFile: A row is out of step with the header, is no JSON object, or is wrongly encoded.
        """
        if self.table.delimiter:
            for line in self.table.lines():
                if line.problem:
                    raise UnreadableFile(self.table.path.name, f"line {line.number}: {line.problem}")
                yield dict(zip(self.columns, line.cells, strict=True))
        else:
            yield from _objects(self.table)

    def text(self, row: Row) -> str:
        """The message of a row; empty when there is none."""
        value = row.get(self.text_column)
        return "" if value is None else str(value)


def open_messages(source: Path, *, text_column: str | None = None) -> MessageRows:
    """Find out how a .csv, .tsv or .jsonl file is to be read, with the column of its messages.

    Raises:
        UnreadableFile: It is no table, or the column cannot be found.
    """
    if not source.is_file():
        raise UnreadableFile(str(source), "there is no such file")
    table = open_table(source)
    return MessageRows(table, _text_column(source.name, table.head.columns, text_column))


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


def _objects(table: Table) -> Iterator[Row]:
    """The objects of a JSON lines file, values as they are; `open_table` has found the encoding."""
    with table.path.open(encoding=table.encoding, newline="") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield _object(table.path.name, number, line)


def _object(name: str, number: int, line: str) -> Row:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableFile(name, f"line {number} is no JSON") from error
    if not isinstance(value, dict):
        raise UnreadableFile(name, f"line {number} is no JSON object")
    return value


__all__ = ["JSON_SUFFIXES", "MessageRows", "Row", "as_cell", "open_messages"]
