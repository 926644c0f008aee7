"""A correction is seen before it is made, reaches what is like it, can be undone."""

import pytest

from assistant.desk.teaching.labels import CannotTeach
from assistant.errors import Forbidden, NotFound
from assistant.messages import Taught
from assistant.records.store import Store
from assistant.records.triage import Triages
from assistant.views import LOCAL_ADMIN
from tests.desk.teaching.teams import ADA, BEN, EVE, LEA, VIC, add_ticket, intents, read, teaching_over

WORDS = "the app on my tablet shows error seven again and again since monday"
LIKE = "the app on my tablet shows error nine again and again since friday"  # shares enough, is not nearly the same
OTHER = "please send me a copy of last month's invoice"


def nothing(done: int, total: int) -> None:
    return None


@pytest.fixture
def company(store: Store) -> Store:
    """Tickets 1 and 2 alike, 3 the same words in a closed ticket, 4 about something else, 5 of the other team."""
    texts = {1: WORDS, 2: LIKE, 3: WORDS, 4: OTHER, 5: WORDS}
    for number, text in texts.items():
        add_ticket(store, number, text, team=2 if number == 5 else 1, status="closed" if number == 3 else "open")
    read(store, "how_to", *texts)
    return store


def test_a_preview_names_the_open_tickets_that_follow_and_changes_nothing(company: Store) -> None:
    seen = teaching_over(company).preview(ADA, 1, "intent", "technical problem")
    assert [(one.number, one.before, one.after, one.said) for one in seen.changes] == [
        ("T1", "how_to", "technical_problem", True),
        ("T2", "how_to", "technical_problem", False),
    ]
    assert (seen.sentence, seen.open_tickets) == ("Changes 2 open tickets.", 2)
    assert set(intents(company, 1, 2, 3, 4, 5).values()) == {"how_to"}


def test_what_was_shown_is_what_is_changed_and_undo_restores_it(company: Store) -> None:
    teaching, triages = teaching_over(company), Triages(company)
    before = triages.latest(LOCAL_ADMIN, [1, 2, 3, 4, 5])
    applied = teaching.apply(ADA, 1, "intent", "technical_problem")
    changed = {one.message_id for one in applied.preview.changes}
    after = triages.latest(LOCAL_ADMIN, [1, 2, 3, 4, 5])
    assert {number for number in before if before[number] != after[number]} == changed == {1, 2}
    assert after[2].taught == (Taught("intent", "", 1),)
    assert after[2].intent is not None
    assert after[2].intent.confidence < 1.0
    assert applied.sentence == "Changed 2 open tickets."
    teaching.undo(ADA, applied.id)
    assert triages.latest(LOCAL_ADMIN, [1, 2, 3, 4, 5]) == before


def test_tickets_of_another_team_neither_show_nor_change(company: Store) -> None:
    teaching = teaching_over(company)
    with pytest.raises(NotFound):
        teaching.preview(ADA, 5, "intent", "technical_problem")
    assert [one.number for one in teaching.preview(BEN, 5, "intent", "technical_problem").changes] == ["T5"]


def test_viewers_correct_nothing_and_colleagues_undo_nothing_of_each_other(company: Store) -> None:
    teaching = teaching_over(company)
    with pytest.raises(Forbidden):
        teaching.preview(VIC, 1, "intent", "technical_problem")
    applied = teaching.apply(ADA, 1, "intent", "technical_problem")
    with pytest.raises(Forbidden):
        teaching.undo(EVE, applied.id)
    assert teaching.undo(LEA, applied.id).undone_at is not None


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("colour", "red", CannotTeach),
        ("intent", "how to", CannotTeach),
        ("intent", "tecnical_problem", NotFound),
        ("sentiment", "", NotFound),
        ("frustrated", "very", NotFound),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(
    company: Store, field: str, value: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        teaching_over(company).apply(ADA, 1, field, value)
    assert teaching_over(company).corrections.every() == []


def test_a_misspelt_label_gets_a_suggestion(company: Store) -> None:
    with pytest.raises(NotFound) as caught:
        teaching_over(company).preview(ADA, 1, "intent", "tecnical_problem")
    assert caught.value.reply.endswith("Did you mean technical_problem?")


def test_one_person_changes_nothing_that_comes_later_but_what_says_nearly_the_same(company: Store) -> None:
    teaching = teaching_over(company)
    teaching.apply(ADA, 1, "intent", "technical_problem")
    add_ticket(company, 6, LIKE.replace("friday", "sunday"))
    add_ticket(company, 7, WORDS)
    read(company, "how_to", 6, 7)
    teaching.catch_up(nothing)
    assert intents(company, 6, 7) == {6: "how_to", 7: "technical_problem"}


def test_two_people_who_agree_change_what_comes_later(company: Store) -> None:
    teaching = teaching_over(company)
    teaching.apply(BEN, 5, "intent", "technical_problem")
    teaching.apply(ADA, 1, "intent", "technical_problem")
    add_ticket(company, 6, LIKE)
    add_ticket(company, 7, OTHER)
    read(company, "how_to", 6, 7)
    assert teaching.catch_up(nothing) == 1
    assert intents(company, 6, 7) == {6: "technical_problem", 7: "how_to"}
    assert Triages(company).latest(LOCAL_ADMIN, [6])[6].taught == (Taught("intent", "", 2),)
    assert teaching.catch_up(nothing) == 0


def test_a_reader_that_is_surer_keeps_its_word(company: Store) -> None:
    teaching = teaching_over(company)
    teaching.apply(BEN, 5, "intent", "technical_problem")
    teaching.apply(ADA, 1, "intent", "technical_problem")
    add_ticket(company, 6, LIKE)
    read(company, "feature_request", 6, confidence=0.99)
    teaching.catch_up(nothing)
    assert intents(company, 6) == {6: "feature_request"}


def test_a_person_s_own_word_on_a_message_is_never_overruled_by_others(company: Store) -> None:
    teaching = teaching_over(company)
    teaching.apply(EVE, 2, "intent", "feature_request")
    seen = teaching.preview(ADA, 1, "intent", "technical_problem")
    assert [one.number for one in seen.changes] == ["T1"]


def test_a_message_in_another_language_is_corrected_alone(company: Store) -> None:
    add_ticket(company, 8, "bonjour " + WORDS)
    reading = Triages(company).latest(LOCAL_ADMIN, [1])[1]
    german = type(reading)("de", False, None, (), None, None, None, None, None, (), "v1")
    Triages(company).store_readings({8: german})
    teaching = teaching_over(company)
    assert teaching.apply(ADA, 8, "intent", "technical_problem").sentence == "Changed 1 open ticket."
    assert intents(company, 2, 8) == {2: "how_to", 8: "technical_problem"}


def test_a_new_reading_by_a_newer_model_keeps_what_people_said(company: Store) -> None:
    teaching = teaching_over(company)
    teaching.apply(ADA, 1, "intent", "technical_problem")
    read(company, "spam", 1, 2, 3, 4, 5, version="v2")
    teaching.catch_up(nothing)
    assert intents(company, 1, 2, 4) == {1: "technical_problem", 2: "technical_problem", 4: "spam"}
