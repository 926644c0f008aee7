"""HubSpot's tickets."""

from __future__ import annotations

from assistant.importers.hubspot.cells import subject, ticket_status
from assistant.importers.hubspot.common import (
    CHANGED,
    COMPANY,
    CREATED,
    KEY,
    OWNER,
    contact_as,
    implied_company,
    kind_of,
)
from assistant.importers.hubspot.words import CHANNELS, PRIORITIES, TYPES
from assistant.records.batches.headers import Named, named
from assistant.records.batches.layout import Field
from assistant.records.batches.markup import readable
from assistant.records.batches.takes import among, first_of, moment

ASSIGNEE = Named(
    OWNER.headers,
    tuple(Field("assignee_id", "", "user", by=one.by, take=one.take, may_miss=True) for one in OWNER.fields),
)

TICKET = kind_of(
    "ticket",
    (
        ("ticket name",),
        ("ticket status", "pipeline"),
        ("ticket status", "record id"),
        ("ticket status", "ticket description"),
        ("ticket status", "hubspot owner"),
    ),
    (
        KEY,
        named("number", "ticket id", "record id", "id"),
        Named(("ticket name", "subject"), (Field("subject", "", join=subject),)),
        named("description", "ticket description", take=readable),
        Named(
            ("ticket status",),
            (Field("status", "", also_from=("close date", "closed date"), join=ticket_status, keep=True),),
        ),
        named("priority", "priority", take=among(PRIORITIES), keep=True),
        named("type", "category", take=lambda cell: among(TYPES)(first_of(cell)), keep=True),
        named("channel", "source", take=among(CHANNELS, other="other"), keep=True),
        named("tags", "tags"),
        named("solved_at", "close date", "closed date", take=moment),
        named("first_response_at", "first agent response date", take=moment),
        named("sla_due_at", "time to close sla due date", take=moment),
        *COMPANY,
        *contact_as("contact_id"),
        ASSIGNEE,
        CREATED,
        CHANGED,
    ),
    unless=frozenset({"deal name", "lead name"}),
    more=(implied_company,),
)
