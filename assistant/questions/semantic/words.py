"""The words people use for concepts, read from the tables beside this file."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

Table = dict[str, dict[str, list[str]]]


@cache
def words() -> Table:
    """Phrases by the kind of concept they name, then by the concept: `words()["state"]["won"]`."""
    return _table("words.json")


@cache
def plain() -> Table:
    """Words that ask for nothing (`plain`), that judge (`vague`), that ask for what is never held (`absent`).

    `alias` holds other words for values.
    """
    return _table("plain.json")


@cache
def asides() -> dict[str, list[str]]:
    """Phrases about the asking itself, by their part in it: `asides()["occasion"]`."""
    table: dict[str, list[str]] = _read("asides.json")
    return table


def _table(name: str) -> Table:
    table: Table = _read(name)
    return table


def _read(name: str) -> Any:
    return json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
