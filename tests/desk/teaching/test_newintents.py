"""Intents of a home's own: made from examples, in use at once, retired without a trace, suggested."""

import numpy as np
import pytest

from assistant.desk.teaching.changes import IntentDraft
from assistant.desk.teaching.labels import CannotTeach
from assistant.desk.teaching.newintents import NewIntents
from assistant.desk.teaching.suggesting import grouped, typical_first
from assistant.errors import Forbidden, NotFound
from assistant.messages import Taught
from assistant.records.store import Store
from assistant.records.triage import Triages
from assistant.views import LOCAL_ADMIN
from tests.desk.teaching.teams import ADA, LEA, add_ticket, intents, read, teaching_over

CLAIM = "my {} broke within the warranty period and i claim a repair under the guarantee"
THINGS = ("kettle", "toaster", "mixer", "grill", "iron", "fan")


@pytest.fixture
def company(store: Store) -> Store:
    """Six warranty claims that the reader guessed at, two messages about other things."""
    for number, thing in enumerate(THINGS, start=1):
        add_ticket(store, number, CLAIM.format(thing))
    add_ticket(store, 7, "parcel tracking number unknown")
    add_ticket(store, 8, "unsubscribe me from these mails")
    read(store, "how_to", 1, 2, 3, 4, 5, 6, 7, 8)
    return store


def own(company: Store) -> NewIntents:
    return NewIntents(teaching_over(company))


def draft(*numbers: int, title: str = "Warranty claim", texts: tuple[str, ...] = ()) -> IntentDraft:
    return IntentDraft(title, "Wants a repair under the warranty.", numbers, texts)


def test_an_intent_of_five_examples_takes_what_is_like_them_at_once(company: Store) -> None:
    seen = own(company).preview(LEA, draft(1, 2, 3, 4, 5))
    assert [one.number for one in seen.changes] == ["T1", "T2", "T3", "T4", "T5", "T6"]
    assert [one.said for one in seen.changes] == [True] * 5 + [False]
    assert set(intents(company, 1, 6).values()) == {"how_to"}
    own(company).add(LEA, draft(1, 2, 3, 4, 5))
    assert intents(company, 1, 6, 7, 8) == {1: "warranty_claim", 6: "warranty_claim", 7: "how_to", 8: "how_to"}
    assert Triages(company).latest(LOCAL_ADMIN, [6])[6].taught == (Taught("intent", "", 0),)
    add_ticket(company, 9, CLAIM.format("blender"))
    read(company, "how_to", 9)
    teaching_over(company).catch_up(lambda done, total: None)
    assert intents(company, 9) == {9: "warranty_claim"}


def test_a_retired_intent_is_off_every_message_its_examples_took(company: Store) -> None:
    before = Triages(company).latest(LOCAL_ADMIN, range(1, 9))
    own(company).add(LEA, draft(1, 2, 3, 4, 5))
    assert "warranty_claim" in teaching_over(company).choices("intent")
    assert own(company).retire(LEA, "warranty_claim") == 6
    assert Triages(company).latest(LOCAL_ADMIN, range(1, 9)) == before
    assert "warranty_claim" not in teaching_over(company).choices("intent")
    with pytest.raises(NotFound):
        own(company).retire(LEA, "warranty_claim")


def test_agents_correct_to_an_own_intent_and_leave_making_it_to_those_who_lead(company: Store) -> None:
    for act in (lambda: own(company).add(ADA, draft(1, 2, 3)), lambda: own(company).suggested(ADA)):
        with pytest.raises(Forbidden):
            act()
    own(company).add(LEA, draft(1, 2, 3))
    with pytest.raises(Forbidden):
        own(company).retire(ADA, "warranty_claim")
    teaching_over(company).apply(ADA, 7, "intent", "Warranty claim")
    assert intents(company, 7) == {7: "warranty_claim"}


@pytest.mark.parametrize(
    "wrong",
    [
        draft(1, 2),
        draft(1, 2, texts=("  ",)),
        draft(1, 2, 3, title="!!!"),
        draft(1, 2, 3, title="42"),
        draft(1, 2, 3, title="How to"),
        draft(1, 2, 3, title="x" * 61),
        IntentDraft("Warranty", "x" * 501, (1, 2, 3)),
    ],
)
def test_an_intent_without_name_or_examples_is_refused(company: Store, wrong: IntentDraft) -> None:
    with pytest.raises(CannotTeach):
        own(company).add(LEA, wrong)
    assert own(company).every() == []


def test_typed_texts_are_examples_too(company: Store) -> None:
    texts = tuple(CLAIM.format(thing) for thing in ("drill", "saw", "lathe"))
    applied = own(company).add(LEA, draft(texts=texts))
    assert {one.message_id for one in applied.preview.changes} == {1, 2, 3, 4, 5, 6}


def test_messages_that_fit_no_intent_are_grouped_named_and_made_an_intent(company: Store) -> None:
    (found,) = own(company).suggested(LEA)
    assert (found.size, sorted(found.message_ids)) == (6, [1, 2, 3, 4, 5, 6])
    assert (found.title, len(found.examples)) == ("Broke claim guarantee", 5)
    own(company).add(LEA, found.draft)
    assert set(intents(company, 1, 2, 3, 4, 5, 6).values()) == {"broke_claim_guarantee"}
    assert own(company).suggested(LEA) == ()


def test_groups_are_of_what_lies_together_the_most_typical_first() -> None:
    vectors = np.array([[1, 0], [0.99, 0.14], [0, 1], [0.95, 0.31]], np.float32)
    assert grouped(vectors, 0.2) == [[2], [0, 1, 3]] or grouped(vectors, 0.2) == [[0, 1, 3], [2]]
    assert typical_first(vectors[[0, 1, 3]]) == [1, 0, 2]
