"""One row on its way from a file to its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    pointers: Mapping[str, str]  # column that names another record → the field it fills


@dataclass(slots=True)
class TypedRow:
    """Field values with their final types; blank cells are absent."""

    origin: Origin
    line: int
    cells: list[str]
    values: dict[str, Any]
    custom: dict[str, Any]
    wanted: Sequence[str]  # what each pointer of the plan holds; blank: nothing
    meant: tuple[Meant, ...] = ()
