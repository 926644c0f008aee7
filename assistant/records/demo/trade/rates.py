"""What the foreign currencies were worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import midnight
from assistant.records.demo.money import rates

if TYPE_CHECKING:
    from assistant.records.demo.world import World


def rate_rows(world: World) -> Iterator[Row]:
    """Currency by currency, set on the first of each month."""
    number = 0
    for currency, path in rates(world.rng("rates")).items():
        for day, rate in path:
            number += 1
            yield {"id": number, "currency": currency, "day": day, "rate": rate, "created_at": midnight(day)}


RATE = Concept("exchange_rate", rate_rows)
