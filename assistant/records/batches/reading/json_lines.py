"""Reads records of a JSON lines file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.records.batches.reading.lines import Lines
from assistant.records.batches.reading.row import Line


def json_columns(path: Path, encoding: str) -> tuple[str, ...]:
    """All keys of the file's objects, in order of appearance."""
    names: dict[str, None] = {}
    for _, value in _objects(path, encoding):
        names.update(dict.fromkeys(value if isinstance(value, dict) else ()))
    return tuple(names)


def read_json_lines(path: Path, encoding: str, columns: tuple[str, ...]) -> Iterator[Line]:
    """Stream the objects of a file as cells in the order of `columns`; null is a blank cell.

    Raises:
        UnreadableFile: Bytes that are no text in this encoding.
    """
    for number, value in _objects(path, encoding):
        if not isinstance(value, dict):
            yield Line(number, [], "the line is no JSON object")
            continue
        cells = [_cell(value.get(name)) for name in columns]
        yield Line(number, cells, "" if _is_text("".join(cells)) else "a text holds half a character")


def _objects(path: Path, encoding: str) -> Iterator[tuple[int, object]]:
    with path.open(encoding=encoding, newline="") as handle:
        lines = Lines(handle, path.name)
        for text in lines:
            if text.strip():
                yield lines.number, _parse(text)


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None


def _is_text(text: str) -> bool:
    """JSON can spell lone surrogates, which no encoding can store."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text) if not text.isascii() else True


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
