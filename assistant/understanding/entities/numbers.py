"""Numbers of orders, invoices, tickets in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.messages import Entity

_NUMBER = r"(?:[A-Z]{1,6}[-/]?)?\d[\dA-Z]*(?:[-/][\dA-Z]+){0,4}"
_MARK = r"(?:\s{0,2}(?:no\.?|nr\.?|num(?:ber)?s?|id|ref(?:erence)?|code|is|was|=|:|#|№|\()){0,3}\s{0,2}#?\s?"
_ID = rf"(?P<id>(?=[\w/-]{{0,40}}\d[\w/-]{{0,40}}\d){_NUMBER})\b"

NAMED = (
    ("invoice_number", rf"\b(?:invoice|inv|bill|receipt|credit note)s?\b{_MARK}{_ID}|\b(?P<id2>INV[-/]?\d[\d/-]*\d)\b"),
    ("ticket_number", rf"\b(?:ticket|case|complaint|incident)s?\b{_MARK}{_ID}"),
    ("order_number", rf"\b(?:order|purchase|booking|po|parcel|tracking|shipment)s?\b{_MARK}{_ID}"),
)
HASHED = r"(?<![\w#&])#(?P<id>[A-Z]{0,4}-?\d{3,14})\b"
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in NAMED)
_HASHED = re.compile(HASHED, re.IGNORECASE)
_DAY = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[/]\d{1,2}[/]\d{2,4}|\d{1,3}(?:st|nd|rd|th|x|h|am|pm|min|kg|cm|mm|lb|oz|gb|mb|k)",
    re.IGNORECASE,
)


def named(text: str) -> Iterator[Entity]:
    """Numbers that a word says the kind of: "invoice 2291", "PO no. 77-1"."""
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            group = match.lastgroup or 0
            number = match.group(group)
            if not _DAY.fullmatch(number):
                yield Entity(kind, number, *match.span(group), value=number.upper())


def hashed(text: str) -> Iterator[Entity]:
    """Numbers with nothing but a hash before them, which are most often orders."""
    for match in _HASHED.finditer(text):
        yield Entity("order_number", match["id"], *match.span("id"), value=match["id"].upper())
