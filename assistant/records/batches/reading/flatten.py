"""Lays a nested JSON object out as the cells of one row."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TypeGuard

from assistant.records.batches.reading.numerals import plain_number

PAIR = {"id", "value"}
DEPTH = 8  # levels of objects that become dotted columns; deeper ones stay JSON text


@dataclass(slots=True)
class Flat:
    """The cells of one object, with the objects in its lists."""

    cells: dict[str, str] = field(default_factory=dict)  # dotted name → text; blank: null, or an empty list
    children: dict[str, list[dict[str, object]]] = field(default_factory=dict)  # dotted name → objects
    problem: str = ""


def flatten(value: dict[str, object]) -> Flat:
    """Give every value a cell: `{"via": {"channel": "web"}}` is `via.channel`, a list of plain values JSON text.

    A list of nothing but ids with values, such as `{"fields": [{"id": 7, "value": "x"}]}`, is a cell an id: `fields.7`.
    """
    flat = Flat()
    try:
        _lay(value, "", DEPTH, flat)
    except RecursionError:
        flat.problem = "it is nested too deeply"
    if not _is_text("".join(flat.cells.values())):
        flat.problem = "a text holds half a character"
    return flat


def _lay(value: dict[str, object], prefix: str, depth: int, flat: Flat) -> None:
    for key, item in value.items():
        name = f"{prefix}{key}"
        if isinstance(item, dict) and item and depth:
            _lay(item, f"{name}.", depth - 1, flat)
        elif _are_pairs(item):
            _lay({str(pair["id"]): pair["value"] for pair in item}, f"{name}.", 0, flat)
        elif isinstance(item, list) and item and all(isinstance(one, dict) for one in item):
            flat.children[name] = item
        elif flat.cells.get(name):
            flat.problem = f"two values are called {name[:60]!r}"
        else:
            flat.cells[name] = as_cell(item)


def _are_pairs(item: object) -> TypeGuard[list[dict[str, object]]]:
    return isinstance(item, list) and bool(item) and all(isinstance(one, dict) and one.keys() == PAIR for one in item)


def as_cell(value: object) -> str:
    """A JSON value as the text of a cell; null, an empty list, an empty object are blank."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain_number(value)
    return json.dumps(value, ensure_ascii=False) if value else ""


def _is_text(text: str) -> bool:
    """JSON can spell lone surrogates, which no encoding can store."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)
