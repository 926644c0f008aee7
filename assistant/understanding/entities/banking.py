"""Numbers of bank accounts and payment cards, which never leave this file unmasked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.messages import Entity

MASK = "••••"

_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{4}){2,7}(?:[ -]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
)
_CARD = re.compile(
    r"(?<![\w-])(?:[34569]\d{3}[ -]\d{4}[ -]\d{4}[ -]\d{4}|3\d{3}[ -]\d{6}[ -]\d{5}|[3456]\d{12,18})(?![\w-])"
)
_OTHER = re.compile(
    r"(?:order|invoice|tracking|parcel|shipment|ticket|case|booking|reference|imei|serial|ref)\D{0,20}$", re.IGNORECASE
)
_NAMED_WITHIN = 40  # characters before a number in which a word may say that it is something else


def found(text: str) -> Iterator[Entity]:
    """Account numbers (IBAN, ISO 13616, check digits right), then card numbers (ISO/IEC 7812, Luhn digit right).

    `text` and `value` are masked but for the last four characters; start and end show where the number stands.
    """
    for match in _IBAN.finditer(text):
        number = re.sub(r"[ -]", "", match.group()).upper()
        end = match.end()
        while (
            len(number) >= 15
            and not _iban_is_right(number)
            and match.group()[: end - match.start()].rstrip()[-1:].isalpha()
        ):
            end = match.start() + max(match.group().rfind(" ", 0, end - match.start()), 0)
            number = re.sub(r"[ -]", "", text[match.start() : end]).upper()
        if 15 <= len(number) <= 34 and _iban_is_right(number):
            masked = f"{number[:2]}{MASK}{number[-4:]}"
            yield Entity("iban", masked, match.start(), end, value=masked)
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        bare = digits == match.group()
        if luhn_is_right(digits) and not (
            bare and _OTHER.search(text[max(0, match.start() - _NAMED_WITHIN) : match.start()])
        ):
            masked = f"{MASK}{digits[-4:]}"
            yield Entity("card_number", masked, *match.span(), value=masked)


def luhn_is_right(digits: str) -> bool:
    """Whether the last digit checks the others (Luhn, 1960)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 * (doubled > 9)
    return total % 10 == 0


def _iban_is_right(number: str) -> bool:
    """Whether the number is 1 modulo 97 with its first four characters at the end, letters as 10 to 35."""
    turned = number[4:] + number[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
