"""Requests in plain language read into whole values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from assistant.records.calendar import PLAIN
from assistant.records.facets import Condition, HomeWords, MentionFilter, Order
from assistant.search.customers.lexicon import Lexicon
from assistant.search.customers.reader import read
from assistant.search.customers.request import Request
from assistant.search.customers.topic import Topic
from assistant.search.names import NameIndex
from assistant.views import LOCAL_ADMIN, Named

TODAY = date(2026, 6, 30)
HOME = HomeWords(
    countries=("Germany", "Kenya", "Norway", "Sweden", "United States"),
    cities=("Nairobi", "Oslo"),
    industries=("Education", "Food & Beverage", "Healthcare", "Retail"),
    segments=("Enterprise", "Mid-market", "Small"),
    lifecycles=("at_risk", "churned", "customer", "prospect"),
    plans=("Perch Team",),
    series=("Finch",),
    products=((1, "Finch One", "Finch"), (2, "Finch Air", "Finch"), (3, "Tern Mapping Study", "")),
    stages=("Negotiation/Review", "Prospecting"),
    lost_reasons=("Competitor", "Price"),
    holds=frozenset(),
)
NAMES = NameIndex(
    [
        Named("user", 8, "u-8", "Freya Lund"),
        Named("team", 2, "t-2", "Nordics"),
        *(Named("product", id_, str(id_), name) for id_, name, _ in HOME.products),
    ]
)
LEXICON = Lexicon(HOME)


def reading(text: str) -> Request:
    return read(text, NAMES.find(text), LEXICON, user=LOCAL_ADMIN, as_of=TODAY, calendar=PLAIN)


def facts(text: str) -> Sequence[Condition]:
    return reading(text).conditions


KENYA = Condition("country", "in Kenya", values=("Kenya",))
RETAIL = Condition("industry", "Retail", values=("Retail",))
SMALL = Condition("segment", "segment Small", values=("Small",))


def test_size_trade_place_are_facts_that_leave_nothing_to_meaning() -> None:
    request = reading("small retailers in Kenya")
    assert request == Request((SMALL, RETAIL, KENYA), None, MentionFilter(), "", "", None, "")
    assert request.reading == "accounts segment Small, Retail, in Kenya"


def test_a_complaint_is_a_topic_with_a_tone_beside_a_renewal_in_ninety_days() -> None:
    request = reading("who complained about invoices and is up for renewal")
    renewal = Condition("renewal", "subscription up for renewal by 2026-09-28", since=TODAY, until=date(2026, 9, 29))
    assert (request.conditions, request.topic) == ((renewal,), Topic("invoices", "negative"))
    assert request.reading == ("accounts subscription up for renewal by 2026-09-28; complained about “invoices”")


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("renewing within 60 days", TODAY, date(2026, 8, 30)),
        ("whose contract ends next quarter", date(2026, 7, 1), date(2026, 10, 1)),
        ("with a subscription expiring in August", date(2026, 8, 1), date(2026, 9, 1)),
        ("up for renewal by the end of the year", TODAY, date(2027, 1, 1)),
    ],
)
def test_the_window_of_a_renewal_lies_ahead(said: str, since: date, until: date) -> None:
    (found,) = facts(f"customers {said}")
    assert (found.fact, found.since, found.until) == ("renewal", since, until)


@pytest.mark.parametrize(
    ("said", "since", "until"),
    [
        ("over the past year", date(2025, 6, 30), date(2026, 7, 1)),
        ("in the past twelve months", date(2025, 6, 30), date(2026, 7, 1)),
        ("in the past quarter", date(2026, 3, 30), date(2026, 7, 1)),
        ("last year", date(2025, 1, 1), date(2026, 1, 1)),
        ("since mid May", date(2026, 5, 15), None),
    ],
)
def test_a_past_period_reaches_up_to_the_day_a_last_one_is_the_calendars(
    said: str, since: date, until: date | None
) -> None:
    when = reading(f"who complained about invoices {said}").when
    assert (when.since, when.until) == (since, until)


def test_misspelt_facts_are_mended() -> None:
    assert facts("smal retialers in Keniya") == facts("small retailers in Kenya")
    (topic,) = [reading("who complaned about invioces").topic]
    assert topic == Topic("invoices", "negative")


def test_what_is_spelt_right_is_left_alone() -> None:
    assert reading("who asked about humidity drift").topic == Topic("humidity drift", "")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("companies outside Kenya", Condition("country", "not in Kenya", values=("Kenya",), negated=True)),
        ("customers without an open deal", Condition("open_deals", "no open deal", negated=True)),
        ("who never ordered", Condition("orders", "never ordered", negated=True)),
        ("customers not using Finch Air", Condition("bought", "not with Finch Air", ids=(2,), negated=True)),
        ("customers with no tickets", Condition("tickets", "no ticket", negated=True)),
    ],
)
def test_a_negation_turns_a_fact_round(said: str, expected: Condition) -> None:
    assert facts(said) == (expected,)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Scandinavian customers", Condition("country", "in Scandinavia", values=("Sweden", "Norway"))),
        ("customers in the US", Condition("country", "in United States", values=("United States",))),
        ("customers in Norway or Sweden", Condition("country", "in Norway or Sweden", values=("Norway", "Sweden"))),
        ("breweries", Condition("described", "brewery", values=LEXICON.kinds._said["brewery"].values)),
        ("more than 500 employees", Condition("employees", "more than 500 employees", least=501)),
        ("between 10 and 50 staff", Condition("employees", "between 10 and 50 employees", least=10, most=50)),
        ("churned customers", Condition("lifecycle", "churned", values=("churned",))),
        ("existing customers", Condition("lifecycle", "customers at present", values=("customer", "at_risk"))),
        ("Freya's accounts", Condition("owner", "of Freya Lund", ids=(8,))),
        ("accounts of the Nordics team", Condition("team", "of team Nordics", ids=(2,))),
        ("Finch users", Condition("bought", "with Finch One or Finch Air", ids=(1, 2))),
        ("customers on Perch Team", Condition("bought", "with Perch Team", values=("Perch Team",))),
        ("with a deal in negotiation", Condition("open_deals", "a deal in Negotiation/Review",
                                                 values=("Negotiation/Review",))),
        ("a lost deal because of price", Condition("lost_deals", "a lost deal over Price", values=("Price",))),
        ("customers with overdue invoices", Condition("overdue_invoices", "an overdue invoice")),
        ("haven't ordered since May", Condition("last_order", "last order before 2026-05-01",
                                                until=date(2026, 5, 1))),
        ("founded before 1900", Condition("founded_year", "founded before 1900", most=1899)),
        ("with open urgent tickets", Condition("tickets", "an open urgent ticket", values=("open", "urgent"))),
        ("spent more than 50k last year", Condition("spent", "spent more than 50k last year", least=50_000.01,
                                                    since=date(2025, 1, 1), until=date(2026, 1, 1))),
        ("who rated us badly", Condition("rated", "rated us 1 or 2", values=("1", "2"))),
        ("customers who write in German", Condition("language", "writing in German", values=("de",))),
    ],
)  # fmt: skip
def test_each_fact_is_read_from_the_words_people_use(said: str, expected: Condition) -> None:
    assert facts(said) == (expected,)
    assert reading(said).topic is None


def test_a_fact_inside_what_was_written_about_is_part_of_the_topic() -> None:
    request = reading("who asked about renewal")
    assert (request.conditions, request.topic) == ((), Topic("renewal", ""))
    shipped = reading("anyone asking whether we ship to Norway")
    assert (shipped.conditions, shipped.topic) == ((), Topic("ship to norway", ""))


def test_a_period_belongs_to_the_nearest_thing_it_can_date() -> None:
    request = reading("customers in Kenya who wrote about refunds in the last three months and never ordered")
    assert request.conditions == (KENYA, Condition("orders", "never ordered", negated=True))
    assert (request.when, request.when_said) == (
        MentionFilter(since=date(2026, 3, 30), until=date(2026, 7, 1)),
        "in the last three months",
    )


def test_open_tickets_about_something_narrow_down_the_tickets() -> None:
    request = reading("schools with open tickets about calibration")
    assert [condition.said for condition in request.conditions] == ["school"]
    assert (request.topic, request.when) == (Topic("calibration", ""), MentionFilter(marks=("open",)))


def test_a_tone_without_a_topic_looks_at_the_last_half_year() -> None:
    request = reading("unhappy retailers")
    assert request.conditions == (RETAIL,)
    assert request.topic == Topic("", "negative")
    assert request.when == MentionFilter(since=date(2026, 1, 1), tone="negative")


def test_complaints_made_more_than_once_are_repeated() -> None:
    assert reading("who complained repeatedly about delivery").topic == Topic("delivery", "negative", repeated=True)
    twice = reading("who was charged twice").topic
    assert twice is not None
    assert (twice.words, twice.repeated) == ("charged twice", False)


def test_the_biggest_come_first_and_may_be_counted() -> None:
    assert reading("biggest customers in Kenya").order == Order("spent", True, "what they bought, most first")
    top = reading("which of our top 25 by money billed this year have open tickets")
    assert top.order == Order(
        "billed", True, "what we billed, most first", since=date(2026, 1, 1), until=date(2027, 1, 1), top=25
    )
    assert top.conditions == (Condition("tickets", "an open ticket", values=("open",)),)


def test_several_trades_that_make_up_an_industry_stand_for_it() -> None:
    assert facts("schools and universities") == (
        Condition("industry", "Education (school or university)", values=("Education",)),
    )


def test_words_that_say_nothing_leave_nothing() -> None:
    assert reading("show me all our customers please").empty
