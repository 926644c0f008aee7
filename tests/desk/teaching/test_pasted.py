"""Messages without a ticket are read as people taught."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.desk.teaching.pasted import TaughtReader
from assistant.messages import Label, Reading, Taught
from assistant.records.store import Store
from tests.desk.teaching.teams import ADA, EVE, LEA, add_ticket, read, teaching_over

WORDS = "the app on my tablet shows error seven again and again since monday"
LIKE = "the app on my tablet shows error nine again and again since friday"
OTHER = "please send me a copy of last month's invoice"
READ = Reading(
    "en", True, Label("how_to", 0.6, "low"), (Label("feedback", 0.2, "low"),), Label("neutral", 0.8, "medium"), 0,
    False, "normal", False, (), "v1",
)  # fmt: skip


class Fixed:
    """Reads every text alike, those in French as French."""

    version = "v1"

    def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
        foreign = replace(READ, language="fr", supported=False, intent=None, sentiment=None)
        return [foreign if text.startswith("Bonjour") else READ for text in texts]


@pytest.fixture
def company(store: Store) -> Store:
    add_ticket(store, 1, WORDS)
    add_ticket(store, 2, LIKE)
    read(store, "how_to", 1, 2)
    return store


def test_untaught_nothing_is_changed(company: Store) -> None:
    assert TaughtReader(Fixed(), teaching_over(company)).read([WORDS, OTHER]) == [READ, READ]


def test_the_same_words_get_the_label_that_one_person_gave(company: Store) -> None:
    teaching = teaching_over(company)
    teaching.apply(ADA, 1, "intent", "technical_problem")
    same, other, foreign = TaughtReader(Fixed(), teaching).read([WORDS, OTHER, f"Bonjour, {WORDS}"])
    assert same.intent is not None
    assert (same.intent.name, same.needs_reply) == ("technical_problem", True)
    assert [one.name for one in same.intent_alternatives] == ["how_to", "feedback"]
    assert same.taught == (Taught("intent", "", 1),)
    assert other == READ
    assert foreign.intent is None


def test_undone_the_label_is_the_reader_s_again(company: Store) -> None:
    teaching = teaching_over(company)
    made = teaching.apply(ADA, 1, "sentiment", "negative")
    reader = TaughtReader(Fixed(), teaching)
    (taught,) = reader.read([WORDS])
    assert taught.sentiment is not None
    assert (taught.sentiment.name, taught.sentiment_level) == ("negative", -1)
    teaching.undo(ADA, made.id)
    assert reader.read([WORDS]) == [READ]


def test_urgency_and_frustration_are_taught_too(company: Store) -> None:
    teaching = teaching_over(company)
    teaching.apply(EVE, 1, "urgency", "high")
    teaching.apply(LEA, 1, "frustrated", "yes")
    (taught,) = TaughtReader(Fixed(), teaching).read([WORDS])
    assert (taught.urgency, taught.frustrated) == ("high", True)
