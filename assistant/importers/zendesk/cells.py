"""What single cells of Zendesk's exports mean."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from assistant.importers.zendesk.words import CUSTOMERS, DELETED, SCORES
from assistant.records.batches.cleaning import NO, YES
from assistant.records.batches.markup import readable
from assistant.records.batches.takes import first_word, mapped, rest_words
from assistant.records.batches.vocabulary import fold

TYPE_TAG = re.compile(r" \[(list|txt|multi|int|dec|flag|date|regexp|look-up)\]$")
SYSTEM = "-1"  # the author of what Zendesk itself writes
SCORE = mapped(SCORES)
GRADES = frozenset("12345")


def field_label(column: str) -> str:
    """How a field without a place of its own is called: its title without its type, or its path's end as words."""
    title = TYPE_TAG.sub("", column)
    if title != column or " " in column:
        return title
    *path, name = column.split(".")
    if path[-1:] == ["custom_fields"]:
        return f"Custom field {name}"  # the export has no titles of these
    if path[:1] == ["metric_set"]:
        kind = " within business hours" if name == "business" else ""
        return _words(path[1] if len(path) > 1 else name) + kind
    return _words(name) if path[-1:] in (["organization_fields"], ["user_fields"]) else _words(".".join((*path, name)))


def _words(name: str) -> str:
    plain = name.replace("_", " ").replace(".", " ")
    return plain[:1].upper() + plain[1:]


def filled(cell: str) -> str:
    """The cell; nothing where Zendesk's pages show a dash for nothing."""
    return "" if cell == "-" else cell


def first_name(cell: str) -> str:
    """The first name of a person's full name; an address or a number has none."""
    return "" if "@" in cell else first_word(cell)


def last_name(cell: str) -> str:
    """The last name of a person's full name; what is no name stays whole, so that the person has one."""
    return cell if "@" in cell else rest_words(filled(cell))


def subject(cells: Sequence[str]) -> str:
    """The first subject there is; messages without one get the words that mail programs show."""
    return next((cell for cell in cells if cell), "(no subject)")


def no_subject(cells: Sequence[str]) -> str:
    """The subject of a ticket whose export has no such column."""
    return subject(())


def body(cells: Sequence[str]) -> str:
    """The first text of a comment's plain or HTML bodies."""
    return next((text for cell in cells if cell and (text := readable(cell))), "(no text)")


def tags(cell: str) -> str:
    """Tags with commas between them: they hold no spaces, and some exports part them by spaces."""
    return cell if cell.startswith("[") or "," in cell else ",".join(filled(cell).split())


def score(cell: str) -> str:
    """A satisfaction score as a grade from 1 to 5; nothing where no customer gave one."""
    found = SCORE(cell)
    return found if found in GRADES else ""


def replied_at(cells: Sequence[str]) -> str:
    """When the first reply came: the ticket's creation, with the minutes until then."""
    created, minutes = cells
    try:
        start = datetime.fromisoformat(created.removesuffix(" UTC"))
        at = start + timedelta(minutes=float(minutes.replace(",", "")))
    except (ValueError, OverflowError):
        return ""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def real_author(cell: str) -> str:
    """The id of a person; nothing for Zendesk itself."""
    return "" if cell == SYSTEM else cell


def said_direction(cells: Sequence[str]) -> str:
    """Which way a comment went, as far as it says so itself: the rest depends on what kind of person its author is."""
    public, author = cells
    if public.lower() in NO:
        return "note"
    return "out" if author == SYSTEM else ""


def is_customer(cell: str) -> bool:
    """Whether a role is a customer's."""
    return fold(cell) in CUSTOMERS


def is_colleague(cell: str) -> bool:
    """Whether a role is an agent's or administrator's."""
    return not is_customer(cell)


def is_kept(cell: str) -> bool:
    """Whether a ticket's status says that it still exists."""
    return cell.lower() not in DELETED


def contrary(cell: str) -> str:
    """No for yes, the other way round."""
    word = cell.lower()
    return "false" if word in YES else "true" if word in NO else ""


def first_domain(cell: str) -> str:
    """The first of an organisation's domains: a JSON list, or words with commas or spaces between them."""
    try:
        several = json.loads(cell) if cell.startswith("[") else cell.replace(",", " ").split()
    except json.JSONDecodeError:
        return ""
    return next((str(one) for one in several), "")


def article_status(cell: str) -> str:
    """Whether an article is a draft or published."""
    return "draft" if cell.lower() in YES else "published"
