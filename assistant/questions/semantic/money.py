"""Which rows say in what currency an amount is."""

from __future__ import annotations

PRICED = {
    "deal.amount": "deal",
    "order.total": "order",
    "order_item.unit_price": "order",
    "invoice.amount": "invoice",
    "subscription.mrr": "subscription",
    "quota.amount": "quota",
}
"""The node whose row names the currency of an amount; amounts that are not here are in the home's currency."""

RATED = frozenset(PRICED.values())
"""The nodes with a currency of their own: `node.currency`, and `node.rate` to what a question is answered in."""
