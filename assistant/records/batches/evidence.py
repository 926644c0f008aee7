"""Collects what the cells of a column show about the way it is written."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from assistant.records.batches.dates import DIGITS, NUMERIC, DayOrder, Stamp, order_shown
from assistant.records.batches.numbers import Decimal, Shape, Sign, decimal_of, shape_of

NumberKind = Literal["any", "whole", "ratio"]

PLAIN_NUMBERS = re.compile(r"(?:-?[0-9]*+(?:\.(?:[0-9]{4,}+|[0-9]{0,2}+))?+\n)*+")
PLAIN_DATES = re.compile(
    r"(?:(?:[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]++)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?)?+\n)*+"
)
"""Lines that no one can read in two ways."""

MOST_EXAMPLES = 3
EXCEL_DAYS = (20_000, 80_000)  # 1954 to 2119
SECONDS = (100_000_000, 4_102_444_800)  # 1973 to 2100
COMPACT = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]{6})?")
FEWEST_DAYS = 5  # different last numbers that show a column of two-digit years to begin with the year
FIRST_YEAR = 13  # from here on the first number is no month, so it may be a year


@dataclass(slots=True)
class NumberColumn:
    """The numbers of one column."""

    kind: NumberKind = "any"  # whole: nothing but whole numbers fits; ratio: 0 to 1
    signs: set[Sign] = field(default_factory=set)
    open: list[str] = field(default_factory=list)  # cells that can be two numbers
    names_currency: bool = False
    is_odd: bool = False  # one of them would not be whole if its sign were the decimals'

    def feed_all(self, cells: Collection[str]) -> None:
        """Take stripped, non-empty cells into account; what is no number tells nothing."""
        lines = "\n".join(cells) + "\n"
        if PLAIN_NUMBERS.fullmatch(lines):
            self.signs.add("point" if "." in lines else "none")
            return
        for cell in cells:
            shape = shape_of(cell)
            if shape is not None:
                self.feed(cell, shape)

    def feed(self, text: str, shape: Shape) -> None:
        """Take one number into account."""
        self.signs.add(shape.sign)
        self.names_currency = self.names_currency or shape.currency != ""
        if shape.is_open:
            self.is_odd = self.is_odd or not shape.digits.endswith("000")
            if len(self.open) < MOST_EXAMPLES and text not in self.open:
                self.open.append(text)

    def shown(self) -> Decimal:
        """The decimal sign that the column itself shows.

        In whole numbers a sign with three digits behind it parts thousands, unless all of them are zeros; in a ratio
        it stands before the decimals.
        """
        if {"point", "comma"} & self.signs:
            return decimal_of(self.signs)
        either = {sign.removeprefix("either ") for sign in self.signs if sign.startswith("either")}
        if either == {"point"}:
            return "point" if self.kind == "ratio" else "comma" if self.kind == "whole" and self.is_odd else "unknown"
        if either == {"comma"}:
            return "comma" if self.kind == "ratio" else "point" if self.kind == "whole" and self.is_odd else "unknown"
        return "unknown"


@dataclass(slots=True)
class DateColumn:
    """The dates of one column."""

    orders: set[DayOrder] = field(default_factory=set)
    open: list[str] = field(default_factory=list)  # cells that can be two days
    stamps: set[Stamp] = field(default_factory=lambda: {"excel", "compact", "seconds", "milliseconds"})
    has_numbers: bool = False
    _firsts: set[int] = field(default_factory=set)  # of dates with a year of two digits
    _lasts: set[int] = field(default_factory=set)

    def feed_all(self, cells: Collection[str]) -> None:
        """Take stripped, non-empty cells into account."""
        if cells and PLAIN_DATES.fullmatch("\n".join(cells) + "\n"):
            self.stamps.clear()
            return
        for cell in cells:
            self.feed(cell)

    def feed(self, text: str) -> None:
        """Take one cell into account."""
        if DIGITS.fullmatch(text):
            self.has_numbers = True
            self.stamps &= _stamps(text)
            return
        self.stamps.clear()
        order = order_shown(text)
        if order is None:
            return
        self.orders.add(order)
        if order == "unknown" and len(self.open) < MOST_EXAMPLES and text not in self.open:
            self.open.append(text)
        found = NUMERIC.match(text)
        if found and len(found[4]) == 2:
            self._firsts.add(int(found[1]))
            self._lasts.add(int(found[4]))

    def stamp(self) -> Stamp:
        """What the numbers of the column count; empty when it holds other dates too, or numbers of no known kind."""
        return next(iter(self.stamps)) if self.has_numbers and len(self.stamps) == 1 else ""

    def shown(self) -> DayOrder:
        """Which part of its dates comes first, as the column itself shows it."""
        shown = self.orders - {"unknown"}
        if "year first" in shown and "month first" not in shown:
            return "year first"  # 25/03/04 next to 98/12/31 is no day of March
        if shown == {"day first"} and "unknown" not in self.orders and self._begins_with_years():
            return "year first"
        return shown.pop() if len(shown) == 1 else "unknown"

    def _begins_with_years(self) -> bool:
        """Whether the first numbers keep within few years while the last ones run through the days of months."""
        few = 2 * len(self._firsts) < len(self._lasts) and len(self._lasts) >= FEWEST_DAYS
        return few and min(self._firsts) >= FIRST_YEAR and max(self._lasts) <= 31


def _stamps(digits: str) -> set[Stamp]:
    """What a bare number of a date column can be; no number is two of them."""
    value = float(digits)
    found: set[Stamp] = set()
    if EXCEL_DAYS[0] <= value <= EXCEL_DAYS[1]:
        found.add("excel")
    if len(digits) in (8, 14) and COMPACT.fullmatch(digits):
        found.add("compact")
    elif SECONDS[0] <= value <= SECONDS[1]:
        found.add("seconds")
    elif 1000 * SECONDS[0] <= value <= 1000 * SECONDS[1]:
        found.add("milliseconds")
    return found
