"""What single cells of HubSpot's exports mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.importers.hubspot.words import STATUSES
from assistant.records.batches.cleaning import NO, YES
from assistant.records.batches.takes import among, first_of, plain_words

ADDRESS = re.compile(r"[^\s()<>;,]+@[^\s()<>;,]+")
GONE = re.compile(r"\s*\((deactivated|removed)( user)?\)\s*$", re.IGNORECASE)
NOBODY = frozenset({"no owner", "unassigned", "kein zuständiger mitarbeiter", "aucun propriétaire", "sin propietario"})
IN_BRACKETS = re.compile(r"\s*[(<]([^()<>]*)[)>]\s*$")
SMALL_WORDS = frozenset({"And", "Or", "Of", "The", "For", "In"})
NOT_HELD = frozenset({"scheduled", "rescheduled", "canceled", "cancelled", "no show", "no_show"})
STATUS = among(STATUSES)


def property_label(column: str) -> str:
    """How a property of the company's own is called: its label, or its internal name as words.

    The list of associated records has a name that is not its column's, under which a reference waits for its record.
    """
    if column.lower().startswith("associated "):
        return f"All {column[:1].lower()}{column[1:]}"
    if " " in column or column != column.lower():
        return column
    return column.removeprefix("properties.").removeprefix("hs_").replace("_", " ").capitalize()


def owner_key(cell: str) -> str:
    """The id of an owner, where the export holds internal values."""
    return cell if cell.isdecimal() else ""


def owner_email(cell: str) -> str:
    """The address of an owner who is written with it, or by it alone."""
    found = ADDRESS.search(cell)
    return found[0].lower() if found else ""


def owner_name(cell: str) -> str:
    """The name of an owner; the address of one without a name; nothing for an id."""
    plain = GONE.sub("", cell)
    if plain.isdecimal() or plain.lower() in NOBODY:
        return ""
    return IN_BRACKETS.sub("", plain) if owner_email(plain) else plain


def nameless_owner(cell: str) -> str:
    """The name of an owner if there is no address to find that user by."""
    return "" if owner_email(cell) else owner_name(cell)


def person_email(cell: str) -> str:
    """The address of the first of several people, such as “Ada Okafor (ada@example.com); …”."""
    return owner_email(first_of(cell))


def person_name(cell: str) -> str:
    """The name of the first of several people."""
    return IN_BRACKETS.sub("", first_of(cell))


def nameless_person(cell: str) -> str:
    """The name of the first of several people if there is no address to find that person by."""
    return "" if person_email(cell) else person_name(cell)


def company_name(cell: str) -> str:
    """The name of the first of several companies, without a domain in brackets behind it."""
    first = first_of(cell)
    behind = IN_BRACKETS.search(first)
    return first[: behind.start()] if behind and "." in behind[1] and " " not in behind[1] else first


def industry(cell: str) -> str:
    """An industry's code, COMPUTER_SOFTWARE, as its words, “Computer Software”."""
    if plain_words(cell) == cell:
        return cell
    words = cell.replace("_", " ").title().split()
    return " ".join(word.lower() if word in SMALL_WORDS else word for word in words)


def status_words(cell: str) -> str:
    """A lead status: the code NEW or IN_PROGRESS as its label, “New”, “In progress”."""
    return cell.replace("_", " ").capitalize() if cell.isupper() else cell


def lower_words(cell: str) -> str:
    """A label or an upper-case code as lower-case words: NOT_STARTED, “not started”."""
    return cell.replace("_", " ").lower()


def either(cells: Sequence[str]) -> str:
    """True if any cell says yes, false if any says no, else nothing."""
    said = {cell.lower() for cell in cells}
    if said & YES:
        return "true"
    return "false" if said & NO else ""


def won_by_chance(cell: str) -> str:
    """Whether a deal's stage is a won one: those stages alone have a probability of 1."""
    chance = _fraction(cell)
    return "" if chance is None else "true" if chance >= 1 else "false"


def closed_by_chance(cell: str) -> str:
    """Whether a deal's stage is a closed one: those stages alone have a probability of 0 or 1."""
    chance = _fraction(cell)
    return "" if chance is None else "true" if chance <= 0 or chance >= 1 else "false"


def chance(cell: str) -> str:
    """A probability as a fraction or with its sign: HubSpot writes 0.4, older exports 40."""
    value = _fraction(cell)
    return cell if value is None or cell.endswith("%") else str(value)


def ticket_status(cells: Sequence[str]) -> str:
    """A ticket's status from its stage; of a stage with a name of its own the close date tells."""
    stage, *dates = cells
    return STATUS(stage) or ("closed" if any(dates) else "open" if stage else "")


def subject(cells: Sequence[str]) -> str:
    """A ticket's name; one without gets the words that mail programs show."""
    return next((cell for cell in cells if cell), "(no subject)")


def full_name(cells: Sequence[str]) -> str:
    """First with last name, else the last of the cells, such as an address."""
    *names, other = cells
    return " ".join(name for name in names if name) or other


def held_at(cells: Sequence[str]) -> str:
    """When a meeting took place: at its start, unless its outcome says that it did not, or not yet."""
    start, outcome = cells
    return "" if lower_words(outcome) in NOT_HELD else start


def share_of_price(cells: Sequence[str]) -> str:
    """A discount per unit, in money, as a fraction (0 to 1) of the unit's price."""
    first, *prices = cells
    try:
        discount, price = (float(cell.replace(",", "")) for cell in (first, next(filter(None, prices), "")))
    except ValueError:
        return ""
    return f"{discount / price:.6f}" if 0 <= discount <= price and price else ""


def deal_order(cell: str) -> str:
    """The key of the order that a deal's line items make up."""
    return f"deal:{first_of(cell)}"


def _fraction(cell: str) -> float | None:
    try:
        value = float(cell.removesuffix("%"))
    except ValueError:
        return None
    return value / 100 if cell.endswith("%") or value > 1 else value
