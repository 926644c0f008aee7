"""People of the demo company put the same text in their own way; what it says stays."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import numpy as np
import pytest

from assistant.records.demo.desk.outbox import Outbox
from assistant.records.demo.desk.shelf import OPENINGS, Shelf, Text, read
from assistant.records.demo.desk.voice import GREETINGS, Voice, slip

VALUES = {
    "first_name": "Fiona", "full_name": "Fiona Yates", "company": "Alder Dairy", "title": "Owner", "city": "York",
    "email": "fiona.yates@alder-dairy.example", "phone": "+44 555 0100 200", "agent": "Callum", "rep": "Owen Pritchard",
    "order_number": "PW-12345", "ref": "445566", "product": "Finch One", "sensor": "Finch One", "gateway": "Heron Mini",
}  # fmt: skip
LETTER = Text(
    "letter", "delivery", "Hello,\n\nwhere is {order_number}? We expected it yesterday.\n\nRegards\n{full_name}",
    stage="first", channel="email",
)  # fmt: skip
NOTE = Text("note", "delivery", "status of {order_number} pls", stage="first", channel="chat")
CARELESS = Voice(is_formal=False, greeting=1, farewell=1, signature=1, care=0.0)
SPOTLESS = Voice(is_formal=True, greeting=1, farewell=1, signature=1, care=1.0)


def wordings(text: Text, voice: Voice, count: int = 40) -> set[str]:
    rng = np.random.default_rng(0)
    return {voice.write(text, VALUES, text.channel, rng) for _ in range(count)}


def test_a_letter_keeps_its_body_between_a_greeting_and_a_farewell_of_its_writer() -> None:
    for wording in wordings(LETTER, SPOTLESS):
        greeting, body, ending = wording.split("\n\n")
        assert greeting.replace("Callum", "{agent}") in GREETINGS["en"][1]
        assert SequenceMatcher(None, body, "where is PW-12345? We expected it yesterday.").ratio() > 0.9
        assert "Fiona" in ending


@pytest.mark.parametrize("voice", [CARELESS, SPOTLESS])
@pytest.mark.parametrize("text", [LETTER, NOTE])
def test_numbers_names_or_addresses_are_never_mistyped(text: Text, voice: Voice) -> None:
    for wording in wordings(text, voice, 200):
        assert "PW-12345" in wording
        for name in re.findall(r"Fi\w+|Ya\w+|\S+@\S+", wording):
            assert name in ("Fiona", "Yates", "fiona.yates@alder-dairy.example")


def test_the_careless_write_in_more_ways_than_the_careful() -> None:
    assert len(wordings(NOTE, CARELESS)) > 5
    assert len(wordings(LETTER, CARELESS)) > len(wordings(LETTER, SPOTLESS))


def test_a_slip_touches_one_small_word() -> None:
    rng = np.random.default_rng(1)
    text = "Please check order PW-12345 for Fiona Yates"
    for _ in range(50):
        changed = [
            (old, new) for old, new in zip(text.split(), slip(text, rng).split(), strict=True) if old != new
        ]  # fmt: skip
        assert len(changed) <= 1
        assert all(old in ("check", "order") for old, _ in changed)


def test_an_account_never_sends_the_same_words_twice_rather_nothing() -> None:
    outbox, rng = Outbox(), np.random.default_rng(0)
    plain = Text("plain", "x", "ok", stage="answer", channel="phone")
    sent = [outbox.word(1, SPOTLESS, plain, VALUES, "phone", rng) for _ in range(3)]
    assert sent == ["ok", None, None]
    assert outbox.word(2, SPOTLESS, plain, VALUES, "phone", rng) == "ok"


def test_every_first_message_can_be_written_in_any_voice() -> None:
    rng = np.random.default_rng(2)
    for text in read(OPENINGS):
        values = {slot: f"<{slot}>" for slot in text.slots} | VALUES
        for voice in (CARELESS, SPOTLESS):
            assert "{" not in voice.write(text, values, text.channel, rng).replace("{{", "")


def test_the_less_a_text_was_used_the_sooner_it_is_taken() -> None:
    texts = [Text(f"t{number}", "x", "…", stage="note") for number in range(5)]
    shelf, rng = Shelf(texts), np.random.default_rng(0)
    taken = [shelf.take("note", "en", ("x",), frozenset(), rng, weight=lambda text: 1.0) for _ in range(50)]
    counts = [sum(text is found for found in taken) for text in texts]
    assert min(counts) >= 7


def test_a_text_is_left_on_the_shelf_while_one_of_its_slots_has_no_value() -> None:
    shelf, rng = Shelf([NOTE]), np.random.default_rng(0)
    assert shelf.take("first", "en", ("delivery",), {"product"}, rng, weight=lambda text: 1.0) is None
    assert shelf.take("first", "en", ("delivery",), {"order_number"}, rng, weight=lambda text: 0.0) is None
    assert shelf.take("first", "en", ("delivery",), {"order_number"}, rng, weight=lambda text: 1.0) is NOTE
