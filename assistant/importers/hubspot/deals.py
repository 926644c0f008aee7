"""HubSpot's deals, with the days on which they entered their stages."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.importers.hubspot.cells import chance, closed_by_chance, either, won_by_chance
from assistant.importers.hubspot.common import (
    CHANGED,
    COMPANY,
    CREATED,
    KEY,
    OWNER,
    contact_as,
    implied_company,
    kind_of,
)
from assistant.importers.hubspot.words import DEAL_TYPES, FORECASTS
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout, Only
from assistant.records.batches.takes import among, mapped, moment, plain_words

ENTERED = (
    re.compile(r"date entered [\"'“”](?P<stage>.+?)( \([^()]*\))?[\"'“”]", re.IGNORECASE),
    re.compile(r"hs_(v2_)?date_entered_(?P<stage>(?!current_stage)\w+)", re.IGNORECASE),
)


def stages_entered(header: Header) -> dict[str, str]:
    """Stage → the column of the moment at which a deal entered it."""
    found: dict[str, str] = {}
    if header.column("record id"):
        for column in header.columns:
            match = next((hit for form in ENTERED if (hit := form.fullmatch(column.strip()))), None)
            if match:
                found[match["stage"]] = column
    return found


def _history(header: Header) -> tuple[Layout, ...]:
    """One step for each stage that a deal entered."""
    record = header.column("record id")
    steps = []
    for stage, column in stages_entered(header).items():
        fields = (
            Field("source_id", record, take=_step_key(stage)),
            Field("deal_id", record, "deal"),
            Field("at", column, take=moment),
        )
        only = Only(column, bool)
        steps.append(Layout("deal_stage_history", fields, {"to_stage": stage}, header.rest(fields), only))
    return tuple(steps)


def _step_key(stage: str) -> Callable[[str], str]:
    return lambda deal: f"{deal}:{stage}" if deal else ""


DEAL = kind_of(
    "deal",
    (("deal name",), ("deal stage",)),
    (
        KEY,
        named("name", "deal name"),
        named("stage", "deal stage"),
        named("pipeline", "pipeline"),
        named("amount", "amount", "amount in company currency"),
        named("currency", "currency", take=str.upper),
        named("probability", "deal probability", take=chance),
        named("expected_revenue", "weighted amount"),
        Named(
            ("create date", "createdat"), (Field("opened_at", "", take=moment), Field("created_at", "", take=moment))
        ),
        named("close_date", "close date", take=moment),
        named("forecast_category", "forecast category", take=among(FORECASTS), keep=True),
        named("type", "deal type", take=mapped(DEAL_TYPES)),
        named("source", "original traffic source", take=plain_words),
        named("next_step", "next step"),
        named("lost_reason", "closed lost reason"),
        named("is_won", "is closed won"),
        named("is_won", "deal probability", take=won_by_chance),
        named("is_closed", "is deal closed?"),
        Named(("is closed lost",), (Field("is_closed", "", also_from=("is closed won",), join=either),)),
        named("is_closed", "deal probability", take=closed_by_chance),
        *COMPANY,
        *contact_as("primary_contact_id"),
        OWNER,
        CREATED,
        CHANGED,
    ),
    more=(implied_company, _history),
    told_elsewhere=lambda header: frozenset(stages_entered(header).values()),
)
