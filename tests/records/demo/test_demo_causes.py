"""The hidden causes of wins, campaign answers, payments, frauds, baskets, as the records show them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np
import pytest

from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story
from assistant.records.demo.trade.products import PRODUCTS
from assistant.records.demo.truth import Truth, behind
from assistant.records.demo.world import World

HALF = Size.of(0.5)


@pytest.fixture(scope="module")
def told() -> World:
    return World(0, Story(), HALF)


@pytest.fixture(scope="module")
def dealt() -> World:
    return World(0, Story.none(), HALF)


@pytest.fixture(scope="module")
def truths(told: World, dealt: World) -> tuple[Truth, Truth]:
    return behind(told), behind(dealt)


def correlation(facts: list[float], outcomes: list[bool]) -> float:
    return float(np.corrcoef(facts, outcomes)[0, 1])


def wins(world: World) -> dict[str, float]:
    """What goes with winning a closed deal, as correlations."""
    closed = [deal for deal in world.deals if deal.is_closed]
    won = [deal.is_won for deal in closed]
    return {
        "fit": correlation([float(deal.company.industry in deal.product.suits) for deal in closed], won),
        "days": correlation([float((deal.close_date - deal.opened_at).days) for deal in closed], won),
        "champion": correlation([float(world.directory[deal.contact_id].is_primary) for deal in closed], won),
        "discount": correlation([deal.discount for deal in closed], won),
    }


def test_deals_are_won_by_fit_speed_a_champion_or_a_discount(told: World, dealt: World) -> None:
    story, none = wins(told), wins(dealt)
    assert story["fit"] > 0.15
    assert story["days"] < -0.15
    assert story["champion"] > 0.04
    assert story["discount"] > 0.04
    assert max(abs(value) for value in none.values()) < 0.06


def uplift(world: World, keys: list[bool]) -> float:
    """How much more often treated members bought than the control group, among those marked."""
    chosen = [member for member, key in zip(world.members, keys, strict=True) if key]
    rates = [
        np.mean([member.bought_after is not None for member in chosen if member.treated == treated])
        for treated in (True, False)
    ]
    return float(rates[0] - rates[1])


def test_some_customers_react_to_campaigns_while_others_are_put_off(
    told: World, truths: tuple[Truth, Truth]
) -> None:  # fmt: skip
    effects = [effect.uplift for effect in truths[0].effects.values()]
    assert uplift(told, [effect > 0.15 for effect in effects]) > 0.12
    assert uplift(told, [effect < -0.02 for effect in effects]) < -0.02
    assert np.mean([effect < -0.02 for effect in effects]) > 0.1
    assert np.mean([effect > 0.15 for effect in effects]) > 0.2


def test_who_reacts_can_be_told_from_the_records(told: World, dealt: World) -> None:
    def by_segment(world: World) -> float:
        segments = [world.company[member.person.account_id].segment for member in world.members]
        small, large = ([segment == wanted for segment in segments] for wanted in ("Small", "Enterprise"))
        return uplift(world, small) - uplift(world, large)

    assert by_segment(told) > 0.1
    assert abs(by_segment(dealt)) < 0.08


def test_treatment_is_drawn_by_lot(told: World) -> None:
    treated = [member.treated for member in told.members]
    known = [float((DATA_DATE - member.person.since).days) for member in told.members]
    assert abs(correlation(known, treated)) < 0.05
    assert 0.55 < np.mean(treated) < 0.65


def odd(world: World) -> dict[str, int]:
    """By order, how many of four signs of fraud it shows."""
    usual: dict[int, list[float]] = defaultdict(list)
    for order in world.orders:
        usual[order.company.id].append(order.total)
    counts = {}
    for order in world.orders:
        buyer = world.directory[order.contact_id]
        hour = (order.ordered_at.hour - {1: 14, 2: 8, 3: 7, 4: 0}[order.company.team_id]) % 24
        counts[order.number] = (
            (order.total > 4 * float(np.median(usual[order.company.id])))
            + (hour >= 15)
            + ((order.ordered_at.date() - buyer.since).days <= 6)
            + (len(order.lines) >= 4)
        )
    return counts


def test_frauds_show_signs_that_honest_orders_seldom_show_together(
    told: World, dealt: World, truths: tuple[Truth, Truth]
) -> None:  # fmt: skip
    for world, frauds, least, most in ((told, truths[0].frauds, 0.6, 1.0), (dealt, truths[1].frauds, 0.0, 0.1)):
        counts = odd(world)
        assert len(frauds) == pytest.approx(0.004 * HALF.orders, rel=0.1)
        assert least <= np.mean([counts[number] >= 2 for number in frauds]) <= most
    counts = odd(told)
    assert np.mean([counts[number] >= 2 for number in counts.keys() - truths[0].frauds]) < 0.03


def test_no_column_names_a_fraud(told: World) -> None:
    assert any(order.forged for order in told.orders)
    assert {order.status for order in told.orders if order.forged} <= {order.status for order in told.orders}
    fakes = {order.contact_id for order in told.orders if order.forged}
    ids = [person.id for person in told.directory.people]
    assert np.mean(sorted(fakes)) < 0.9 * max(ids)  # they do not stand at the end of the table


def late_again(world: World) -> float:
    """The correlation between an account's share of late bills in the first year, then in the second."""
    middle = date(2025, 7, 1)
    shares: dict[int, list[list[bool]]] = defaultdict(lambda: [[], []])
    for bill in world.bills:
        if bill.due_at < DATA_DATE - timedelta(days=60):
            shares[bill.account_id][bill.issued_at >= middle].append(bill.delay is None or bill.delay > 0)
    pairs = [(np.mean(a), np.mean(b)) for a, b in shares.values() if min(len(a), len(b)) >= 5]
    return float(np.corrcoef([a for a, _ in pairs], [b for _, b in pairs])[0, 1])


