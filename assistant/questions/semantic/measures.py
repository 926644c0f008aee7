"""The measures by name: which rows they read, how they are worked out, what dates them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """One measure over the rows of a fact; with `over`, the share of rows in `state` among those in `over`."""

    name: str
    label: str
    fact: str
    agg: str
    field: str = ""
    state: str = ""
    over: str = ""
    unit: str = ""  # money | rate | days | count


MEASURES = {
    one.name: one
    for one in (
        Definition("sales", "sales", "deal", "sum", "deal.amount", "won", unit="money"),
        Definition("win_rate", "win rate", "deal", "ratio", "", "won", "closed", unit="rate"),
        Definition("loss_rate", "loss rate", "deal", "ratio", "", "lost", "closed", unit="rate"),
        Definition("deal_size", "average deal size", "deal", "avg", "deal.amount", "won", unit="money"),
        Definition("cycle", "average days to close", "deal", "avg", "deal.cycle", "closed", unit="days"),
        Definition("list_value", "list value", "deal", "sum", "product.list_price", "open", unit="money"),
        Definition("age", "average age in days", "deal", "avg", "deal.age", "open", unit="days"),
        Definition("discount", "discount against list", "deal", "avg", "deal.discount", "won", unit="rate"),
        Definition("discount_amount", "list price less amount", "deal", "sum", "deal.gap", "won", unit="money"),
        Definition("price_ratio", "amount over list value", "deal", "price_ratio", "", "won", unit="rate"),
        Definition("mrr", "monthly recurring revenue", "subscription", "sum", "subscription.mrr", unit="money"),
        Definition("csat", "average satisfaction", "ticket", "avg", "ticket.csat_score"),
        Definition("solution_time", "average days to solve", "ticket", "avg", "ticket.solution_days", unit="days"),
        Definition("order_total", "order value", "order", "sum", "order.total", unit="money"),
    )
}

TIME = {
    "deal": "deal.close_date",
    "ticket": "ticket.created_at",
    "order": "order.ordered_at",
    "subscription": "subscription.starts_at",
    "invoice": "invoice.issued_at",
    "message": "message.sent_at",
    "order_item": "order.ordered_at",
    "campaign": "campaign.starts_at",
    "campaign_member": "campaign_member.sent_at",
    "quota": "quota.period_start",
}
"""The field that dates the rows of a fact, unless the question says otherwise."""

LIST_COLUMNS = {
    "deal": ("deal.name", "account.name", "product.name", "owner.name"),
    "account": ("account.name",),
    "owner": ("owner.name",),
    "manager": ("manager.name",),
    "product": ("product.name",),
    "parent": ("parent.name",),
    "ticket": ("ticket.number", "ticket.subject", "ticket.status", "account.name"),
    "contact": ("contact.name", "account.name"),
    "order": ("order.number", "account.name", "order.total", "order.ordered_at"),
    "subscription": ("subscription.plan", "account.name", "subscription.mrr"),
    "invoice": ("invoice.number", "account.name", "invoice.amount", "invoice.due_at"),
    "message": ("ticket.number", "message.direction", "message.sent_at"),
    "order_item": ("order.number", "product.name", "order_item.quantity", "order_item.unit_price"),
    "campaign": ("campaign.name", "campaign.channel", "campaign.starts_at", "campaign.cost"),
    "campaign_member": ("contact.name", "campaign.name"),
    "quota": ("owner.name", "quota.period_start", "quota.amount"),
}
"""What a list shows when the question names no columns."""
