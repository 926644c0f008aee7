"""The objects that can be asked about, with how they hang together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """How one node is reached from another: `table.column` of the source points at the target's id.

    Without a column the target is the newest reading of the source's newest inbound message.
    """

    source: str
    column: str
    target: str


@dataclass(frozen=True, slots=True)
class Node:
    """A table in one of its roles: `owner` is the user who owns a deal, `manager` is that user's manager."""

    name: str
    table: str
    one: str  # "account"
    many: str  # "accounts"
    title: str  # the field that names a row


NODES = {
    node.name: node
    for node in (
        Node("deal", "deal", "deal", "deals", "deal.name"),
        Node("account", "account", "account", "accounts", "account.name"),
        Node("parent", "account", "parent company", "parent companies", "parent.name"),
        Node("owner", "user", "rep", "reps", "owner.name"),
        Node("manager", "user", "manager", "managers", "manager.name"),
        Node("product", "product", "product", "products", "product.name"),
        Node("ticket", "ticket", "ticket", "tickets", "ticket.number"),
        Node("contact", "contact", "contact", "contacts", "contact.name"),
        Node("order", "order", "order", "orders", "order.number"),
        Node("subscription", "subscription", "subscription", "subscriptions", "subscription.plan"),
        Node("invoice", "invoice", "invoice", "invoices", "invoice.number"),
        Node("assignee", "user", "assignee", "assignees", "assignee.name"),
        Node("message", "message", "message", "messages", "message.sent_at"),
        Node("label", "triage", "ticket", "readings of tickets", "label.intent"),
        Node("order_item", "order_item", "order item", "order items", "product.name"),
        Node("campaign", "campaign", "campaign", "campaigns", "campaign.name"),
        Node("campaign_member", "campaign_member", "campaign contact", "campaign contacts", "contact.name"),
        Node("team", "team", "team", "teams", "team.name"),
        Node("quota", "quota", "quota", "quotas", "quota.period_start"),
    )
}

NAMELESS = frozenset({"deal", "subscription", "label", "message", "order_item", "quota"})
"""Nodes whose title does not tell one row from another, or whose rows never share one."""

LINKS = (
    Link("deal", "account_id", "account"),
    Link("deal", "owner_id", "owner"),
    Link("deal", "product_id", "product"),
    Link("account", "parent_id", "parent"),
    Link("owner", "manager_id", "manager"),
    Link("owner", "team_id", "team"),
    Link("ticket", "account_id", "account"),
    Link("ticket", "contact_id", "contact"),
    Link("ticket", "assignee_id", "assignee"),
    Link("ticket", "product_id", "product"),
    Link("assignee", "team_id", "team"),
    Link("contact", "account_id", "account"),
    Link("order", "account_id", "account"),
    Link("order", "contact_id", "contact"),
    Link("subscription", "account_id", "account"),
    Link("subscription", "product_id", "product"),
    Link("invoice", "account_id", "account"),
    Link("invoice", "order_id", "order"),
    Link("ticket", "", "label"),
    Link("message", "ticket_id", "ticket"),
    Link("order_item", "order_id", "order"),
    Link("order_item", "product_id", "product"),
    Link("campaign_member", "campaign_id", "campaign"),
    Link("campaign_member", "contact_id", "contact"),
    Link("quota", "user_id", "owner"),
)


def path(root: str, target: str) -> tuple[Link, ...] | None:
    """The links from one node to another, shortest first; None when there is no way."""
    trails: list[tuple[str, tuple[Link, ...]]] = [(root, ())]
    seen = {root}
    while trails:
        here, trail = trails.pop(0)
        if here == target:
            return trail
        for link in LINKS:
            if link.source == here and link.target not in seen:
                seen.add(link.target)
                trails.append((link.target, (*trail, link)))
    return None
