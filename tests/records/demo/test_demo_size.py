"""The demo company at its usual size, with what may be as large as one likes."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.records.demo.build import Rows, build
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story

USUAL = {
    "account": 600,
    "contact": 1_500,
    "deal": 4_000,
    "ticket": 8_000,
    "message": 22_000,
    "order": 30_000,
    "campaign": 6,
    "user": 40,
    "team": 4,
    "quota": 180,
    "lead": 240,
    "product": 36,
}


@pytest.fixture(scope="module")
def usual() -> Rows:
    return build(0, Story())


@pytest.mark.slow
def test_the_usual_company_has_its_announced_sizes(usual: Rows) -> None:
    assert {name: len(usual[name]) for name in USUAL} == {
        name: pytest.approx(count, rel=0.1) for name, count in USUAL.items()
    }
    assert len(usual["kb_article"]) >= 60
    assert len(usual["subscription"]) > 600
    events = Counter(row["event"] for row in usual["usage_event"])
    assert set(events) == {"login", "feature", "view", "cart", "favourite"}
    assert min(events.values()) > 2_000


@pytest.mark.slow
def test_exact_duplicates_are_rare_among_twelve_thousand_messages(usual: Rows) -> None:
    bodies = Counter(row["body_text"] for row in usual["message"] if row["direction"] == "in")
    assert bodies.total() > 10_000
    assert 1 - len(bodies) / bodies.total() < 0.05


@pytest.mark.slow
def test_companies_have_names_of_their_own_with_a_few_that_are_nearly_alike(usual: Rows) -> None:
    names = [row["name"] for row in usual["account"]]
    assert len(set(names)) == len(names)
    assert all(row["domain"].endswith(".example") for row in usual["account"])
    assert len({row["domain"] for row in usual["account"]}) == len(names)
    roots = Counter(word for name in names[100:] for word in set(name.split()) if len(word) > 7)
    assert sum(count > 1 for count in roots.values()) > 10
    parents = [row for row in usual["account"] if row["parent_id"]]
    assert len(parents) > 20


@pytest.mark.slow
def test_people_have_addresses_of_their_own(usual: Rows) -> None:
    addresses = [row["email"] for row in usual["contact"]] + [row["email"] for row in usual["user"]]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(".example") for address in addresses)
    assert all(address.isascii() for address in addresses)


@pytest.mark.slow
def test_forty_colleagues_work_in_teams_of_ten(usual: Rows) -> None:
    jobs = Counter((row["team_id"], row["role"]) for row in usual["user"])
    assert jobs == {(team, role): count for team in (1, 2, 3, 4) for role, count in TEN.items()}


TEN = {"manager": 1, "agent": 8, "viewer": 1}


def test_sizes_follow_the_scale_down_to_the_hand_made_accounts() -> None:
    assert [Size.of(scale).accounts for scale in (0.05, 0.17, 1.0, 10.0)] == [100, 102, 600, 6_000]
    assert [Size.of(scale).users for scale in (0.05, 0.17, 1.0, 10.0)] == [17, 17, 40, 400]
    assert [Size.of(scale).tickets for scale in (0.05, 0.17, 1.0, 10.0)] == [400, 1_360, 8_000, 80_000]
