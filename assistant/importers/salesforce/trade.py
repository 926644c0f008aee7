"""Salesforce's trade: products with their prices, orders, contracts, assets, exchange rates."""

from __future__ import annotations

from dataclasses import replace

from assistant.importers.salesforce.cells import first_filled, id_of, inverse, is_true
from assistant.importers.salesforce.deals import PRODUCT_NAMES, products
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
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout

MRR = ("mrr__c", "monthly_recurring_revenue__c", "monthly_value__c", "currentmrr", "mrr", "monthlyrecurringrevenue")
CANCELLED = ("cancelled_date__c", "cancellation_date__c", "cancelled_on__c", "termination_date__c", "cancellationdate")
FIRST_PRICE = "of several prices of a product the first is taken, as the standard price is entered first"
PLAN = ("plan__c", "subscription_plan__c", "name", "contractname")


def goods(header: Header) -> tuple[Layout, ...]:
    """Product2: what is sold."""
    fields = (
        key("id", "product2id", "productid"),
        named("name", "name", "productname"),
        named("sku", "productcode", "stockkeepingunit", "productsku"),
        named("series", "family", "productfamily"),
        money("list_price", "listprice"),
        *STAMPS,
    )
    return records("product", header, fields)


def prices(header: Header) -> tuple[Layout, ...]:
    """PricebookEntry: the price of a product in the standard price book.

    Where the columns do not tell which book that is, the first price of a product counts: Salesforce asks for the
    standard price before any other can be entered.
    """
    fields = (
        key("product2id"),
        named("name", "name", "product2.name"),
        named("sku", "productcode", "product2.productcode"),
        money("list_price", "unitprice", "listprice"),
    )
    other = "a price of another price book than the standard one"
    standard = when(header, is_true, "pricebook2.isstandard", otherwise=other) or when(
        header, _is_standard, "pricebook2.name", "pricebookname", otherwise=other
    )
    note = (
        "" if standard else "of several prices of a product the first is taken, as the standard price is entered first"
    )
    return (replace(header.implied("product", fields, only=every(living(header), standard)), note=note),)


def orders(header: Header) -> tuple[Layout, ...]:
    """Purchases."""
    fields = (
        key("id", "orderid"),
        named("number", "ordernumber"),
        *ACCOUNT,
        pointer("contact_id", "contact", "billtocontactid", take=id_of("003"), may_miss=True),
        named("ordered_at", "effectivedate", "orderstartdate", "ordereddate"),
        named("status", "status"),
        money("total", "totalamount", "orderamount", "grandtotalamount"),
        *currency_of("totalamount", "orderamount"),
        *owner("orderowner"),
        *STAMPS,
    )
    return records("order", header, fields, *owners(header, "orderowner"), *accounts(header))


def order_items(header: Header) -> tuple[Layout, ...]:
    """The lines of purchases."""
    fields = (
        key("id", "orderproductid"),
        pointer("order_id", "order", "orderid"),
        called("order_id", "order", "order.ordernumber", "ordernumber"),
        pointer("product_id", "product", "product2id"),
        called("product_id", "product", *PRODUCT_NAMES),
        named("quantity", "quantity"),
        money("unit_price", "unitprice"),
        *STAMPS,
    )
    return records("order_item", header, fields, *products(header))


def contracts(header: Header) -> tuple[Layout, ...]:
    """Contracts that were activated; their monthly value stands in a field of the company's own."""
    fields = (
        key("id", "contractid"),
        named("source_id", "contractnumber"),
        *ACCOUNT,
        Named((*PLAN, "contractnumber"), (Field("plan", "", also_from=PLAN, join=first_filled),)),
        money("mrr", *MRR),
        *currency_of(*MRR),
        named("starts_at", "startdate", "contractstartdate"),
        named("ends_at", "enddate", "contractenddate"),
        named("cancelled_at", *CANCELLED),
        *owner("contractowner"),
        *STAMPS,
    )
    agreed = when(header, _is_agreed, "statuscode", "status", otherwise="a contract that is not agreed yet")
    others = (*owners(header, "contractowner"), *accounts(header))
    return records("subscription", header, fields, *others, only=(agreed,))


