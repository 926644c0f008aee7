"""One row on its way from a file to its table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Meant:
    """A value of a row that was taken to mean another one."""

    field: str
    raw: str
    meant: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from."""

    file: str
    columns: tuple[str, ...]
    layout: int  # place among the layouts of its object in this import


@dataclass(slots=True)
class TypedRow:
    """Field values with their final types; blank cells are absent."""

    origin: Origin
    line: int
    cells: list[str]
    values: dict[str, Any]
    custom: dict[str, Any]
    wanted: list[str]  # what each pointer of the plan holds; blank: nothing
    meant: list[Meant] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)  # columns once kept as custom keys, now resolved