def test_who_paid_late_pays_late_again(told: World, dealt: World) -> None:
    assert late_again(told) > 0.4
    assert abs(late_again(dealt)) < 0.2


def test_some_bills_are_never_paid_by_risky_accounts_mostly(told: World, truths: tuple[Truth, Truth]) -> None:
    risks = [truths[0].risks.get(f"account-{bill.account_id}", 0.0) for bill in told.bills]
    unpaid = [bill.delay is None for bill in told.bills]
    assert 0.003 < np.mean(unpaid) < 0.03
    assert correlation(risks, unpaid) > 0.03


def together(world: World, first: str, second: str) -> float:
    """How much more often two products are in one basket than if they did not care about each other."""
    names = [{line.product.name for line in order.lines} for order in world.orders]
    both = np.mean([{first, second} <= basket for basket in names])
    return float(both / (np.mean([first in b for b in names]) * np.mean([second in b for b in names])))


def test_what_serves_one_use_is_bought_together(told: World, dealt: World) -> None:
    assert together(told, "Finch Probe", "Wren Glycol Bottle") > 2
    assert together(told, "Finch Probe", "Wren Air Filter Set") < 0.5
    for other in ("Wren Glycol Bottle", "Wren Air Filter Set"):
        assert 0.6 < together(dealt, "Finch Probe", other) < 1.4


def sold(world: World, months: set[int]) -> float:
    return float(np.mean([order.ordered_at.month in months for order in world.orders]))


def test_orders_swing_over_the_year_with_the_season(told: World, dealt: World) -> None:
    assert sold(told, {5, 6, 7, 8}) > sold(dealt, {5, 6, 7, 8}) + 0.03


def test_some_products_sell_only_now_and_then(told: World) -> None:
    weeks: dict[str, set[int]] = defaultdict(set)
    for order in told.orders:
        for line in order.lines:
            weeks[line.product.name].add(order.ordered_at.toordinal() // 7)
    silent = {product.name: 1 - len(weeks[product.name]) / 104 for product in PRODUCTS if product.series != "Perch"}
    assert silent["Wren Battery Pack"] < 0.02
    assert silent["Tern Mapping Study"] > 0.3


def test_customers_buy_at_very_different_rates(told: World, dealt: World) -> None:
    def spread(world: World) -> float:
        counts = Counter(order.company.id for order in world.orders)
        return float(np.std(list(counts.values())) / np.mean(list(counts.values())))

    assert spread(told) > 1.0
    assert spread(told) > 1.3 * spread(dealt)
    assert sum(habit.stopped is not None for habit in told.habits) > 20
    assert sum(habit.stopped is not None for habit in dealt.habits) == 0
