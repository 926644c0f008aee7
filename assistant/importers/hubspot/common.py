"""What HubSpot's kinds of records have in common: headers, owners, associations."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files

from assistant.importers.hubspot.cells import (
    company_name,
    nameless_owner,
    nameless_person,
    owner_email,
    owner_key,
    owner_name,
    person_email,
)
from assistant.records.batches.headers import NONE, Header, Named
from assistant.records.batches.kinds import Kind, every_row
from assistant.records.batches.layout import Field, Layout, Only
from assistant.records.batches.takes import first_of, moment


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, str]:
    """Internal names, with labels in German, French or Spanish, by the English label they stand for."""
    text = files("assistant.importers.hubspot").joinpath("headers.json").read_text(encoding="utf-8")
    return {other: label for label, others in json.loads(text).items() for other in others}


def _associated(what: str, *others: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headers of an association, first those that hold ids, then those that hold names."""
    ids = (f"associated {what} ids (primary)", *others, f"associated {what} ids", f"associated {what} id")
    return ids, (f"associated {what} (primary)", f"associated {what}")


AGENT = {"role": "agent"}
COMPANY_IDS, COMPANIES = _associated("company", "primary associated company id")
CONTACT_IDS, CONTACTS = _associated("contact")
DEAL_IDS, DEALS = _associated("deal")
TICKET_IDS, TICKETS = _associated("ticket")
ASSOCIATIONS = ((COMPANY_IDS, COMPANIES), (CONTACT_IDS, CONTACTS), (DEAL_IDS, DEALS), (TICKET_IDS, TICKETS))

KEY = Named(("record id", "id"), (Field("source_id", ""),))
CREATED = Named(("create date", "createdat"), (Field("created_at", "", take=moment),))
CHANGED = Named(("last modified date",), (Field("updated_at", "", take=moment),))
OWNER = Named(
    ("hubspot owner",),
    (
        Field("owner_id", "", "user", take=owner_key, may_miss=True),
        Field("owner_id", "", "user", by="email", take=owner_email, may_miss=True),
        Field("owner_id", "", "user", by="name", take=nameless_owner, may_miss=True),
    ),
)
COMPANY = (
    Named(COMPANY_IDS, (Field("account_id", "", "account", take=first_of, keep=True),)),
    Named(COMPANIES, (Field("account_id", "", "account", by="name", take=company_name, keep=True),)),
)


def contact_as(name: str) -> tuple[Named, ...]:
    """The first associated contact in a field of this name."""
    by_address = Field(name, "", "contact", by="email", take=person_email, keep=True, may_miss=True)
    by_name = Field(name, "", "contact", by="name", take=nameless_person, may_miss=True)
    by_id = Field(name, "", "contact", take=first_of, keep=True, may_miss=True)
    return Named(CONTACT_IDS, (by_id,)), Named(CONTACTS, (by_address, by_name))


def no_column(header: Header) -> frozenset[str]:
    """None."""
    return frozenset()


def kind_of(
    name: str,
    marks: tuple[tuple[str, ...], ...],
    fields: tuple[Named, ...],
    *,
    unless: frozenset[str] = frozenset(),
    constants: Mapping[str, str] = NONE,
    more: tuple[Callable[[Header], tuple[Layout, ...]], ...] = (),
    told_elsewhere: Callable[[Header], frozenset[str]] = no_column,
    only: Callable[[Header], Only | None] = every_row,
) -> Kind:
    """A kind of HubSpot table, with the owners that it names in passing."""

    def tell(header: Header) -> tuple[Layout, ...]:
        return tuple(layout for told in (implied_owners, *more) for layout in told(header))

    def ignored(header: Header, bound: tuple[Field, ...]) -> frozenset[str]:
        return repeated(header, bound) | told_elsewhere(header)

    return Kind(name, marks, fields, unless, constants, tell, ignored, only)


def repeated(header: Header, fields: tuple[Field, ...]) -> frozenset[str]:
    """The columns that only repeat the names of associations whose ids are taken."""
    used = {one.column for one in fields}
    again = {header.column(name) for ids, names in ASSOCIATIONS if header.column(*ids) in used for name in names}
    return frozenset(again - used - {""})


def implied_owners(header: Header) -> tuple[Layout, ...]:
    """The users whom a column of owners names, by id where the export holds internal values."""
    column = header.column("hubspot owner")
    if not column:
        return ()
    by_id = (Field("source_id", "", take=owner_key), Field("name", "", take=owner_by_number))
    by_name = (Field("name", "", take=owner_name), Field("email", "", take=owner_email))
    return (
        header.implied("user", (Named(("hubspot owner",), by_id),), only=Only(column, str.isdecimal), constants=AGENT),
        header.implied("user", (Named(("hubspot owner",), by_name),), only=Only(column, is_named), constants=AGENT),
    )


def implied_company(header: Header) -> tuple[Layout, ...]:
    """The accounts that associations name, by id where there is one."""
    key = Named(COMPANY_IDS, (Field("source_id", "", take=first_of),))
    name = Named(COMPANIES, (Field("name", "", take=company_name),))
    column = header.column(*COMPANIES)
    return (header.implied("account", (name, key), only=Only(column, bool)),) if column else ()


def owner_by_number(cell: str) -> str:
    """How an owner is called of whom only the id is known."""
    return f"HubSpot owner {cell}"


def is_named(cell: str) -> bool:
    """Whether a cell holds a person's name or address rather than an id."""
    return bool(owner_name(cell))
