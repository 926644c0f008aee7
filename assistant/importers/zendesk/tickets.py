"""Zendesk's tickets, with the people or organisations that they name."""

from __future__ import annotations

from assistant.importers.zendesk.cells import (
    filled,
    is_colleague,
    is_customer,
    is_kept,
    no_subject,
    replied_at,
    score,
    subject,
    tags,
)
from assistant.importers.zendesk.people import (
    BY_NAME,
    EMPLOYER,
    KEY,
    ROLE,
    TIMES,
    named_organisation,
    person,
    technical,
)
from assistant.importers.zendesk.words import CHANNELS, PRIORITIES, STATUSES, TYPES
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.kinds import Kind
from assistant.records.batches.layout import Field, Layout, Only
from assistant.records.batches.markup import readable
from assistant.records.batches.takes import among

REPEATED = ("fields.", "requester.", "assignee.", "submitter.", "organization.", "group.")
ABOUT_ITSELF = (
    "metric_set.id",
    "metric_set.ticket_id",
    "metric_set.created_at",
    "metric_set.updated_at",
    "satisfaction_rating.id",
)
AGENT = {"role": "agent"}


def _reference(name: str, start: str, to: str, other: str = "") -> tuple[Named, ...]:
    """A person by id, address or name, under headers such as “requester id”, “requester email”, “requester”."""
    return (
        Named((f"{start} id",), (Field(name, "", to, also=other, take=filled, may_miss=True),)),
        Named((f"{start} email",), (Field(name, "", to, by="email", also=other, take=filled, may_miss=True),)),
        Named((start,), (Field(name, "", to, by="name", also=other, take=filled, may_miss=True),)),
    )


def _ignored(header: Header, fields: tuple[Field, ...]) -> frozenset[str]:
    nested = {column for start in REPEATED for column in header.columns if column.lower().startswith(start)}
    people = {header.column(name) for who in ("requester", "assignee") for name in (who, f"{who} id", f"{who} email")}
    told = {header.column(name) for name in ("raw subject", "organization", *ABOUT_ITSELF)} | people
    return technical(header, fields) | frozenset(nested | told) - {""} - {one.column for one in fields}


def _people(header: Header) -> tuple[Layout, ...]:
    """Whom a ticket names: the customer who asks, agents, whoever the roles beside their names say that they are."""
    layouts: list[Layout] = []
    for who in ("requester", "submitter", "assignee"):
        layouts += _person(header, who, header.column(f"{who} role"), is_staff=who == "assignee")
    return tuple(layouts)


def _person(header: Header, who: str, role: str, *, is_staff: bool) -> tuple[Layout, ...]:
    key = Named((f"{who} id",), (Field("source_id", ""),))
    name, email = header.column(who), header.column(f"{who} email")
    if not name and not email:
        return ()
    customer = (key, *person(who, f"{who} email"), *(EMPLOYER if who == "requester" else ()))
    colleague = (key, named("name", who, take=filled), named("email", f"{who} email", take=filled))
    if role:
        roles = (named("role", f"{who} role", take=ROLE),)
        return (
            header.implied("contact", customer, only=Only(role, is_customer)),
            header.implied("user", (*colleague, *roles), only=Only(role, is_colleague)),
        )
    if is_staff:
        return (header.implied("user", colleague, constants=AGENT),) if name else ()
    known = header.column(f"{who} id") or email
    return (header.implied("contact", customer),) if known and who == "requester" else ()


def _kept(header: Header) -> Only | None:
    return Only(header.column("status"), is_kept, otherwise="deleted tickets") if "status" in header else None


TICKET = Kind(
    "ticket",
    (
        ("subject", "status", "requester"),
        ("subject", "status", "requester id"),
        ("subject", "status", "via"),
        ("subject", "status", "satisfaction score"),
        ("id", "status", "requester"),
        ("id", "subject", "requester"),
        ("id", "status", "satisfaction score"),
        ("id", "ticket type", "via"),
        ("id", "group stations"),
    ),
    (
        KEY,
        named("number", "id"),
        Named(("subject", "raw subject"), (Field("subject", "", also_from=("raw subject",), join=subject),)),
        Named(("id",), (Field("subject", "", join=no_subject),)),
        named("description", "description", take=readable),
        named("status", "status", take=among(STATUSES, other="open"), keep=True),
        named("priority", "priority", take=among(PRIORITIES), keep=True),
        named("type", "ticket type", take=among(TYPES), keep=True),
        named("channel", "via", take=among(CHANNELS, other="other"), keep=True),
        named("tags", "tags", take=tags),
        named("group", "group", take=filled),
        *_reference("assignee_id", "assignee", "user"),
        *_reference("contact_id", "requester", "contact", "user"),
        Named(("organization id",), (Field("account_id", "", "account"),)),
        BY_NAME,
        named("solved_at", "solved at", take=filled),
        Named(
            ("created at",),
            (Field("first_response_at", "", also_from=("first reply time in minutes",), join=replied_at),),
        ),
        named("reopened_count", "reopens", take=filled),
        named("csat_score", "satisfaction score", take=score),
        named("csat_comment", "satisfaction comment"),
        *TIMES,
    ),
    unless=frozenset({"parent.id", "ticket name"}),
    more=lambda header: (*named_organisation(header), *_people(header)),
    ignored=_ignored,
    only=_kept,
)
