"""Types of custom fields: the unknown columns of an import."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.records.batches.dates import ISO_DAY

CustomType = Literal["int", "float", "date", "bool", "text"]
CustomValue = int | float | bool | str

INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})")  # leading zeros make a code, more digits an identifier
FRACTION = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?")
WORDS = {"true": True, "false": False, "yes": True, "no": False}

CONVERT: dict[CustomType, Callable[[str], CustomValue]] = {
    "int": int,
    "float": float,
    "date": str,  # ISO text: JSON has no dates
    "bool": lambda text: WORDS[text.lower()],
    "text": str,
}
FITS: dict[CustomType, Callable[[str], bool]] = {
    "int": lambda text: INTEGER.fullmatch(text) is not None,
    "float": lambda text: FRACTION.fullmatch(text) is not None,
    "date": lambda text: ISO_DAY.fullmatch(text) is not None and _is_day(text),
    "bool": lambda text: text.lower() in WORDS,
}


@dataclass(slots=True)
class TypeGuess:
    """The types that every cell of a column so far fits, narrowest first."""

    fitting: list[CustomType] = field(default_factory=lambda: list(FITS))
    seen: bool = False

    def feed(self, text: str) -> None:
        """Take one stripped, non-empty cell into account."""
        self.seen = True
        if self.fitting:
            self.fitting = [kind for kind in self.fitting if FITS[kind](text)]

    def type(self) -> CustomType:
        """The narrowest type left; a column of blanks is text."""
        return self.fitting[0] if self.fitting and self.seen else "text"


def widest(one: CustomType, other: CustomType) -> CustomType:
    """The type that holds the values of both."""
    if one == other:
        return one
    return "float" if {one, other} == {"int", "float"} else "text"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
