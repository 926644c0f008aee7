"""HubSpot's contacts, leads, owners."""

from __future__ import annotations

from dataclasses import replace

from assistant.importers.hubspot.cells import company_name, full_name, status_words
from assistant.importers.hubspot.common import CHANGED, COMPANY, CREATED, KEY, OWNER, implied_company, kind_of
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout, Only
from assistant.records.batches.takes import first_word, plain_words, rest_words

PERSON = (
    named("first_name", "first name"),
    named("last_name", "last name"),
    named("email", "email"),
)
EMPLOYER = tuple(
    Named(one.headers, tuple(replace(field, may_miss=field.by == "key") for field in one.fields)) for one in COMPANY
)
"""A person is a person without the company that another file may bring."""
LEAD = (
    KEY,
    *PERSON,
    named("company", "company name"),
    named("company", "associated company (primary)", "associated company", take=company_name),
    named("status", "lead status", take=status_words),
    named("source", "original traffic source", take=plain_words),
    named("score", "hubspot score"),
    OWNER,
    CREATED,
    CHANGED,
)


def leads_among(header: Header) -> tuple[Layout, ...]:
    """Contacts with a lead status are leads, too; what no lead has a field for stays with the contact."""
    status = header.column("lead status")
    fields = header.bind(LEAD)
    return (Layout("lead", fields, ignored=header.rest(fields), only=Only(status, bool)),) if status else ()


CONTACT = kind_of(
    "contact",
    (
        ("first name", "last name"),
        ("first name", "email"),
        ("last name", "email"),
        ("email", "lead status"),
        ("email", "lifecycle stage"),
        ("email", "hubspot owner"),
        ("email", "record id"),
    ),
    (
        KEY,
        *PERSON,
        named("phone", "phone number", "mobile phone number"),
        named("title", "job title"),
        named("language", "preferred language"),
        named("timezone", "time zone"),
        named("opt_out", "unsubscribed from all email"),
        *EMPLOYER,
        OWNER,
        CREATED,
        CHANGED,
    ),
    unless=frozenset({"deal name", "ticket name", "ticket status", "user id", "lead name"}),
    more=(implied_company, leads_among),
)
LEAD_OBJECT = kind_of(
    "lead",
    (("lead name",),),
    (
        KEY,
        Named(("lead name",), (Field("first_name", "", take=first_word), Field("last_name", "", take=rest_words))),
        named("status", "lead stage", "ticket status", take=status_words),
        named("company", "associated company (primary)", "associated company", take=company_name),
        named("email", "associated contact email", "email"),
        OWNER,
        CREATED,
        CHANGED,
    ),
)
OWNERS = kind_of(
    "user",
    (("user id", "email"),),
    (
        Named(("id", "user id"), (Field("source_id", ""),)),
        Named(("first name",), (Field("name", "", also_from=("last name", "email"), join=full_name),)),
        named("name", "name", "full name"),
        named("email", "email"),
    ),
    unless=frozenset({"record id"}),
)
