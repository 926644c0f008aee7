"""HubSpot's products, line items, orders, invoices, subscriptions."""

from __future__ import annotations

from assistant.importers.hubspot.cells import deal_order, lower_words, share_of_price
from assistant.importers.hubspot.common import (
    CHANGED,
    COMPANY,
    CREATED,
    DEAL_IDS,
    KEY,
    OWNER,
    contact_as,
    implied_company,
    kind_of,
)
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout, Only
from assistant.records.batches.takes import first_of, moment, percentage

NOT_OWED = frozenset({"draft", "voided"})
LOCAL_NAMES = ("last name", "first name")  # “Nom”, “Nombre”: what a person's name is called, too
ORDER_IDS = ("associated order ids", "associated order ids (primary)")

PRODUCT = kind_of(
    "product",
    (
        ("unit price", "record id"),
        ("unit price", "sku"),
        ("unit price", "product type"),
        ("unit price", "unit cost"),
        ("unit price", "folder"),
        ("price", "record id"),
    ),
    (
        KEY,
        named("name", "name", "product name", *LOCAL_NAMES),
        named("sku", "sku"),
        named("series", "folder"),
        named("list_price", "unit price", "price"),
        OWNER,
        CREATED,
        CHANGED,
    ),
    unless=frozenset({"quantity", "deal name", "email", *DEAL_IDS, *ORDER_IDS}),
)


def _behind_items(header: Header) -> tuple[Layout, ...]:
    """The products that line items are of; the orders that the line items of deals make up."""
    product = (
        Named(("product id",), (Field("source_id", "", take=first_of),)),
        named("name", "name", "product name", *LOCAL_NAMES),
        named("sku", "sku"),
    )
    implied = []
    if header.column("product id") and header.column("name", "product name"):
        implied.append(header.implied("product", product, only=Only(header.column("product id"), bool)))
    if header.column(*DEAL_IDS) and not header.column(*ORDER_IDS):
        order = Named(DEAL_IDS, (Field("source_id", "", take=deal_order), Field("number", "", take=_deal_number)))
        only = Only(header.column(*DEAL_IDS), bool)
        implied.append(header.implied("order", (order, *COMPANY), only=only, constants={"status": "quoted"}))
    return tuple(implied)


def _deal_number(cell: str) -> str:
    return f"Deal {first_of(cell)}"


LINE_ITEM = kind_of(
    "order_item",
    (("quantity", "unit price"), ("quantity", "net price"), ("quantity", "price", "record id")),
    (
        KEY,
        Named(ORDER_IDS, (Field("order_id", "", "order", take=first_of, keep=True),)),
        Named(DEAL_IDS, (Field("order_id", "", "order", take=deal_order),)),
        Named(("product id",), (Field("product_id", "", "product", take=first_of, may_miss=True),)),
        Named(("name", "product name"), (Field("product_id", "", "product", by="name", may_miss=True),)),
        named("quantity", "quantity"),
        named("unit_price", "unit price", "price"),
        named("discount", "discount percentage", take=percentage),
        Named(("unit discount",), (Field("discount", "", also_from=("unit price", "price"), join=share_of_price),)),
        CREATED,
        CHANGED,
    ),
    more=(_behind_items,),
)
ORDER = kind_of(
    "order",
    (("order name",), ("order total",)),
    (
        KEY,
        named("number", "order name", "order number"),
        named("status", "order status", take=lower_words),
        named("total", "order total", "amount"),
        named("currency", "currency", take=str.upper),
        Named(("order date", "create date"), (Field("ordered_at", "", take=moment),)),
        *COMPANY,
        *contact_as("contact_id"),
        OWNER,
        CREATED,
        CHANGED,
    ),
    unless=frozenset({"quantity"}),
    more=(implied_company,),
)


def _owed(header: Header) -> Only | None:
    status = header.column("invoice status")
    if not status:
        return None
    return Only(status, lambda cell: cell.lower() not in NOT_OWED, otherwise="drafts or voided invoices")


INVOICE = kind_of(
    "invoice",
    (("invoice number",), ("invoice status",), ("amount billed",)),
    (
        KEY,
        named("number", "invoice number"),
        named("amount", "amount billed"),
        named("currency", "currency", take=str.upper),
        Named(("invoice date", "create date"), (Field("issued_at", "", take=moment),)),
        named("due_at", "due date", take=moment),
        named("paid_at", "payment date", take=moment),
        Named(ORDER_IDS, (Field("order_id", "", "order", take=first_of, keep=True, may_miss=True),)),
        *COMPANY,
        OWNER,
        CREATED,
        CHANGED,
    ),
    more=(implied_company,),
    only=_owed,
)
SUBSCRIPTION = kind_of(
    "subscription",
    (("subscription name",), ("subscription status", "record id"), ("monthly recurring revenue", "record id")),
    (
        KEY,
        named("plan", "subscription name", "name"),
        named("mrr", "monthly recurring revenue"),
        named("currency", "currency", take=str.upper),
        Named(("start date", "create date"), (Field("starts_at", "", take=moment),)),
        named("ends_at", "end date", take=moment),
        named("cancelled_at", "cancellation date", take=moment),
        *COMPANY,
        OWNER,
        CREATED,
        CHANGED,
    ),
    unless=frozenset({"deal name", "email", "company domain name"}),
    more=(implied_company,),
)
