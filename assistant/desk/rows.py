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

SUBJECT_COLUMNS = ("subject", "email_subject", "ticket_subject")
"""Columns taken for the subject line when none is named, best first; a file may have none."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class MessageRows:
    """A file of messages whose columns are known."""

    columns: tuple[str, ...]  # of the file, in order
    text_column: str
    subject_column: str | None
    rows: Callable[[], Iterator[Row]]

    def __iter__(self) -> Iterator[Row]:
        """Read the rows from the start.

        Raises:
            UnreadableFile: A row is out of step with the header, is no JSON object, or is wrongly encoded.
        """
        return self.rows()

    def text(self, row: Row) -> str:
        """The message of a row; empty when there is none."""
        return _words(row.get(self.text_column))

    def subject(self, row: Row) -> str:
        """The subject line of a row's message; empty when there is none."""
        return "" if self.subject_column is None else _words(row.get(self.subject_column))


def open_messages(source: Path, *, text_column: str | None = None, subject_column: str | None = None) -> MessageRows:
    """Find out how a CSV, TSV, JSON, JSON lines or Excel file is to be read, with the columns of its messages.

    Raises:
        UnreadableFile: It is no table, several tables, or a column cannot be found.
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
    text = _column(source.name, columns, text_column, TEXT_COLUMNS)
    if text is None and len(columns) > 1:
        shown = _shown(columns)
        raise UnreadableFile(source.name, f"name the column of the messages with --text; its columns are {shown}")
    subject = _column(source.name, columns, subject_column, SUBJECT_COLUMNS)
    return MessageRows(columns, text or columns[0], None if subject == text else subject, rows)


def as_cell(value: object) -> Cell:
    """A JSON value as a cell of a table; lists and objects become JSON text."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)


def _words(value: object) -> str:
    return "" if value is None else str(value)


def _column(name: str, columns: Sequence[str], wanted: str | None, usual: Sequence[str]) -> str | None:
    """The column that was asked for, else the first of the usual ones that is there."""
    if wanted is not None and wanted not in columns:
        raise UnreadableFile(name, f"there is no column {wanted!r}; its columns are {_shown(columns)}")
    by_name = {column.casefold(): column for column in columns}
    return wanted or next((by_name[known] for known in usual if known in by_name), None)


def _shown(columns: Sequence[str]) -> str:
    return ", ".join(columns[:20]) + (", …" if len(columns) > 20 else "")


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
