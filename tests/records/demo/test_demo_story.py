"""What the story puts into the records, with its opposite in which nothing can be learnt."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from assistant.records.demo.build import Rows
from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story
from assistant.records.demo.world import World

HORIZON = timedelta(days=90)
SMALL = 0.17


def correlation(companies: list[Rows], measure: str) -> float:
    """Between a fact known on a month's first day and a cancellation within 90 days, over all customers."""
    facts, outcomes = [], []
    for rows in companies:
        by_account: dict[int, list[dict[str, Any]]] = defaultdict(list)
        table = {"usage": "usage_event", "unsolved": "ticket", "late": "invoice"}[measure]
        for row in rows[table]:
            by_account[row["account_id"]].append(row)
        spans = {
            row["account_id"]: (row["starts_at"], row["cancelled_at"]) for row in reversed(rows["subscription"])
        }  # the earliest contract of an account wins
        for months in range(4, 21):
            day = date(2024 + (6 + months) // 12, (6 + months) % 12 + 1, 1)
            for account, (start, end) in spans.items():
                if start + timedelta(days=140) <= day and (end is None or end > day):
                    facts.append(MEASURES[measure](by_account[account], day))
                    outcomes.append(end is not None and end <= day + HORIZON)
    return float(np.corrcoef(facts, outcomes)[0, 1])


def usage_decline(events: list[dict[str, Any]], day: date) -> float:
    """Fall of the logins of the last four weeks against those two to four months ago."""

    def logins(oldest: int, newest: int) -> float:
        inside = [e for e in events if e["event"] == "login" and oldest >= (day - e["at"].date()).days > newest]
        return float(sum(e["quantity"] for e in inside)) / max(len(inside), 1)

    before = logins(112, 56)
    return 1 - logins(28, 0) / before if before else 0.0


def unsolved_tickets(tickets: list[dict[str, Any]], day: date) -> int:
    """Tickets of the last 60 days that were open for ten days or more."""

    def stuck(ticket: dict[str, Any]) -> bool:
        opened = ticket["created_at"].date()
        solved = ticket["solved_at"].date() if ticket["solved_at"] else DATA_DATE
        return bool(
            timedelta(0) < day - opened <= timedelta(days=60) and min(solved, day) - opened >= timedelta(days=10)
        )

    return sum(map(stuck, tickets))


def late_invoices(invoices: list[dict[str, Any]], day: date) -> int:
    """Invoices due in the last 100 days that were not paid when due."""
    return sum(
        timedelta(0) < day - bill["due_at"] <= timedelta(days=100)
        and bill["order_id"] is None
        and (bill["paid_at"] or DATA_DATE) > bill["due_at"]
        for bill in invoices
    )


MEASURES = {"usage": usage_decline, "unsolved": unsolved_tickets, "late": late_invoices}


@pytest.mark.parametrize(("measure", "least"), [("usage", 0.2), ("unsolved", 0.05), ("late", 0.05)])
def test_trouble_comes_before_cancellations(told: list[Rows], measure: str, least: float) -> None:
    assert correlation(told, measure) > least


def test_without_a_story_usage_says_nothing(told: list[Rows], shuffled: list[Rows]) -> None:
    assert abs(correlation(shuffled, "usage")) < 0.06
    assert abs(correlation(shuffled, "unsolved")) < 0.06


def test_a_fair_part_of_the_subscriptions_was_cancelled(told: list[Rows]) -> None:
    for rows in told:
        cancelled = [row["cancelled_at"] is not None for row in rows["subscription"]]
        assert 0.25 <= np.mean(cancelled) <= 0.45


def test_the_texts_suffice_however_many_customers_announce_that_they_leave() -> None:
    world = World(0, Story(base=-6.0, notice=1.0), Size.of(0.1))
    assert sum(contract.cancelled_at is not None for contract in world.contracts) > 60
    assert len(world.cases) == 800


def test_shuffling_keeps_the_number_of_customers_who_left(told: list[Rows], shuffled: list[Rows]) -> None:
    def left(rows: Rows) -> int:
        return sum(account["lifecycle_stage"] == "churned" for account in rows["account"])

    assert [left(rows) for rows in told] == [left(rows) for rows in shuffled]


def win_rates(companies: list[Rows]) -> dict[str, float]:
    """Share won of the closed deals, quick or slow ones (split at the median)."""
    waits = [
        ((deal["close_date"] - deal["opened_at"]).days, deal["is_won"])
        for rows in companies
        for deal in rows["deal"]
        if deal["is_closed"]
    ]
    median = np.median([wait for wait, _ in waits])
    return {
        "quick": float(np.mean([won for wait, won in waits if wait <= median])),
        "slow": float(np.mean([won for wait, won in waits if wait > median])),
    }


def test_quick_deals_are_won_more_often_only_by_the_story(told: list[Rows], shuffled: list[Rows]) -> None:
    story, none = win_rates(told), win_rates(shuffled)
    assert story["quick"] - story["slow"] > 0.15
    assert abs(none["quick"] - none["slow"]) < 0.08


def test_shuffling_keeps_the_number_of_won_deals(told: list[Rows], shuffled: list[Rows]) -> None:
    for story, none in zip(told, shuffled, strict=True):
        assert sum(deal["is_won"] for deal in story["deal"]) == sum(deal["is_won"] for deal in none["deal"])


def test_campaigns_have_a_control_group_that_is_not_written_to(told: list[Rows]) -> None:
    for rows in told:
        members = rows["campaign_member"]
        assert {member["campaign_id"] for member in members if not member["treated"]} == {1, 2, 3, 4, 5, 6}
        assert all((member["sent_at"] is not None) == member["treated"] for member in members)


def test_the_history_of_a_deal_ends_in_its_stage(told: list[Rows]) -> None:
    for rows in told:
        last: dict[int, str] = {}
        for move in rows["deal_stage_history"]:
            assert move["from_stage"] == last.get(move["deal_id"])
            last[move["deal_id"]] = move["to_stage"]
        assert last == {deal["id"]: deal["stage"] for deal in rows["deal"]}
