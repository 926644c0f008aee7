"""What each seller is to sell in each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from numpy.random import Generator

from assistant.records.demo.colleagues import COLLEAGUES
from assistant.records.demo.days import MONTHS, add_months, midnight, month_start
from assistant.records.demo.deals import Opportunity

QUARTERS = MONTHS // 3 + 1  # the last one has just begun to be planned


def quota_rows(deals: Sequence[Opportunity], rng: Generator) -> list[dict[str, Any]]:
    """The quota table: near what the seller really won, so that some quarters are met."""
    rows: list[dict[str, Any]] = []
    for person in COLLEAGUES:
        if person.job != "sales":
            continue
        won = sum(deal.amount for deal in deals if deal.is_won and deal.company.owner_id == person.id)
        for quarter in range(QUARTERS):
            start = month_start(3 * quarter)
            target = won / (QUARTERS - 1) * (0.85 + 0.05 * quarter) * float(rng.uniform(0.85, 1.15))
            rows.append(
                {
                    "id": len(rows) + 1,
                    "owner_id": person.id,
                    "user_id": person.id,
                    "period_start": start,
                    "period_end": _last_day(start),
                    "amount": round(target, -3),
                    "currency": "USD",
                    "created_at": midnight(start - timedelta(days=20)),
                }
            )
    return rows


def _last_day(start: date) -> date:
    return add_months(start, 3) - timedelta(days=1)
