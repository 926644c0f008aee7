import time

import pytest

from assistant.messages import Entity
from assistant.understanding.entities import MOST, entities_of

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
    assert found[0] == Entity("order_number", "5512", 10, 14)
    assert [text[entity.start : entity.end] for entity in found] == ["5512", "£20", "5513"]


@pytest.mark.parametrize(
    "piece", ["1 ", "12.", "order order ", "a@", "+1 ", "(1)", "1,111", "INV", "#", "no. ", "1-1/"]
)
def test_a_hostile_text_is_read_in_good_time(piece: str) -> None:
    started = time.perf_counter()
    assert len(entities_of(piece * 40_000)) <= MOST
    assert time.perf_counter() - started < 5
