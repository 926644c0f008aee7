"""Which labels a person may say, with what follows from each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from assistant.errors import Forbidden, NotFound, UserFixable
from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.messages import Label, Reading
from assistant.records.corrections import FIELDS
from assistant.records.ownintents import IntentView
from assistant.understanding.labels import SENTIMENTS, URGENCIES
from assistant.views import UserView

CORRECTORS = ("agent", "manager", "admin")
LEADS = ("manager", "admin")
LONGEST_TITLE, LONGEST_DESCRIPTION = 60, 500  # characters


class CannotTeach(UserFixable):
    """A correction or an intent that makes no sense as it stands."""


def may_correct(user: UserView) -> None:
    """Refuse those who only look.

    Raises:
        Forbidden: The role may not correct labels.
    """
    if user.role not in CORRECTORS:
        raise Forbidden("correct labels")


def may_lead(user: UserView) -> None:
    """Refuse those who may not say which intents there are.

    Raises:
        Forbidden: The role may not make or retire intents.
    """
    if user.role not in LEADS:
        raise Forbidden("make or retire intents")


def values(field: str, own: Sequence[IntentView]) -> tuple[str, ...]:
    """Every label of a field.

    Raises:
        CannotTeach: There is no such field.
    """
    named = {
        "intent": (*CUSTOMER_SERVICE.names, *(one.name for one in own)),
        "sentiment": SENTIMENTS,
        "urgency": URGENCIES,
        "frustrated": ("yes", "no"),
    }
    if field not in named:
        raise CannotTeach(f"There is no label {field!r} to correct: choose {', '.join(FIELDS)}.")
    return named[field]


def known(field: str, value: str, own: Sequence[IntentView]) -> str:
    """A label as it is written, whatever a person's capitals and spaces.

    Raises:
        NotFound: The field has no such label.
    """
    allowed = values(field, own)
    wanted = "_".join(value.strip().casefold().replace("-", "_").split())
    if wanted not in allowed:
        raise NotFound(field, value, near=tuple(get_close_matches(wanted, allowed, n=2)))
    return wanted


def read_label(reading: Reading, field: str) -> Label | None:
    """What a reading says of a field; what carries no confidence of its own is taken at even odds."""
    if field in ("intent", "sentiment"):
        found: Label | None = getattr(reading, field)
        return found
    said = reading.urgency if field == "urgency" else yes_or_no(reading.frustrated)
    return None if said is None else Label(said, 0.5, "low")


def yes_or_no(value: bool | None) -> str | None:
    """Frustration as a word."""
    return None if value is None else "yes" if value else "no"


def waits(intent: str, text: str, reading: Reading, own: Sequence[IntentView]) -> bool:
    """Whether a message of this intent waits for an answer."""
    if intent == "spam":
        return False
    for one in own:
        if one.name == intent:
            return one.needs_reply or "?" in text or bool(reading.frustrated)
    return CUSTOMER_SERVICE.intent(intent).needs_reply or "?" in text or bool(reading.frustrated)


def name_of(title: str, taken: Sequence[str]) -> str:
    """The name of a new intent: its title in small letters and underscores.

    Raises:
        CannotTeach: The title has no letters, is too long, or another intent has the name.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    name = "_".join(re.findall(r"[a-z0-9]+", plain))
    if not name or not re.search("[a-z]", name):
        raise CannotTeach("An intent needs a title of a few words, such as “Warranty claim”.")
    if len(title) > LONGEST_TITLE:
        raise CannotTeach(f"That title has {len(title)} characters; {LONGEST_TITLE} are enough.")
    if name in taken:
        raise CannotTeach(f"There is an intent {name!r} already; choose another title, or correct messages to it.")
    return name
