"""Tool: sum up what is known about one account."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Cell, Citation, Figure, Result, Table
from assistant.tool import AccountId, tool
from assistant.views import AccountSummary


@tool(
    effect="read",
    title="Reading the account",
    examples=(
        "tell me about {account}",
        "what do we know about {account}",
        "give me an overview of {account}",
        "summary of {account}",
        "show me {account}",
        "brief me on {account} before my call",
        "account profile {account}",
    ),
)
def account_summary(context: Context, account: AccountId) -> Result:
    """Sum up one account: who they are, what they bought, what is open.

    Raises:
        NotFound: The user may not see it.
    """
    found = context.records.account(context.user, account)
    return Result(
        "answered",
        _say(found),
        table=Table(("about", found.name), tuple(_facts(found))),
        figures=_figures(found),
        query=found.query,
        reading=f"what the records hold about {found.name}",
        citations=(Citation("account", found.key, found.name),),
        suggestions=(
            f"open deals of {found.name}",
            f"who is like {found.name}",
            f"will {found.name} churn",
        ),
        subject=found.key,
    )


def _say(found: AccountSummary) -> str:
    kind = f"{found.industry.lower()} company" if found.industry else "company"
    place = f" in {', '.join(part for part in (found.city, found.country) if part)}" if found.country else ""
    closed = found.won_deals + found.lost_deals
    deals = (
        f"{found.won_deals:,} of {closed:,} closed deals won for {found.won_amount:,.0f} {found.currency}"
        if closed
        else "no closed deals"
    )
    support = f", {found.open_tickets:,} of {found.total_tickets:,} tickets open" if found.total_tickets else ""
    return f"{found.name} is a {kind}{place}: {deals}, {found.open_deals:,} open{support}."


def _figures(found: AccountSummary) -> tuple[Figure, ...]:
    return (
        Figure("open deals", found.open_deals),
        Figure("won deals", found.won_deals),
        Figure("closed deals", found.won_deals + found.lost_deals),
        Figure("won amount", found.won_amount, found.currency),
        Figure("open tickets", found.open_tickets),
        Figure("tickets", found.total_tickets),
    )


def _facts(found: AccountSummary) -> list[tuple[Cell, ...]]:
    people = "; ".join(f"{person.name} ({person.title})" if person.title else person.name for person in found.contacts)
    facts: list[tuple[str, Cell]] = [
        ("industry", found.industry),
        ("country", found.country),
        ("city", found.city),
        ("employees", found.employees),
        (f"annual revenue ({found.annual_revenue_unit})", found.annual_revenue),
        ("founded", found.founded_year),
        ("parent company", found.parent),
        ("owner", found.owner),
        ("lifecycle stage", found.lifecycle_stage),
        ("open deals", found.open_deals),
        ("won deals", found.won_deals),
        ("lost deals", found.lost_deals),
        (f"won amount ({found.currency})", found.won_amount),
        ("open tickets", found.open_tickets if found.total_tickets else None),
        ("orders", found.orders or None),
        (f"order total ({found.currency})", found.order_total if found.orders else None),
        ("last contact", found.last_contact_at.date().isoformat() if found.last_contact_at else None),
        ("contacts", people or None),
    ]
    return [fact for fact in facts if fact[1] is not None]
