"""The bad update that turns the opinion of one product, on one day, everywhere."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from assistant.records.demo.desk import incident
from assistant.records.demo.desk.opinions import review_rows
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story
from assistant.records.demo.world import World

SIZE = Size.of(0.2)


@pytest.fixture(scope="module")
def told() -> World:
    return World(0, Story(), SIZE)


def a_month(world: World, *, after: bool) -> int:
    """Tickets about the product in the four weeks before the update, or after it."""
    since = incident.DAY if after else incident.DAY - timedelta(days=28)
    return sum(
        case.product_id == incident.PRODUCT.id and since <= case.occasion.at.date() < since + timedelta(days=28)
        for case in world.cases
    )


def test_tickets_about_the_product_multiply_after_the_update(told: World) -> None:
    assert a_month(told, after=True) > 2.5 * a_month(told, after=False)


def test_without_an_incident_nothing_happens_on_that_day() -> None:
    calm = World(0, Story(incident=0.0), SIZE)
    assert a_month(calm, after=True) < 2 * a_month(calm, after=False) + 8


def test_nobody_speaks_of_the_correction_before_it_was_announced(told: World) -> None:
    about = [case for case in told.cases if case.opening.topic == "incident"]
    assert len(about) > 15
    early = [case for case in about if case.occasion.at.date() < incident.ANNOUNCED]
    assert early
    assert not any(incident.CORRECTION in case.opening.text for case in early)


def test_words_are_angrier_where_a_customer_has_more_to_be_unhappy_about(told: World) -> None:
    moods: dict[bool, list[int]] = {True: [], False: []}
    for case in told.cases:
        if case.occasion.company and case.occasion.mood is not None and not case.occasion.product_id:
            moods[case.occasion.mood < -0.5].append(case.opening.mood)
    strained, calm = (sum(values) / len(values) for values in (moods[True], moods[False]))
    assert strained < calm - 0.4


def test_customers_under_strain_ask_for_their_data_then_grow_angry_then_threaten(told: World) -> None:
    steps = Counter(case.opening.topic for case in told.cases if case.opening.topic.startswith("leaving"))
    assert set(steps) == {"leaving_1", "leaving_2", "leaving_3"}
    assert steps["leaving_1"] > steps["leaving_3"]


def test_what_is_said_in_public_about_the_product_turns_on_that_day() -> None:
    said = [row for row in review_rows(World(0, Story(), Size.of(1.0))) if row["product_id"] == incident.PRODUCT.id]
    before = [row["rating"] for row in said if row["rating"] and row["posted_at"].date() < incident.DAY]
    after = [
        row["rating"] for row in said if row["rating"] and incident.DAY <= row["posted_at"].date() < incident.ANNOUNCED
    ]
    assert sum(before) / len(before) > 3.3
    assert sum(after) / len(after) < 2.3
    posts = [row["posted_at"].date() >= incident.DAY for row in said if row["kind"] == "post"]
    assert sum(posts) / len(posts) > 0.8


def test_what_no_customer_said_is_there_for_everybody() -> None:
    said = list(review_rows(World(0, Story(), SIZE)))
    assert {row["kind"] for row in said} == {"review", "post", "news"}
    assert all((row["owner_id"] is None) == (row["account_id"] is None) for row in said)
    assert all(row["account_id"] is None for row in said if row["kind"] == "news")
    assert all(row["rating"] is None for row in said if row["kind"] != "review")
