"""Three mailings with their control groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.random import Generator

from assistant.records.demo.companies import Company
from assistant.records.demo.contacts import Person
from assistant.records.demo.days import midnight
from assistant.records.demo.story import Story, chance

CAMPAIGNS = (
    ("Winter cold-chain check", "email", date(2025, 1, 20), 2400.0),
    ("Clean air for autumn term", "email", date(2025, 9, 8), 3100.0),
    ("Heron Pro trade-in", "phone", date(2026, 3, 2), 5200.0),
)  # name, channel, first day, cost in USD
TREATED_SHARE = 0.65
QUIET_LOG_ODDS = -2.3  # of buying within the campaign's six weeks without being contacted


@dataclass(frozen=True, slots=True)
class _Outcome:
    responded_after: int  # days
    value: float  # USD


def campaign_rows() -> list[dict[str, Any]]:
    """The campaign table; campaigns belong to the whole company."""
    return [
        {
            "id": number,
            "name": name,
            "channel": channel,
            "starts_at": starts_at,
            "cost": cost,
            "created_at": midnight(starts_at - timedelta(days=14)),
        }
        for number, (name, channel, starts_at, cost) in enumerate(CAMPAIGNS, start=1)
    ]


def member_rows(
    contacts: Sequence[Person], known: Mapping[int, Company], story: Story, rng: Generator
) -> list[dict[str, Any]]:
    """The campaign member table; who is treated is drawn at random, so the control group is a fair one."""
    rows: list[dict[str, Any]] = []
    for campaign_id, (_, _, starts_at, _) in enumerate(CAMPAIGNS, start=1):
        invited = [person for person in contacts if known[person.account_id].known_since < starts_at]
        invited = [person for person in invited if rng.random() < 0.75]
        treated = [bool(rng.random() < TREATED_SHARE) for _ in invited]
        outcomes = [
            _outcome(known[person.account_id], story.campaign * on, rng)
            for person, on in zip(invited, treated, strict=True)
        ]
        if story.shuffled:
            outcomes = [outcomes[int(other)] for other in rng.permutation(len(outcomes))]
        for person, on, outcome in zip(invited, treated, outcomes, strict=True):
            sent = midnight(starts_at) + timedelta(hours=9, minutes=len(rows) % 50)
            rows.append(
                {
                    "id": len(rows) + 1,
                    "owner_id": known[person.account_id].owner_id,
                    "campaign_id": campaign_id,
                    "contact_id": person.id,
                    "treated": on,
                    "sent_at": sent if on else None,
                    "responded_at": sent + timedelta(days=outcome.responded_after) if outcome else None,
                    "converted_value": outcome.value if outcome else 0.0,
                    "created_at": midnight(starts_at),
                }
            )
    return rows


def _outcome(company: Company, effect: float, rng: Generator) -> _Outcome | None:
    """A purchase within six weeks, or none."""
    if rng.random() >= chance(QUIET_LOG_ODDS + effect * (1.0 if company.segment == "Small" else 0.5)):
        return None
    value = round(float(np.sqrt(company.employees)) * float(rng.lognormal(4.2, 0.5)), 2)
    return _Outcome(int(rng.integers(1, 43)), value)
