"""What counts in the cells of Salesforce exports: record ids, amounts with their currency, picklist words."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence
from functools import lru_cache

from assistant.records.batches.markup import readable

CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
CAPITALS = str.maketrans(
    dict.fromkeys(string.ascii_lowercase + string.digits, "0") | dict.fromkeys(string.ascii_uppercase, "1")
)
SIGNS = {f"{number:05b}"[::-1]: sign for number, sign in enumerate(CHECKSUM)}  # five letters, 1 for each capital → sign
SHORT_ID = re.compile(r"[a-zA-Z0-9]{15}")
LONG_ID = re.compile(r"[a-zA-Z0-9]{15}[a-zA-Z0-5]{3}")
CONVERTED = re.compile(
    r"(?<=\d)\s*\([^()]*\)$"
)  # “USD 1,200.00 (EUR 1,100.00)”: the second one is the reader's own currency
CODE = re.compile(r"^([A-Z]{3})\s*(?=[-+\d(])|(?<=[\d)])\s*([A-Z]{3})$")
IN_BRACKETS = re.compile(r"\((.*)\)")
YES = frozenset({"true", "yes", "1"})


@lru_cache(maxsize=65536)
def record_id(cell: str) -> str:
    """The 18 characters of a record id, so that its short form names the same record; other text stays.

    The last three characters tell which of the first fifteen are capitals, five a character, the lowest bit first
    (Salesforce: "CASESAFEID"); they give an id its capitals back that went through a system without case.
    """
    if SHORT_ID.fullmatch(cell):
        return cell + _suffix(cell)
    if LONG_ID.fullmatch(cell):
        ending = cell[15:].upper()
        if ending == _suffix(cell[:15]):
            return cell[:15] + ending
        return "".join(_cased(cell[5 * part : 5 * part + 5], sign) for part, sign in enumerate(ending)) + ending
    return cell


def id_of(*prefixes: str) -> Callable[[str], str]:
    """The record ids that start like this, as the first three characters tell a record's object; others are nothing."""
    return lambda cell: record_id(cell) if cell.startswith(prefixes) else ""


def user_id(cell: str) -> str:
    """The id of an owner, unless it is a queue."""
    return "" if is_queue(cell) else record_id(cell)


def is_queue(cell: str) -> bool:
    """Whether an owner is a queue (a Group) rather than a user."""
    return cell.startswith("00G")


def is_user(cell: str) -> bool:
    """Whether an owner is a user."""
    return bool(cell) and not is_queue(cell)


def amount(cell: str) -> str:
    """The number of an amount that may have its currency beside it; brackets around it mean less than nothing."""
    plain = CODE.sub("", CONVERTED.sub("", cell)).strip()
    negative = IN_BRACKETS.fullmatch(plain)
    return f"-{CODE.sub('', negative[1])}" if negative else plain


def currency(cell: str) -> str:
    """The currency code beside an amount; empty for none."""
    found = CODE.search(CONVERTED.sub("", cell).strip("()"))
    return (found[1] or found[2]) if found else ""


def is_true(cell: str) -> bool:
    """Whether a checkbox is ticked: true in Data Loader's files, 1 in weekly exports and reports."""
    return cell.lower() in YES


def is_false(cell: str) -> bool:
    """Whether a checkbox is not ticked."""
    return not is_true(cell)


def first_filled(cells: Sequence[str]) -> str:
    """The first of several cells that is not blank."""
    return next((cell for cell in cells if cell), "")


def first_text(cells: Sequence[str]) -> str:
    """The first cell that is not blank, without markup."""
    return next((text for cell in cells if cell and (text := readable(cell))), "")


def spaced(cells: Sequence[str]) -> str:
    """Several cells with a space between them."""
    return " ".join(cell for cell in cells if cell)


def plain_name(cell: str) -> str:
    """A name of two words, which are a first and a last one; of more words nobody knows which belongs to which."""
    return cell if len(cell.replace(",", " ").split()) == 2 else ""


def inverse(cell: str) -> str:
    """One divided by a number; what is no number stays, to be refused by name."""
    try:
        return repr(1 / float(cell))
    except (ValueError, ZeroDivisionError):
        return cell


def _suffix(fifteen: str) -> str:
    bits = fifteen.translate(CAPITALS)
    return SIGNS[bits[:5]] + SIGNS[bits[5:10]] + SIGNS[bits[10:]]


def _cased(five: str, sign: str) -> str:
    bits = CHECKSUM.index(sign)
    return "".join(letter.upper() if bits >> place & 1 else letter.lower() for place, letter in enumerate(five))
