"""Types of custom fields: the unknown columns of an import."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal

from assistant.records.batches.cleaning import NO_WORDS, YES_WORDS
from assistant.records.batches.dates import DIGITS, DateFormat, parse_date, parse_moment
from assistant.records.batches.evidence import PLAIN_DATES, DateColumn, NumberColumn
from assistant.records.batches.formats import Format
from assistant.records.batches.numbers import Shape, shape_of
from assistant.records.batches.problem import BadCell

CustomType = Literal["int", "float", "date", "datetime", "bool", "text"]
"""What a custom field holds as JSON: numbers, truth, ISO text of a day or of a moment in UTC, text."""
CustomValue = int | float | bool | str

PLAIN_QUANTITIES = re.compile(r"(?:-?(?:0|[1-9][0-9]{0,10})(?:\.(?:[0-9]{1,2}|[0-9]{4,10}))?\n)*+")
CODE = re.compile(r"0[0-9]|\+|.*[.,]$")  # 007, +49 …, 1.: numbered, but no quantity
LONGEST_QUANTITY = 15  # digits; longer ones are identifiers
PHONE_DIGITS = 9  # in groups of three, on every row: Polish or Spanish telephone numbers
SHORT_DAY = re.compile(r"[0-9]\.[0-9]{1,2}\.[0-9]{2}|[0-9]{2}\.[0-9]\.[0-9]{2}")  # 1.2.03 is a version
LONGEST_DATE = 60  # characters
CLOCK = re.compile(r"[0-9]:[0-9]{2}|[0-9] ?[AaPp]\.?[Mm]")
ANY_ORDER = (DateFormat("day first", latest_year=2050), DateFormat("month first", latest_year=2050))


@dataclass(slots=True)
class TypeGuess:
    """What every cell of an unknown column so far can be."""

    numbers: NumberColumn | None = field(default_factory=NumberColumn)  # None: some cell is no number
    dates: DateColumn | None = field(default_factory=DateColumn)  # None: some cell is no date
    is_bool: bool = True
    seen: bool = False
    has_parts: bool = False  # a number with decimals, or a percentage
    has_clocks: bool = False
    currencies: set[str] = field(default_factory=set)
    _like_phones: bool = True

    @property
    def is_text(self) -> bool:
        """Whether nothing but text is left, so that no further cell matters."""
        return self.numbers is None and self.dates is None and not self.is_bool

    def feed_all(self, cells: Collection[str]) -> None:
        """Take stripped, non-empty cells into account; those that no one can read in two ways go in together."""
        if self.is_text or not cells:
            return
        lines = "\n".join(cells) + "\n"
        if self.numbers is not None and PLAIN_QUANTITIES.fullmatch(lines):
            self.seen, self.is_bool, self.dates, self._like_phones = True, False, None, False
            self.numbers.signs.add("point" if "." in lines else "none")
            self.has_parts = self.has_parts or "." in lines
        elif self.dates is not None and PLAIN_DATES.fullmatch(lines):
            self.seen, self.is_bool, self.numbers = True, False, None
            self.has_clocks = self.has_clocks or ":" in lines
        else:
            for cell in cells:
                self.feed(cell)

    def feed(self, text: str) -> None:
        """Take one stripped, non-empty cell into account."""
        self.seen = True
        self.is_bool = self.is_bool and text.lower() in YES_WORDS | NO_WORDS
        if self.numbers is not None:
            shape = shape_of(text)
            if shape is None or CODE.match(text) or len(shape.digits) > LONGEST_QUANTITY + shape.digits.count("'"):
                self.numbers = None
            else:
                self.numbers.feed(text, shape)
                self._note(shape)
        if self.dates is not None:
            if is_date(text):
                self.dates.feed(text)
                self.has_clocks = self.has_clocks or CLOCK.search(text) is not None
            else:
                self.dates = None

    def type(self, how: Format) -> CustomType:
        """The narrowest type that holds every cell, once it is known how the column is written; text for blanks."""
        if not self.seen:
            return "text"
        if self.is_bool:
            return "bool"
        if self.numbers is not None and len(self.currencies) < 2 and not self._like_phones:
            return "float" if self.has_parts or self._has_decimals(how) else "int"
        if self.dates is not None:
            return "datetime" if self.has_clocks else "date"
        return "text"

    def _note(self, shape: Shape) -> None:
        self.has_parts = self.has_parts or shape.is_whole is False
        self._like_phones = self._like_phones and shape.digits.replace("'", "").isdecimal() and "'" in shape.digits
        self._like_phones = self._like_phones and len(shape.digits.replace("'", "")) == PHONE_DIGITS
        if shape.currency:
            self.currencies.add(shape.currency)

    def _has_decimals(self, how: Format) -> bool:
        """Whether a cell that can be two numbers is the one with decimals."""
        return self.numbers is not None and f"either {how.decimal}" in self.numbers.signs


def converter(kind: CustomType, how: Format) -> Callable[[str], CustomValue]:
    """The conversion of a custom field: stripped, non-empty text → JSON value.

    It raises BadCell where the column leaves open what a cell means.
    """
    conversions: dict[CustomType, Callable[[str], CustomValue]] = {
        "int": lambda text: int(_number(text, how)),
        "float": lambda text: _number(text, how),
        "date": lambda text: parse_date(text, how.dates).isoformat(),
        "datetime": lambda text: parse_moment(text, how.dates).isoformat(),
        "bool": lambda text: text.lower() in YES_WORDS,
    }
    return conversions.get(kind, str)


def widest(one: CustomType, other: CustomType) -> CustomType:
    """The type that holds the values of both."""
    if one == other:
        return one
    for pair, wide in WIDER.items():
        if {one, other} == pair:
            return wide
    return "text"


WIDER: dict[frozenset[str], CustomType] = {
    frozenset({"int", "float"}): "float",
    frozenset({"date", "datetime"}): "datetime",
}


def is_date(text: str) -> bool:
    """Whether a cell by itself can be nothing but a date."""
    if DIGITS.fullmatch(text) or SHORT_DAY.match(text) or len(text) > LONGEST_DATE:
        return False
    for order in ANY_ORDER:
        try:
            parse_moment(text, order)
        except BadCell:
            continue
        return True
    return False


def _number(text: str, how: Format) -> float:
    shape = shape_of(text)
    if shape is None:
        raise BadCell(f"{text[:40]!r} is no number")
    try:
        return shape.value(how.decimal)
    except ValueError as error:
        raise BadCell(f"{text!r} can be two numbers") from error
