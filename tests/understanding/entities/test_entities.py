from datetime import date

import pytest

from assistant.messages import Entity
from assistant.understanding.entities import MOST, entities_of
from tests.effort import seconds_of

CASES = {
    "Where is order #AB-10442?": [("order_number", "AB-10442")],
    "order no. 8890 and order number 112-77": [("order_number", "8890"), ("order_number", "112-77")],
    "my order arrived broken": [],
    "Invoice INV-2024-0031 is wrong": [("invoice_number", "INV-2024-0031")],
    "see ticket 55120 please": [("ticket_number", "55120")],
    "two tickets for 4 people": [],
    "I paid $1,299.00, not 20 EUR": [("amount", "$1,299.00"), ("amount", "20 EUR")],
    "write to ann.lee@firm.co.uk.": [("email", "ann.lee@firm.co.uk")],
    "call +44 20 7946 0018 or 555-0119-22": [("phone", "+44 20 7946 0018"), ("phone", "555-0119-22")],
    "it came on 12 March 2025, not 2025-03-01": [("date", "12 March 2025"), ("date", "2025-03-01")],
    "look at https://shop.example/a?b=1.": [("url", "https://shop.example/a?b=1")],
    "#4471 is late": [("order_number", "4471")],
    "nothing here": [],
    "": [],
}


@pytest.mark.parametrize("text", CASES)
def test_what_a_text_names_is_found(text: str) -> None:
    assert [(entity.kind, entity.text) for entity in entities_of(text)] == CASES[text]


def test_a_span_is_the_place_of_its_text() -> None:
    text = "Hi, order 5512 cost £20 😀 and order 5513 too"
    found = entities_of(text)
    assert found[0] == Entity("order_number", "5512", 10, 14, value="5512")
    assert [text[entity.start : entity.end] for entity in found] == ["5512", "£20", "5513"]


@pytest.mark.parametrize(
    "piece", ["1 ", "12.", "order order ", "a@", "+1 ", "(1)", "1,111", "INV", "#", "no. ", "1-1/"]
)
def test_a_hostile_text_is_read_in_good_time(piece: str) -> None:
    text = piece * 40_000
    assert len(entities_of(text)) <= MOST
    assert seconds_of(lambda: entities_of(text), tries=1) < 5


VALUES = {
    "It cost $1,299.00": "1299.00 USD",
    "It cost 1.299,50 €": "1299.50 EUR",
    "It cost 1.299 euros": "1299.00 EUR",
    "It cost £12,50": "12.50 GBP",
    "It cost CHF 1'250.-": "1250.00 CHF",
    "a budget of $1.5k": "1500.00 USD",
    "a budget of 2 million dollars": "2000000.00 USD",
    "It cost 12,345,678 yen": "12345678.00 JPY",
    "It cost 40 quid": "40.00 GBP",
    "on 2025-03-12": "2025-03-12",
    "on 12 March 2025": "2025-03-12",
    "on March 12th, 2025": "2025-03-12",
    "on 25/12/2025": "2025-12-25",
    "on 12/25/25": "2025-12-25",
    "on 3/4/2025": "",
    "on 3.4.2025": "2025-04-03",
    "on 30 February 2025": "",
    "call +44 20 7946 0018": "+442079460018",
    "call 0044 20 7946 0018": "+442079460018",
    "Write to Ann.Lee@Firm.example": "ann.lee@firm.example",
    "order ab-10442": "AB-10442",
}


@pytest.mark.parametrize("text", VALUES)
def test_a_value_is_the_same_thing_in_one_notation(text: str) -> None:
    assert [entity.value for entity in entities_of(text)] == [VALUES[text]]


SAID_ON = date(2025, 3, 5)  # a Wednesday
DAYS = {
    "it came tomorrow": ("tomorrow", "2025-03-06"),
    "the day before yesterday it broke": ("the day before yesterday", "2025-03-03"),
    "I called last Tuesday": ("last Tuesday", "2025-03-04"),
    "I called last Wednesday": ("last Wednesday", "2025-02-26"),
    "since Friday nothing works": ("Friday", "2025-02-28"),
    "I need it by Friday": ("Friday", "2025-03-07"),
    "next Monday please": ("next Monday", "2025-03-10"),
    "this Monday": ("this Monday", ""),
    "on Monday": ("Monday", ""),
    "three weeks ago": ("three weeks ago", "2025-02-12"),
    "in 10 days": ("in 10 days", "2025-03-15"),
    "on 28 December": ("28 December", "2024-12-28"),
    "on 2 April": ("2 April", "2025-04-02"),
}


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_counted_from_the_day_of_the_message(text: str) -> None:
    (found,) = entities_of(text, said_on=SAID_ON)
    assert (found.kind, found.text, found.value) == ("date", *DAYS[text])


def test_without_the_day_of_the_message_a_relative_day_has_no_value() -> None:
    assert [(one.text, one.value) for one in entities_of("tomorrow or 12 March")] == [
        ("tomorrow", ""),
        ("12 March", ""),
    ]


def test_bank_details_are_masked_and_checked() -> None:
    text = "IBAN DE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111, not DE89 3704 0044 0532 0130 01"
    found = entities_of(text)
    assert found[:2] == (
        Entity("iban", "DE••••3000", 5, 32, value="DE••••3000"),
        Entity("card_number", "••••1111", 39, 58, value="••••1111"),
    )
    assert {entity.kind for entity in found} & {"iban", "card_number"} == {entity.kind for entity in found[:2]}


def test_a_long_order_number_is_no_card() -> None:
    assert [entity.kind for entity in entities_of("order number 4111111111111111")] == ["order_number"]


def test_times_and_sizes_after_order_are_no_numbers_of_orders() -> None:
    assert [entity.kind for entity in entities_of("I placed the order 2025-03-01, case 10x, order 12kg of it")] == [
        "date"
    ]


def test_places_in_a_page_are_those_of_its_source() -> None:
    page = "<style>order 1111</style><p>Is&nbsp;order <b>#55</b>12 &amp; invoice&nbsp;INV-20-7 ok?</p><!-- ticket 9 -->"
    found = entities_of(page)
    assert [(one.kind, one.text, page[one.start : one.end]) for one in found] == [
        ("order_number", "5512", "55</b>12"),
        ("invoice_number", "INV-20-7", "INV-20-7"),
    ]
