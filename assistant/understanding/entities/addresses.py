"""Web addresses, e-mail addresses, telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.messages import Entity

FEWEST, MOST = 7, 15  # digits of a telephone number; ITU-T E.164 allows 15

_URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"'()]{2,300}[^\s<>\"'().,;:!?]", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(
    r"(?<![\w/.-])(?:\+\d{1,3}[\s.-]?|00\d{1,3}[\s.-])?(?:\(\d{1,5}\)[\s.-]?)?\d{2,5}(?:[\s.-]\d{2,5}){1,4}(?![\w/-])"
    r"|(?<!\w)\+\d{8,15}\b"
)


def links(text: str) -> Iterator[Entity]:
    """Web addresses, then e-mail addresses, in lower case as their value."""
    if "://" in text or "www." in text.lower():
        for match in _URL.finditer(text):
            yield Entity("url", match.group(), *match.span(), value=match.group())
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield Entity("email", match.group(), *match.span(), value=match.group().lower())


def phones(text: str) -> Iterator[Entity]:
    """Telephone numbers; the value is their digits, behind a plus where the country is said."""
    for match in _PHONE.finditer(text):
        written = match.group()
        digits = "".join(letter for letter in written if letter.isdigit())
        if FEWEST <= len(digits) <= MOST:
            abroad = written.startswith(("+", "00"))
            yield Entity("phone", written, *match.span(), value=f"+{digits.removeprefix('00')}" if abroad else digits)
