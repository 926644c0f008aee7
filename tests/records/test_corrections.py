"""Corrections with all they change, stored, undone, laid again over newer readings."""

from datetime import UTC, datetime

import pytest

from assistant.errors import NameTaken, NotFound
from assistant.messages import Label, Reading, Taught
from assistant.records.corrections import Corrections
from assistant.records.layers import Layer
from assistant.records.ownintents import IntentView, OwnIntents
from assistant.records.schema import Account, AuditEvent, Message, Ticket
from assistant.records.store import Store
from assistant.records.teachable import TeachableMessages
from assistant.records.triage import Triages
from assistant.views import LOCAL_ADMIN, UserView

ADA = UserView(1, "Ada", "agent", team_id=1)
BEN = UserView(2, "Ben", "agent", team_id=2)
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def reading(intent: str, version: str = "v1") -> Reading:
    return Reading("en", True, Label(intent, 0.6, "low"), (), Label("neutral", 0.8, "medium"), 0, False, "normal",
                   True, (), version)  # fmt: skip


def layer(message_id: int, value: str = "get_refund", **more: object) -> Layer:
    return Layer(message_id, "intent", value, 1.0, "high", "corrected", needs_reply=True, **more)  # type: ignore[arg-type]


def draft(name: str) -> IntentView:
    return IntentView(0, name, name.title(), "About it.", True, "", NOON, 0, None)


@pytest.fixture
def home(two_teams: Store) -> Store:
    """Open tickets 1 and 2 of Ada's team, 3 of Ben's, a closed one; one read message each, of the ticket's number."""
    with two_teams.write() as session:
        session.add_all([Account(id=1, name="A", owner_id=1), Account(id=2, name="B", owner_id=2)])
        session.flush()
        owners = {1: 1, 2: 1, 3: 2, 4: 1}
        session.add_all(
            [
                Ticket(id=n, number=f"T{n}", subject="s", account_id=owner, status="closed" if n == 4 else "open")
                for n, owner in owners.items()
            ]
        )
        session.flush()
        session.add_all([Message(id=n, ticket_id=n, direction="in", body_text=f"text {n}") for n in owners])
    Triages(two_teams).store_readings({n: reading("track_order") for n in (1, 2, 3, 4)})
    return two_teams


def intents(home: Store) -> dict[int, str]:
    found = Triages(home).latest(LOCAL_ADMIN, [1, 2, 3, 4])
    return {one: label.intent.name for one, label in found.items() if label.intent}


def test_a_correction_shows_at_once_with_who_said_so_and_undo_restores_what_was(home: Store) -> None:
    corrections, triages = Corrections(home, lambda: NOON), Triages(home)
    before = triages.latest(LOCAL_ADMIN, [1, 2, 3, 4])
    similar = Layer(2, "intent", "get_refund", 0.9, "medium", "confirmed", needs_reply=True)
    number = corrections.add(ADA, 1, "intent", "get_refund", [layer(1), similar])
    after = triages.latest(ADA, [1, 2])
    assert (after[1].intent, after[1].taught) == (Label("get_refund", 1.0, "high"), (Taught("intent", "Ada", 1),))
    assert (after[2].intent, after[2].taught) == (Label("get_refund", 0.9, "medium"), (Taught("intent", "", 1),))
    assert after[1].sentiment == before[1].sentiment
    said = corrections.undo(ADA, number)
    assert (said.before, said.after, said.confidence, said.undone_at) == ("track_order", "get_refund", 0.6, NOON)
    assert triages.latest(LOCAL_ADMIN, [1, 2, 3, 4]) == before
    assert corrections.undo(ADA, number) == said


def test_undoing_the_first_of_two_corrections_leaves_the_second_as_it_was_said(home: Store) -> None:
    corrections = Corrections(home)
    first = corrections.add(ADA, 1, "intent", "get_refund", [layer(1)])
    angry = Layer(1, "sentiment", "very_negative", 1.0, "high", "corrected")
    corrections.add(LOCAL_ADMIN, 1, "sentiment", "very_negative", [angry])
    corrections.undo(ADA, first)
    read = Triages(home).latest(ADA, [1])[1]
    assert read.intent == Label("track_order", 0.6, "low")
    assert (read.sentiment, read.sentiment_level) == (Label("very_negative", 1.0, "high"), -2)
    assert read.taught == (Taught("sentiment", "local administrator", 1),)


def test_nobody_corrects_what_they_may_not_see(home: Store) -> None:
    with pytest.raises(NotFound):
        Corrections(home).add(BEN, 1, "intent", "get_refund", [layer(1)])
    number = Corrections(home).add(ADA, 1, "intent", "get_refund", [layer(1)])
    with pytest.raises(NotFound):
        Corrections(home).undo(BEN, number)
    assert intents(home)[1] == "get_refund"


def test_the_newest_word_on_a_label_counts(home: Store) -> None:
    corrections = Corrections(home)
    corrections.add(ADA, 1, "intent", "get_refund", [layer(1)])
    corrections.add(LOCAL_ADMIN, 1, "intent", "spam", [layer(1, "spam")])
    assert [(one.before, one.after, one.by) for one in corrections.active()] == [
        ("get_refund", "spam", "local administrator")
    ]
    assert intents(home)[1] == "spam"


