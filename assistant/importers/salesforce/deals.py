"""Salesforce's opportunities: their stage history, their products, their primary contacts."""

from __future__ import annotations

from dataclasses import replace

from assistant.importers.salesforce.cells import id_of, is_true
from assistant.importers.salesforce.exports import (
    ACCOUNT,
    STAMPS,
    Kind,
    accounts,
    called,
    currency_of,
    every,
    key,
    living,
    money,
    owner,
    owners,
    pointer,
    records,
    when,
    words,
)
from assistant.importers.salesforce.picklists import FORECAST
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout
from assistant.records.batches.takes import among, percentage

REASONS = tuple(f"{one}__c" for one in ("loss_reason", "lost_reason", "closed_lost_reason", "reason_lost"))
PRODUCT_NAMES = ("product2.name", "productname", "product:productname")
FIRST_PRODUCT = "of several products of an opportunity the first is the deal's product; the lines are not kept"
OF_LINES = (
    "quantity",
    "salesprice",
    "unitprice",
    "totalprice",
    "listprice",
    "productdate",
    "productdescription",
    "linedescription",
    "activeproduct",
)
IDENTITY = (key("id", "opportunityid"), named("name", "name", "opportunityname"))
DEAL_ID = pointer("deal_id", "deal", "opportunityid")
DEAL = (DEAL_ID, called("deal_id", "deal", "opportunity.name", "opportunityname"))


def deals(header: Header) -> tuple[Layout, ...]:
    """Sales in progress or ended; a stage says by name what it means where no column does."""
    fields = (
        *IDENTITY,
        *ACCOUNT,
        pointer("primary_contact_id", "contact", "contactid", take=id_of("003"), may_miss=True),
        named("stage", "stagename", "stage"),
        money("amount", "amount"),
        *currency_of("amount", "opportunity"),
        named("probability", "probability", take=percentage),
        money("expected_revenue", "expectedrevenue"),
        Named(("createddate",), (Field("opened_at", ""), Field("created_at", ""))),
        named("close_date", "closedate"),
        named("forecast_category", "forecastcategory", "forecastcategoryname", take=among(FORECAST), keep=True),
        named("type", "type", "opportunitytype"),
        named("source", "leadsource"),
        named("next_step", "nextstep"),
        named("is_closed", "isclosed", "closed"),
        named("is_won", "iswon", "won"),
        named("lost_reason", "lossreason", "lostreason", "closedlostreason", *REASONS),
        named("pipeline", "recordtype.name", "opportunityrecordtype"),
        *STAMPS[1:],
        *owner("opportunityowner"),
    )
    others = (*owners(header, "opportunityowner"), *accounts(header), *products(header))
    if not header.column(*PRODUCT_NAMES):
        return records("deal", header, fields, *others)
    of_lines = frozenset(column for column in (header.column(name) for name in OF_LINES) if column)
    *others_too, own = records("deal", header, fields, *others)
    return (*others_too, replace(own, ignored=own.ignored | of_lines), sold(header))


def sold(header: Header) -> Layout:
    """The product of a deal where a report has a row for each: the first one, as there is one place for it."""
    fields = (
        called("product_id", "product", *PRODUCT_NAMES, may_miss=True),
        *IDENTITY,
        *ACCOUNT,
    )
    return replace(header.implied("deal", fields), note=FIRST_PRODUCT)


def products(header: Header) -> tuple[Layout, ...]:
    """The products that another object's table names."""
    if not header.column(*PRODUCT_NAMES):
        return ()
    fields = (
        named("name", *PRODUCT_NAMES),
        key("product2id", "productid"),
        named("sku", "product2.productcode", "productcode", "product:productcode"),
        named("series", "product2.family", "productfamily", "product:productfamily"),
    )
    return (header.implied("product", fields),)


def moves(header: Header) -> tuple[Layout, ...]:
    """OpportunityHistory: what an opportunity was like after each change of stage, amount, probability or date."""
    fields = (
        key("id"),
        *DEAL,
        named("to_stage", "stagename", "tostage", "stage"),
        named("from_stage", "fromstage"),
        money("amount", "amount", "toamount"),
        Named(("createddate", "lastmodified", "lastmodifieddate"), (Field("at", ""), Field("created_at", ""))),
    )
    return records("deal_stage_history", header, fields)


def tracked(header: Header) -> tuple[Layout, ...]:
    """OpportunityFieldHistory: the changes of the stage, each with the stage before, which no other export has.

    A change that OpportunityHistory has too is the same move, as it happened at the same second.
    """
    fields = (
        named("to_stage", "newvalue"),
        *DEAL,
        Named(("createddate", "editdate"), (Field("at", ""),)),
        named("from_stage", "oldvalue"),
    )
    of_stage = when(header, _is_stage, "field", "fieldevent", otherwise="a change of another field than the stage")
    return (header.implied("deal_stage_history", fields, only=every(living(header), of_stage)),)


def lines(header: Header) -> tuple[Layout, ...]:
    """OpportunityLineItem: the first product of an opportunity is its product, as there is one place for it."""
    fields = (
        key("opportunityid"),
        pointer("product_id", "product", "product2id", may_miss=True),
        called("product_id", "product", *PRODUCT_NAMES, may_miss=True),
    )
    return (replace(header.implied("deal", fields, only=living(header)), note=FIRST_PRODUCT), *products(header))


def roles(header: Header) -> tuple[Layout, ...]:
    """OpportunityContactRole: the primary contact of an opportunity."""
    fields = (key("opportunityid"), pointer("primary_contact_id", "contact", "contactid", may_miss=True))
    primary = when(header, is_true, "isprimary", otherwise="a contact that is not the primary one")
    return (header.implied("deal", fields, only=every(living(header), primary)),)


def _is_stage(cell: str) -> bool:
    return cell.lower() in {"stagename", "stage"}


OPPORTUNITY = Kind(
    "Opportunity",
    words("opportunity opportunities"),
    (words("stagename stage"), words("name opportunityname opportunityid id")),
    deals,
    marks=words("stagename opportunityname opportunityowner opportunityid"),
    lacks=words("fromstage tostage"),
    key="opportunityid",
    own=words("opportunity"),
)
HISTORY = Kind(
    "OpportunityHistory",
    words("opportunityhistory"),
    (
        words("stagename tostage"),
        words("opportunityid opportunityname opportunity.name"),
        words("createddate lastmodified lastmodifieddate"),
    ),
    moves,
    lacks=words("name opportunityowner"),
)
FIELD_HISTORY = Kind(
    "OpportunityFieldHistory",
    words("opportunityfieldhistory"),
    (
        words("opportunityid opportunityname"),
        words("field fieldevent"),
        words("newvalue"),
        words("createddate editdate"),
    ),
    tracked,
)
LINE_ITEM = Kind(
    "OpportunityLineItem",
    words("opportunitylineitem opportunityproduct"),
    (words("opportunityid"), words("product2id product2.name"), words("quantity unitprice totalprice")),
    lines,
    lacks=words("stagename stage"),
)
CONTACT_ROLE = Kind(
    "OpportunityContactRole",
    words("opportunitycontactrole"),
    (words("opportunityid"), words("contactid"), words("isprimary")),
    roles,
)
KINDS = (OPPORTUNITY, HISTORY, FIELD_HISTORY, LINE_ITEM, CONTACT_ROLE)
