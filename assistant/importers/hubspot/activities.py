"""HubSpot's calls, e-mails, meetings, notes, tasks."""

from __future__ import annotations

from assistant.importers.hubspot.cells import held_at, lower_words
from assistant.importers.hubspot.common import (
    CHANGED,
    COMPANY,
    CREATED,
    DEAL_IDS,
    DEALS,
    KEY,
    OWNER,
    TICKET_IDS,
    contact_as,
    kind_of,
)
from assistant.importers.hubspot.words import KINDS, PRIORITIES
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.kinds import Kind
from assistant.records.batches.layout import Field, Only
from assistant.records.batches.markup import readable
from assistant.records.batches.takes import among, first_of, moment

KIND = among(KINDS)
OTHERS = frozenset({"deal name", "deal stage", "ticket name", "ticket status", "first name", "last name", "lead name"})
AROUND = (
    *COMPANY,
    *contact_as("contact_id"),
    Named(DEAL_IDS, (Field("deal_id", "", "deal", take=first_of, keep=True, may_miss=True),)),
    Named(DEALS, (Field("deal_id", "", "deal", by="name", take=first_of, keep=True, may_miss=True),)),
    Named(TICKET_IDS, (Field("ticket_id", "", "ticket", take=first_of, keep=True, may_miss=True),)),
    OWNER,
    CREATED,
    CHANGED,
)
WHEN = named("done_at", "activity date", take=moment)


def _kind(kind: str, marks: tuple[str, ...], *fields: Named) -> Kind:
    return kind_of(
        "activity",
        tuple((mark,) for mark in marks),
        (KEY, *fields, *AROUND),
        unless=OTHERS | {"activity type"},
        constants={"kind": kind},
    )


def _of_known_type(header: Header) -> Only | None:
    return Only(header.column("activity type"), lambda cell: bool(KIND(cell)))


CALL = _kind(
    "call",
    ("call title", "call notes", "call outcome", "call status", "call direction", "call duration"),
    named("subject", "call title"),
    named("body", "call notes", take=readable),
    named("status", "call outcome", "call status", take=lower_words),
    WHEN,
)
EMAIL = _kind(
    "email",
    ("email subject", "email body", "email send status", "email direction"),
    named("subject", "email subject"),
    named("body", "email body", take=readable),
    named("status", "email send status", take=lower_words),
    WHEN,
)
MEETING = _kind(
    "meeting",
    ("meeting name", "meeting start time", "meeting outcome", "meeting description"),
    named("subject", "meeting name"),
    named("body", "meeting description", take=readable),
    named("status", "meeting outcome", take=lower_words),
    named("due_at", "meeting start time", "activity date", take=moment),
    Named(
        ("meeting start time", "activity date"),
        (Field("done_at", "", also_from=("meeting outcome",), join=held_at),),
    ),
)
NOTE = _kind("note", ("note body",), named("body", "note body", take=readable), WHEN)
TASK = _kind(
    "task",
    ("task title", "task notes", "task status", "task type"),
    named("subject", "task title"),
    named("body", "task notes", take=readable),
    named("status", "task status", take=lower_words),
    named("priority", "priority", take=among(PRIORITIES)),
    named("due_at", "due date", "activity date", take=moment),
    named("done_at", "completed at", take=moment),
)
MIXED = kind_of(
    "activity",
    (("activity type", "activity date"),),
    (
        KEY,
        named("kind", "activity type", take=KIND),
        named("subject", "subject", "title", "call title", "email subject", "meeting name", "task title"),
        named("body", "body", "note body", "call notes", "email body", take=readable),
        named("status", "status", take=lower_words),
        WHEN,
        *AROUND,
    ),
    unless=OTHERS,
    only=_of_known_type,
)
