"""One table of the demo company, beside what fills it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.records.demo.world import World

Row = dict[str, Any]
"""Plain values by column; every row of a table has the same columns, `created_at` among them."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A table that generates its own examples; declared at the top of a file, it is found by itself."""

    name: str  # of the table
    rows: Callable[[World], Iterable[Row]]
    """In the order to be written: ids count from 1, a row never refers to a later one of its table."""
