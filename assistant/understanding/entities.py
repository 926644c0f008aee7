"""What a message names by number or address, each with its place in the text."""

from __future__ import annotations

import re

from assistant.messages import Entity

READ = 100_000  # characters of a message that are searched
MOST = 100  # entities of one message

_NUMBER = r"(?:[A-Z]{1,6}[-/]?)?\d[\dA-Z]*(?:[-/][\dA-Z]+){0,4}"
_MARK = r"(?:\s{0,2}(?:no\.?|nr\.?|num(?:ber)?|id|ref(?:erence)?|code|is|was|=|:|#|№)){0,3}\s{0,2}#?\s?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_MONEY = r"(?:US\$|C\$|A\$|[$€£¥₹]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|INR|JPY|SEK|NOK|DKK|PLN)\b)"
_AMOUNT = r"\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"

PATTERNS = (
    ("url", r"(?:https?://|www\.)[^\s<>\"'()]{2,300}[^\s<>\"'().,;:!?]"),
    ("email", r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    (
        "invoice_number",
        rf"\b(?:invoice|inv|bill|receipt)s?\b{_MARK}(?P<id>(?=[\w/-]*\d[\w/-]*\d){_NUMBER})\b|\b(?P<id2>INV[-/]?\d[\d/-]*\d)\b",
    ),
    ("ticket_number", rf"\b(?:ticket|case|complaint|incident)s?\b{_MARK}(?P<id>(?=[\w/-]*\d[\w/-]*\d){_NUMBER})\b"),
    (
        "order_number",
        rf"\b(?:order|purchase|booking|po|parcel|tracking|shipment)s?\b{_MARK}(?P<id>(?=[\w/-]*\d[\w/-]*\d){_NUMBER})\b",
    ),
    (
        "amount",
        rf"{_MONEY}\s?(?:{_AMOUNT})(?:\s?[kKmM]\b)?|\b(?:{_AMOUNT})\s?(?:{_MONEY}|(?:dollars|euros?|pounds|quid|rupees|bucks)\b)",
    ),
    (
        "date",
        r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b"
        rf"|\b{_DAY}(?: of)? {_MONTH}\b\.?(?:,? \d{{4}}\b)?|\b{_MONTH}\.? {_DAY}\b(?:,? \d{{4}}\b)?",
    ),
    (
        "phone",
        r"(?<![\w/-])(?:\+\d{1,3}[\s.-]?)?(?:\(\d{1,5}\)[\s.-]?)?\d{2,5}(?:[\s.-]\d{2,5}){1,4}(?![\w/-])|(?<!\w)\+\d{8,15}\b",
    ),
    ("order_number", r"(?<![\w#&])#(?P<id>[A-Z]{0,4}-?\d{3,14})\b"),
)
"""Kind and pattern, most telling first: a stretch of text belongs to the first pattern that takes it."""

_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in PATTERNS)


def entities_of(text: str) -> tuple[Entity, ...]:
    """Find order, invoice and ticket numbers, addresses, phone numbers, amounts, dates, links.

    Returns:
        Entities in order of their place, without overlaps; `start` and `end` count characters of `text`.
    """
    taken: list[Entity] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text[:READ]):
            group = match.lastgroup or 0
            start, end = match.span(group)
            if kind == "phone" and not 7 <= sum(letter.isdigit() for letter in match.group()) <= 15:
                continue
            if all(end <= other.start or start >= other.end for other in taken):
                taken.append(Entity(kind, text[start:end], start, end))
            if len(taken) == MOST:
                break
    return tuple(sorted(taken[:MOST], key=lambda entity: entity.start))
