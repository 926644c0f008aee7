"""What lies behind the records can be asked for by benchmarks, by the keys under which the rows are stored."""

from __future__ import annotations

import pytest

from assistant.records.demo.build import Rows, build
from assistant.records.demo.story import Story
from assistant.records.demo.truth import Truth, truth

TINY = 0.05


@pytest.fixture(scope="module")
def tiny() -> Rows:
    return build(3, Story(), TINY)


@pytest.fixture(scope="module")
def hidden() -> Truth:
    return truth(3, TINY)


def test_its_keys_are_those_of_the_rows(tiny: Rows, hidden: Truth) -> None:
    orders = {row["number"] for row in tiny["order"]}
    customers = {f"account-{row['account_id']}" for row in tiny["subscription"]}
    assert hidden.frauds < orders
    assert set(hidden.effects) == {f"campaign-member-{row['id']}" for row in tiny["campaign_member"]}
    assert set(hidden.wins) == {f"deal-{row['id']}" for row in tiny["deal"] if row["is_closed"]}
    assert set(hidden.leaving) == set(hidden.risks) == set(hidden.habits) == customers


def test_the_chances_of_leaving_are_higher_for_those_who_left(tiny: Rows, hidden: Truth) -> None:
    left = {f"account-{row['account_id']}" for row in tiny["subscription"] if row["cancelled_at"]}
    highest = {key: max(months) for key, months in hidden.leaving.items()}
    mean = {
        gone: sum(value for key, value in highest.items() if (key in left) == gone)
        / sum((key in left) == gone for key in highest)
        for gone in (True, False)
    }
    assert mean[True] > 2 * mean[False]


def test_where_outcomes_are_dealt_out_every_chance_is_the_same() -> None:
    dealt = truth(3, TINY, Story.none())
    assert len(set(dealt.leaving.values())) == 1
    assert len(set(dealt.wins.values())) == 1
    assert {round(effect.uplift, 9) for effect in dealt.effects.values()} == {0.0}
    assert set(dealt.risks.values()) == {0.0}
    assert dealt.incident_since is None


def test_the_incident_is_named(hidden: Truth, tiny: Rows) -> None:
    assert hidden.incident_product in {row["sku"] for row in tiny["product"]}
    assert hidden.incident_since is not None
    assert hidden.incident_since.isoformat() == "2026-04-07"
