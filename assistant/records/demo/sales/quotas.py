"""What each seller is to sell in each quarter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import MONTHS, add_months, midnight, month_start
from assistant.records.demo.money import HOME, PRICE_LIST

if TYPE_CHECKING:
    from assistant.records.demo.world import World

QUARTERS = MONTHS // 3 + 1  # the last one has just begun to be planned


def quota_rows(world: World) -> Iterator[Row]:
    """Near what the seller really won, so that some quarters are met."""
    rng, number = world.rng("quotas"), 0
    won: Counter[int] = Counter()  # in cents
    for deal in world.deals:
        if deal.is_won:
            won[deal.company.owner_id] += round(100 * deal.amount / PRICE_LIST[deal.company.currency])
    for person in world.staff.sellers:
        for quarter in range(QUARTERS):
            start = month_start(3 * quarter)
            usual = won[person.id] / 100 / (QUARTERS - 1)
            number += 1
            yield {
                "id": number,
                "owner_id": person.id,
                "user_id": person.id,
                "period_start": start,
                "period_end": _last_day(start),
                "amount": round(usual * (0.85 + 0.05 * quarter) * float(rng.uniform(0.85, 1.15)), -3),
                "currency": HOME,
                "created_at": midnight(start - timedelta(days=20)),
            }


def _last_day(start: date) -> date:
    return add_months(start, 3) - timedelta(days=1)


QUOTA = Concept("quota", quota_rows)
