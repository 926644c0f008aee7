"""Zendesk's organisations with its users: customers are contacts, agents or administrators are our users."""

from __future__ import annotations

from assistant.importers.zendesk.cells import (
    contrary,
    filled,
    first_domain,
    first_name,
    is_colleague,
    is_customer,
    last_name,
)
from assistant.importers.zendesk.words import ROLES
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.kinds import Kind
from assistant.records.batches.layout import Field, Layout, Only
from assistant.records.batches.takes import among

KEY = Named(("id",), (Field("source_id", ""),))
TIMES = (named("created_at", "created at"), named("updated_at", "updated at"))
TECHNICAL = ("url", "html url", "result_type", "parent.id", "summation column")
BY_NAME = Named(("organization",), (Field("account_id", "", "account", by="name", take=filled),))
EMPLOYER = (Named(("organization id",), (Field("account_id", "", "account", may_miss=True),)), BY_NAME)
"""A person is a person without the organisation that another file may bring."""
ROLE = among(ROLES, other="agent")


def person(name: str, email: str) -> tuple[Named, ...]:
    """A customer under headers such as “requester”, “requester email”."""
    return (
        named("email", email, take=filled),
        Named((name,), (Field("last_name", "", take=last_name), Field("first_name", "", take=first_name))),
    )


def named_organisation(header: Header) -> tuple[Layout, ...]:
    """The organisations that other records name, by id where there is one."""
    name = header.column("organization")
    known = (
        named("name", "organization", take=filled),
        Named(("organization id",), (Field("source_id", ""),)),
    )
    return (header.implied("account", known, only=Only(name, lambda cell: bool(filled(cell)))),) if name else ()


def technical(header: Header, fields: tuple[Field, ...]) -> frozenset[str]:
    """The columns that tell nothing about a record itself."""
    return frozenset(header.column(name) for name in TECHNICAL) - {""}


def _customers(header: Header) -> Only | None:
    role = header.column("role")
    return Only(role, is_customer) if role else None


def _colleagues(header: Header) -> tuple[Layout, ...]:
    role = header.column("role")
    if not role:
        return ()
    fields = header.bind(COLLEAGUE)
    return (Layout("user", fields, ignored=technical(header, fields), only=Only(role, is_colleague)),)


COLLEAGUE = (
    KEY,
    named("name", "name"),
    named("email", "email", take=filled),
    named("role", "role", take=ROLE),
    named("is_active", "active"),
    named("is_active", "suspended", take=contrary),
    *TIMES,
)
USERS = Kind(
    "contact",
    (
        ("name", "email", "role", "organization id"),
        ("name", "email", "role", "organization"),
        ("name", "email", "role", "time zone"),
        ("name", "email", "role", "external id"),
        ("name", "email", "role", "suspended"),
        ("name", "email", "organization id", "external id"),
    ),
    (
        KEY,
        *person("name", "email"),
        named("phone", "phone", take=filled),
        named("language", "language"),
        named("timezone", "time zone"),
        *EMPLOYER,
        *TIMES,
    ),
    unless=frozenset({"requester", "requester id", "subject"}),
    more=lambda header: (*named_organisation(header), *_colleagues(header)),
    ignored=lambda header, fields: technical(header, fields) | ({header.column("role")} - {""}),
    only=_customers,
)
TEAM_MEMBERS = Kind(
    "user",
    (("name", "email", "primary group"), ("name", "email", "last sign-in", "suspended")),
    COLLEAGUE,
    unless=frozenset({"organization id", "organization", "requester"}),
    ignored=technical,
)
ORGANISATIONS = Kind(
    "account",
    (
        ("name", "domain names"),
        ("name", "shared tickets"),
        ("name", "shared comments"),
    ),
    (
        KEY,
        named("name", "name", "organization"),
        named("domain", "domain names", take=first_domain, keep=True),
        named("description", "details", "notes"),
        *TIMES,
    ),
    unless=frozenset({"email", "requester", "role"}),
    ignored=technical,
)
