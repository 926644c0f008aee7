"""The feature columns of an account, read from what was known about it on a day.

Left out on purpose: `mrr`, `days_to_end`, `lifecycle_stage`. Records keep only their latest value, which many
systems change when a customer leaves, so that for a past day they would tell the outcome.
"""

from __future__ import annotations

from math import log, nan

from assistant.predictors.features.columns import Column
from assistant.records.churn_facts import AccountFacts


def _change(now: float, before: float) -> float:
    """Logarithm of the ratio, 0 when equal; unknown when nothing ever happened."""
    return nan if now + before == 0 else log((now + 1) / (before + 1))


def _say_usage(now: float, before: float) -> str:
    if before == 0 or now == 0:
        return (
            "no usage in the last 180 days"
            if before == now
            else f"usage started: {now:,.0f} in the last 90 days, none in the 90 before"
            if now
            else f"usage stopped: none in the last 90 days, {before:,.0f} in the 90 before"
        )
    return _say_change("usage", now / before, "the 90 days before")


def _say_change(what: str, ratio: float, than: str) -> str:
    if abs(ratio - 1) < 0.005:
        return f"{what} is level with {than}"
    return f"{what} {'rose' if ratio > 1 else 'fell'} {abs(ratio - 1):.0%} against {than}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number or 'no'} {one if number == 1 else many}"


def _known(value: float | None) -> float:
    return nan if value is None else float(value)


COLUMNS: tuple[Column[AccountFacts], ...] = (
    Column(
        "usage_change",
        "usage",
        False,
        -1,
        lambda a: _change(a.usage_90, a.usage_90_before),
        lambda a: _say_usage(a.usage_90, a.usage_90_before),
    ),
    Column(
        "usage_last_month",
        "usage",
        False,
        -1,
        lambda a: _change(3 * a.usage_30, a.usage_90),
        lambda a: (
            _say_change("usage in the last 30 days", 3 * a.usage_30 / a.usage_90, "the pace of the last 90")
            if a.usage_90
            else "no usage in the last 90 days"
        ),
    ),
    Column(
        "usage_90",
        "usage",
        True,
        -1,
        lambda a: a.usage_90,
        lambda a: f"{a.usage_90:,.0f} uses in the last 90 days",
    ),
    Column(
        "days_since_usage",
        "usage",
        True,
        1,
        lambda a: _known(a.days_since_usage),
        lambda a: "no use on record" if a.days_since_usage is None else f"last used {a.days_since_usage} days ago",
    ),
    Column(
        "tickets_unsolved",
        "support",
        True,
        1,
        lambda a: a.tickets_unsolved,
        lambda a: _count(a.tickets_unsolved, "ticket is unsolved", "tickets are unsolved"),
    ),
    Column(
        "tickets_90",
        "support",
        True,
        0,
        lambda a: a.tickets_90,
        lambda a: (
            _count(a.tickets_90, "ticket", "tickets") + f" in the last 90 days, {a.tickets_90_before} in the 90 before"
        ),
    ),
    Column(
        "negative_share_180",
        "mood",
        False,
        1,
        lambda a: _known(a.negative_share_180),
        lambda a: (
            "none of their messages could be read"
            if a.negative_share_180 is None
            else f"{a.negative_share_180:.0%} of {a.messages_read_180} messages in 180 days are negative"
        ),
    ),
    Column(
        "invoices_late_365",
        "payment",
        True,
        1,
        lambda a: a.invoices_late_365,
        lambda a: _count(a.invoices_late_365, "invoice was", "invoices were") + " paid late in the last year",
    ),
    Column(
        "invoices_overdue",
        "payment",
        True,
        1,
        lambda a: a.invoices_overdue,
        lambda a: _count(a.invoices_overdue, "invoice is overdue", "invoices are overdue"),
    ),
    Column(
        "orders_change",
        "orders",
        False,
        -1,
        lambda a: _change(a.orders_90, a.orders_90_before),
        lambda a: (
            _count(a.orders_90, "order", "orders") + f" in the last 90 days, {a.orders_90_before} in the 90 before"
        ),
    ),
    Column(
        "tenure_days",
        "tenure",
        True,
        0,
        lambda a: _known(a.tenure_days),
        lambda a: "start unknown" if a.tenure_days is None else f"customer for {a.tenure_days / 365.25:.1f} years",
    ),
    Column(
        "employees",
        "size",
        True,
        0,
        lambda a: _known(a.employees),
        lambda a: "size unknown" if a.employees is None else f"{a.employees:,} employees",
    ),
)