def assets(header: Header) -> tuple[Layout, ...]:
    """What customers have: of a subscription its recurring value, where asset lifecycle management keeps one."""
    fields = (
        key("id", "assetid"),
        *ACCOUNT,
        pointer("product_id", "product", "product2id", may_miss=True),
        called("product_id", "product", *PRODUCT_NAMES, may_miss=True),
        named("plan", "name", "assetname"),
        money("mrr", *MRR),
        *currency_of(*MRR),
        named("starts_at", "lifecyclestartdate", "installdate", "purchasedate"),
        named("ends_at", "lifecycleenddate", "usageenddate"),
        named("cancelled_at", *CANCELLED),
        *owner("assetowner"),
        *STAMPS,
    )
    others = (*owners(header, "assetowner"), *accounts(header), *products(header))
    return records("subscription", header, fields, *others)


def rates(header: Header) -> tuple[Layout, ...]:
    """DatedConversionRate: units of a currency for one of the company's own, which is turned round."""
    fields = (
        key("id"),
        named("currency", "isocode"),
        named("day", "startdate"),
        named("rate", "conversionrate", take=inverse),
    )
    return records("exchange_rate", header, fields)


def _is_standard(cell: str) -> bool:
    return cell.lower() in {"standard", "standard price book"}


def _is_agreed(cell: str) -> bool:
    return cell.lower().replace(" ", "") not in {"draft", "inapproval", "inapprovalprocess"}


PRICE = Kind(
    "PricebookEntry",
    words("pricebookentry pricebookentries"),
    (words("pricebook2id pricebook2.name pricebook2.isstandard"), words("product2id"), words("unitprice")),
    prices,
    lacks=words("opportunityid orderid quantity"),
)
PRODUCT = Kind(
    "Product2",
    words("product2 product products"),
    (words("name productname"), words("productcode family productfamily isactive active description id")),
    goods,
    marks=words("productcode family productfamily quantityunitofmeasure stockkeepingunit productdescription"),
    lacks=words(
        "opportunityid orderid pricebook2id quantity casenumber stage stagename accountname ordernumber installdate"
    ),
    key="product2id",
    own=words("product"),
)
ORDER_ITEM = Kind(
    "OrderItem",
    words("orderitem orderitems orderproduct"),
    (words("orderid order.ordernumber ordernumber"), words("quantity"), words("unitprice totalprice")),
    order_items,
    own=words("orderproduct"),
)
ORDER = Kind(
    "Order",
    words("order orders"),
    (words("ordernumber id"), words("effectivedate orderstartdate totalamount orderamount status")),
    orders,
    marks=words("ordernumber"),
    lacks=words("unitprice quantity"),
    key="orderid",
    own=words("order"),
)
CONTRACT = Kind(
    "Contract",
    words("contract contracts"),
    (words("contractnumber id"), words("startdate contractstartdate status contractterm contracttermmonths")),
    contracts,
    marks=words("contractnumber contractterm contracttermmonths contractstartdate"),
    lacks=words("ordernumber effectivedate"),
    key="contractid",
    own=words("contract"),
)
ASSET = Kind(
    "Asset",
    words("asset assets"),
    (words("name assetname"), words("accountid account.name accountname contactid product2id productname")),
    assets,
    marks=words("installdate usageenddate serialnumber purchasedate assetlevel lifecyclestartdate currentmrr"),
    key="assetid",
    own=words("asset"),
)
RATE = Kind(
    "DatedConversionRate",
    words("datedconversionrate"),
    (words("conversionrate"), words("isocode"), words("startdate")),
    rates,
)
KINDS = (PRICE, PRODUCT, ORDER_ITEM, ORDER, CONTRACT, ASSET, RATE)
