"""How one column writes its values."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records.batches.dates import PLAIN_DATES, DateFormat
from assistant.records.batches.numbers import Decimal


@dataclass(frozen=True, slots=True)
class Format:
    """What a column's own cells, or the other columns of its file, or a person say about it."""

    dates: DateFormat = PLAIN_DATES
    decimal: Decimal = "point"


PLAIN = Format()
"""ISO dates, numbers with a decimal point."""
