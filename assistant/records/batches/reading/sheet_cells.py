"""Turns the cells of a sheet into text as a person sees it there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from openpyxl import Workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.escape import unescape

from assistant.records.batches.numbers import SYMBOLS, currencies
from assistant.records.batches.reading.numerals import plain_number

CURRENCY = re.compile(r'\[\$([^\]-]+)|"\s*([^"\d]{1,4}?)\s*"')  # [$€-407], "zł"
HALF_SECOND = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True)
class Dress:
    """What the format of a number shows around it."""

    currency: str = ""  # ISO 4217; empty: none, or one of several such as $
    is_percent: bool = False


class Styles:
    """The number formats of a workbook by the style of a cell."""

    def __init__(self, book: Workbook) -> None:
        self._book: Any = book  # what is needed of it is not public
        self._dresses: dict[int, Dress] = {}

    def dress(self, style: int) -> Dress:
        """What the cells of a style show around their numbers."""
        if style not in self._dresses:
            number = self._book._cell_styles[style].numFmtId
            own = number - BUILTIN_FORMATS_MAX_SIZE
            known = self._book._number_formats
            self._dresses[style] = dress_of(known[own] if 0 <= own < len(known) else BUILTIN_FORMATS.get(number, ""))
        return self._dresses[style]


@lru_cache(maxsize=256)
def dress_of(number_format: str) -> Dress:
    """What a number format shows around its numbers."""
    named = {(name or sign).strip() for name, sign in CURRENCY.findall(number_format)}
    known = [code for code in {SYMBOLS.get(name, name) for name in named} if code in currencies()]
    return Dress(known[0] if len(known) == 1 else "", "%" in number_format)


def text_of_cell(value: object, dress: Dress) -> str:
    """A cell as it would stand in a CSV file with ISO dates and a decimal point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value) if "_x" in value else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value, dress)
    if isinstance(value, datetime):
        moment = (value + HALF_SECOND).replace(microsecond=0)  # a day's fraction is not exact
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float, dress: Dress) -> str:
    """A number with the fifteen digits that Excel keeps."""
    if dress.is_percent:
        return f"{plain_number(float(f'{100 * value:.15g}'))}%"
    digits = plain_number(float(f"{value:.15g}") if isinstance(value, float) else value)
    return f"{dress.currency} {digits}" if dress.currency else digits
