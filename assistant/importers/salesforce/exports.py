"""What the exports of all Salesforce objects have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.importers.salesforce.cells import amount, currency, is_false, is_user, record_id, user_id
from assistant.records.batches.headers import Header, Named, named, plain_header
from assistant.records.batches.layout import Field, Layout, Only

BETWEEN = re.compile(r"[^\w.:]")
TECHNICAL = ("isdeleted", "deleted", "systemmodstamp", "lastvieweddate", "lastreferenceddate", "photourl", "attributes")
"""Columns that say nothing about a record: its state in the recycle bin, who looked at it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One object of Salesforce, with the headers that tell its exports from others'.

    Headers are written as `squeezed` makes them, so that an API name (`AccountId`), its form in Data Loader
    (`ACCOUNTID`), its label in reports (`Account ID`) are one.
    """

    name: str
    files: frozenset[str]  # words of a file's name that name the object
    needs: tuple[frozenset[str], ...]  # of each group the table has one header
    layouts: Callable[[Header], tuple[Layout, ...]]
    marks: frozenset[str] = frozenset()  # unless the file is named after the object the table has one of these too
    lacks: frozenset[str] = frozenset()  # headers of tables that belong to other objects
    key: str = ""  # its id in tables of other objects; beside an `id` it shows such a table
    own: frozenset[str] = frozenset()  # how labels of custom report types begin, such as “Opportunity: Created Date”


def squeezed(column: str, own: Collection[str] = ()) -> str:
    """A header without case, spaces, punctuation but for dots, colons, underscores."""
    plain = BETWEEN.sub("", plain_header(column))
    start, _, rest = plain.partition(":")
    return rest if rest and start in own else plain


def header_of(columns: Sequence[str], own: Collection[str]) -> Header:
    """The columns of a table by their squeezed headers."""
    return Header(columns, {plain_header(column): squeezed(column, own) for column in columns})


def words(text: str) -> frozenset[str]:
    """Headers or names, written one after the other."""
    return frozenset(text.split())


def pointer(
    name: str, refers_to: str, *headers: str, take: Callable[[str], str] = record_id, may_miss: bool = False
) -> Named:
    """A reference by record id."""
    return Named(headers, (Field(name, "", refers_to, take=take, may_miss=may_miss),))


def called(name: str, refers_to: str, *headers: str, may_miss: bool = False) -> Named:
    """A reference by name, as reports have it."""
    return Named(headers, (Field(name, "", refers_to, by="name", may_miss=may_miss),))


def key(*headers: str) -> Named:
    """The record's own id."""
    return named("source_id", *headers, take=record_id)


CREATED = named("created_at", "createddate")
STAMPS = (CREATED, named("updated_at", "lastmodifieddate", "systemmodstamp"))
CURRENCY = "currencyisocode"


def money(name: str, *headers: str) -> Named:
    """An amount that may have its currency beside it."""
    return named(name, *headers, take=amount)


def currency_of(*headers: str) -> tuple[Named, ...]:
    """The currency of a record: its own column, else what stands beside one of these amounts."""
    labels = tuple(f"{header}currency" for header in headers)
    return (named("currency", CURRENCY, *labels), named("currency", *headers, take=currency))


def owner(*names: str, field: str = "owner_id") -> tuple[Named, ...]:
    """Who a record belongs to, by id or by one of these columns with the name."""
    return (pointer(field, "user", "ownerid", take=user_id, may_miss=True), called(field, "user", *_names(names)))


def owners(header: Header, *names: str) -> tuple[Layout, ...]:
    """The users that a table names as owners."""
    ids = header.column("ownerid")
    fields = (
        named("source_id", "ownerid", take=user_id),
        named("name", *_names(names)),
        named("email", "owner.email"),
    )
    if not header.column(*_names(names)):
        return ()
    return (header.implied("user", fields, only=Only(ids, is_user) if ids else None),)


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return ("owner.name", *names, *(f"{name}:fullname" for name in names))


ACCOUNT_NAMES = ("account.name", "accountname", "account:accountname", "accountname:accountname")
ACCOUNT_OWNERS = ("account.owner.name", "accountowner", "accountowner:fullname")
ACCOUNT = (pointer("account_id", "account", "accountid"), called("account_id", "account", *ACCOUNT_NAMES))


def accounts(header: Header, *names: str) -> tuple[Layout, ...]:
    """The accounts that another object's table names, with what it says of them."""
    if not header.column(*ACCOUNT_NAMES, *names):
        return ()
    fields = (
        named("name", *ACCOUNT_NAMES, *names),
        key("accountid"),
        named("industry", "account.industry", "account:industry", "industry"),
        named("employees", "account.numberofemployees", "account:employees", "employees"),
        money("annual_revenue", "account.annualrevenue", "account:annualrevenue", "annualrevenue"),
        named("domain", "account.website", "account:website", "website"),
        named("country", "account.billingcountry", "account:billingcountry", "billingcountry"),
        named("city", "account.billingcity", "account:billingcity", "billingcity"),
        called("owner_id", "user", *ACCOUNT_OWNERS, may_miss=True),
    )
    has_owners = bool(header.column(*ACCOUNT_OWNERS))
    holders = (header.implied("user", (named("name", *ACCOUNT_OWNERS),)),) if has_owners else ()
    return (*holders, header.implied("account", fields))


def living(header: Header) -> Only | None:
    """Rows that are not in the recycle bin."""
    return when(header, is_false, "isdeleted", "deleted", otherwise="in the recycle bin of Salesforce")


def when(header: Header, holds: Callable[[str], bool], *headers: str, otherwise: str) -> Only | None:
    """Rows of which a cell holds, where there is such a column; the others are left out with a note.

    Args:
        header: The table's columns.
        holds: Told the cell.
        headers: What its column is called, most telling first.
        otherwise: What the other rows are.
    """
    column = header.column(*headers)
    return Only(column, holds, otherwise=otherwise) if column else None


def every(*conditions: Only | None) -> Only | None:
    """Rows that meet all of some conditions, each of which has none behind it."""
    chain: Only | None = None
    for one in reversed(conditions):
        if one:
            chain = replace(one, also=chain)
    return chain


def records(
    name: str,
    header: Header,
    known: Iterable[Named],
    *others: Layout,
    only: Sequence[Only | None] = (),
    constants: Mapping[str, str] | None = None,
) -> tuple[Layout, ...]:
    """The layout of a table's own object, behind those of the objects it tells of in passing.

    Args:
        name: Our object.
        header: The table's columns.
        known: Its fields.
        others: Layouts of objects that the table implies; their columns are none of its own.
        only: Conditions besides being alive.
        constants: Field → the same text on every row.
    """
    fields = header.bind(known)
    technical = {column for column in (header.column(plain) for plain in TECHNICAL) if column}
    elsewhere = {field.column for other in others for field in other.fields}
    alive = every(living(header), *only)
    return (*others, Layout(name, fields, constants or {}, frozenset(technical | elsewhere), alive))
