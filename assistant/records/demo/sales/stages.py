"""The stages of a deal, with the moves from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from assistant.records.batches.stages import SALESFORCE
from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, office_time

if TYPE_CHECKING:
    from assistant.records.demo.world import World

PROBABILITY = {stage.name: stage.probability for stage in SALESFORCE}
"""Salesforce's stages in order, with its own default probabilities (0 to 1)."""

OPEN_STAGES = tuple(PROBABILITY)[:8]


def forecast_category(stage: str) -> str:
    """Salesforce's default category of a stage."""
    if stage.startswith("Closed"):
        return "closed" if stage == "Closed Won" else "omitted"
    if stage == "Negotiation/Review":
        return "commit"
    return "best_case" if PROBABILITY[stage] >= 0.6 else "pipeline"


def stage_meaning_rows() -> list[Row]:
    """What each stage means, in order."""
    meaning = {"Closed Won": "won", "Closed Lost": "lost"}
    return [
        {"stage": stage, "meaning": meaning.get(stage, "open"), "position": position, "probability": probability}
        for position, (stage, probability) in enumerate(PROBABILITY.items(), start=1)
    ]


def history_rows(world: World) -> Iterator[Row]:
    """Every deal enters Prospecting when it opens; most skip a stage or two.

    The first stages take a share of the deal's days that grows with its pace, so that speed can be seen early.
    """
    rng, number = world.rng("stages"), 0
    for deal in world.deals:
        path = [stage for stage in OPEN_STAGES[: deal.reached - 1] if stage == "Prospecting" or rng.random() < 0.75]
        path.append(OPEN_STAGES[deal.reached - 1])
        spread = np.sort(rng.random(len(path) - 1)) ** float(np.exp(-0.4 * deal.pace))
        days_open = (min(deal.close_date, DATA_DATE) - deal.opened_at).days
        entered = [0, *(int(share * max(days_open - 1, 0)) for share in spread)]
        if deal.is_closed:
            path.append(deal.stage)
            entered.append(days_open)
        moments = sorted(office_time(deal.opened_at + timedelta(days=day), rng) for day in entered)
        for position, (stage, moment) in enumerate(zip(path, moments, strict=True)):
            number += 1
            yield {
                "id": number,
                "owner_id": deal.company.owner_id,
                "deal_id": deal.id,
                "from_stage": path[position - 1] if position else None,
                "to_stage": stage,
                "at": moment,
                "amount": deal.amount,
                "created_at": moment,
            }


HISTORY = Concept("deal_stage_history", history_rows)