def test_a_correction_outlives_a_new_model_and_what_came_by_itself_does_not(home: Store) -> None:
    corrections, messages, triages = Corrections(home), TeachableMessages(home), Triages(home)
    number = corrections.add(ADA, 1, "intent", "get_refund", [layer(1)])
    recalled = Layer(3, "intent", "get_refund", 0.97, "high", "recalled", (number,), True, number)
    assert (messages.lay([recalled]), messages.lay([recalled])) == (1, 0)
    assert intents(home) == {1: "get_refund", 2: "track_order", 3: "get_refund", 4: "track_order"}
    assert triages.untagged_count("v2") == 4
    triages.store_readings({n: reading("spam", "v2") for n in (1, 2, 3, 4)})
    assert (messages.lay_again(), messages.lay_again()) == (2, 0)
    assert intents(home) == {1: "get_refund", 2: "spam", 3: "spam", 4: "spam"}
    corrections.undo(ADA, number)
    assert intents(home)[1] == "spam"


def test_what_came_by_itself_goes_with_a_correction_it_rests_on(home: Store) -> None:
    corrections = Corrections(home)
    first = corrections.add(ADA, 1, "intent", "get_refund", [layer(1)])
    second = corrections.add(LOCAL_ADMIN, 2, "intent", "get_refund", [layer(2)])
    resting = Layer(3, "intent", "get_refund", 0.9, "medium", "recalled", (second, first), True, second)
    TeachableMessages(home).lay([resting])
    corrections.undo(ADA, first)
    assert intents(home) == {1: "track_order", 2: "get_refund", 3: "track_order", 4: "track_order"}


def test_an_own_intent_labels_messages_until_it_is_retired(home: Store) -> None:
    own, before = OwnIntents(home, lambda: NOON), intents(home)
    made = [Layer(2, "intent", "warranty", 0.8, "medium", "confirmed", needs_reply=True)]
    number = own.add(LOCAL_ADMIN, draft("warranty"), messages=[1, 1], texts=["typed"], layers=made)
    (shown,) = own.active()
    assert (shown.name, shown.examples, shown.by, shown.at) == ("warranty", 2, "local administrator", NOON)
    assert [(one.message_id, one.text) for one in own.examples()] == [(1, "text 1"), (None, "typed")]
    assert intents(home)[2] == "warranty"
    with pytest.raises(NameTaken):
        own.add(LOCAL_ADMIN, draft("warranty"), messages=[], texts=["more"], layers=[])
    assert own.retire(LOCAL_ADMIN, number) == 1
    assert (intents(home), own.active(), own.examples()) == (before, [], [])
    own.add(LOCAL_ADMIN, draft("warranty"), messages=[], texts=["again"], layers=[])
    assert [one.text for one in own.examples()] == ["again"]


def test_open_messages_are_the_newest_of_open_tickets_that_the_user_may_see(home: Store) -> None:
    with home.write() as session:
        session.add(Message(id=5, ticket_id=2, direction="in", body_text="later", sent_at=NOON))
    Triages(home).store_readings({5: reading("spam")})
    messages = TeachableMessages(home)
    assert [(one.id, one.number) for one in messages.open(ADA)] == [(1, "T1"), (5, "T2")]
    assert [one.id for one in messages.some(ADA, [3, 2, 1])] == [2, 1]
    with pytest.raises(NotFound):
        messages.one(BEN, 1)


def test_vectors_are_kept_for_one_encoder_and_open_tickets_wait_to_be_considered(home: Store) -> None:
    messages = TeachableMessages(home)
    assert [one.id for one in messages.unconsidered("e", 10)] == [1, 2, 3]
    messages.store_vectors({1: b"\x00\x01", 9: b""}, "e")
    assert messages.vectors([1, 2], "e") == {1: b"\x00\x01"}
    assert [one.id for one in messages.unconsidered("e", 10)] == [1, 2, 3]
    assert messages.lay([], [1]) == 0
    assert [one.id for one in messages.unconsidered("e", 1)] == [2]
    messages.store_vectors({1: b"\x02"}, "f")
    assert (messages.vectors([1], "e"), messages.vectors([1], "f")) == ({}, {1: b"\x02"})


def test_messages_that_fit_no_intent_are_those_guessed_at_newest_first(home: Store) -> None:
    sure = Reading("en", True, Label("spam", 0.99, "high"), (), None, None, None, None, None, (), "v2")
    Triages(home).store_readings({2: sure})
    assert [one.id for one in TeachableMessages(home).unfitting(LOCAL_ADMIN, 2)] == [4, 3]
    assert [one.id for one in TeachableMessages(home).unfitting(ADA, 10)] == [4, 1]


def test_every_act_is_audited_without_words_of_the_message(home: Store) -> None:
    number = Corrections(home).add(ADA, 1, "intent", "get_refund", [layer(1)])
    Corrections(home).undo(ADA, number)
    with home.read(LOCAL_ADMIN) as session:
        events = [(one.action, one.user_id, one.subject_id, one.detail) for one in session.query(AuditEvent)]
    detail = {"correction": number, "field": "intent", "before": "track_order", "after": "get_refund", "changed": 1}
    assert events == [("label.correct", 1, 1, detail), ("label.undo", 1, 1, detail)]
