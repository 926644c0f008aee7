"""Writes a number of a typed format so that no reader takes it for another one."""

from __future__ import annotations

import re

LOOKS_GROUPED = re.compile(r"-?\d{1,3}\.\d{3}")


def plain_number(value: float) -> str:
    """Digits with a decimal point; 1.234 becomes 1.2340, which cannot be one thousand two hundred thirty-four.

    Args:
        value: Any number; a whole one loses its decimals, so that the key 1042.0 is 1042.
    """
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return f"{text}0" if LOOKS_GROUPED.fullmatch(text) else text
