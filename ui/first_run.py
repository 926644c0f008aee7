"""Who can sign in when a home is new."""

from __future__ import annotations

from datetime import timedelta

from assistant.errors import NotFound, OperatorFixable
from assistant.records.people import People

ADMINISTRATOR = "admin"
LINK_LASTS = timedelta(minutes=30)


class NoAdministrator(OperatorFixable):
    """The server was asked to listen beyond this machine before anyone could guard it."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"No administrator has a password yet, so the server does not listen on {host}: "
            "start it on 127.0.0.1, sign in, choose a password, then try again."
        )


def welcome_token(people: People) -> str | None:
    """A one-time link's token for the administrator of a new home; None once one has a password."""
    if people.has_administrator():
        return None
    return people.issue_token("welcome", _administrator(people), ttl=LINK_LASTS, label="first run")


def _administrator(people: People) -> int:
    try:
        found = people.user_by_name(ADMINISTRATOR)
    except NotFound:
        return people.add_user(ADMINISTRATOR, role="admin")
    if found.role != "admin":
        people.set_role(found.id, "admin")
    return found.id
