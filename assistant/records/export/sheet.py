"""One table on its way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.messages import Cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table whose rows may be made while they are written, once."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]
