"""What the memory says of messages like those that people labelled."""

import numpy as np
import pytest

from assistant.messages import Label
from assistant.understanding.memory import Memory, Prototype, Recollection
from assistant.understanding.memory.prototypes import Floats, packed, unpacked

READ = Label("how_to", 0.5, "low")


def at(similarity: float) -> Floats:
    """A vector of this cosine to the first axis."""
    return np.array([similarity, np.sqrt(1 - similarity**2), 0.0], np.float32)


def proto(
    correction: int, person: int = 1, similarity: float = 1.0, label: str = "spam", before: str = ""
) -> Prototype:
    return Prototype(at(similarity), label, before, person, correction)


def recalled(
    prototypes: list[Prototype], *, similarity: float = 1.0, field: str = "intent", read: Label = READ, people: int = 2
) -> Recollection | None:
    """What is recalled of a message that has this cosine to prototypes at the first axis."""
    message = np.array([[similarity, 0.0, np.sqrt(1 - similarity**2)]], np.float32)
    return Memory(field, prototypes).recall(message, [read], least_people=people)[0]


def test_one_person_reaches_what_says_nearly_the_same() -> None:
    assert recalled([proto(7)], similarity=0.93) == Recollection("spam", 0.97, "medium", (7,), 1)
    assert recalled([proto(7)], similarity=0.89) is None


def test_two_people_reach_further_with_less_confidence_the_farther() -> None:
    two = [proto(7), proto(8, person=2)]
    assert recalled(two, similarity=0.76) == Recollection("spam", 0.95, "medium", (7, 8), 2)
    assert recalled(two, similarity=0.66) == Recollection("spam", 0.81, "low", (7, 8), 2)
    assert recalled(two, similarity=0.64) is None


def test_of_one_person_three_corrections_count() -> None:
    found = recalled([proto(number) for number in range(1, 9)] + [proto(9, person=2)], similarity=0.8)
    assert found == Recollection("spam", 0.95, "medium", (1, 2, 3, 9), 2)


def test_a_person_who_looks_at_each_change_reaches_further_alone() -> None:
    assert recalled([proto(7)], similarity=0.72, people=1) == Recollection("spam", 0.86, "medium", (7,), 1)


def test_a_surer_reader_keeps_its_word_unless_it_misread_a_like_message_before_a_person_s_eyes() -> None:
    sure = Label("how_to", 0.99, "high")
    assert recalled([proto(7), proto(8, person=2)], similarity=0.8, read=sure) is None
    assert recalled([proto(7)], similarity=0.8, read=sure, people=1) is None
    misread = recalled([proto(7, before="how_to")], similarity=0.8, read=sure, people=1)
    assert misread == Recollection("spam", 0.95, "medium", (7,), 1)


def test_the_newest_of_equal_messages_counts() -> None:
    found = recalled([proto(7, label="review"), proto(9), proto(8, label="complaint")])
    assert found == Recollection("spam", 0.97, "medium", (9,), 1)


def test_a_nearer_message_of_another_label_stands_in_the_way() -> None:
    two = [proto(7, similarity=1.0, label="how_to"), proto(8, person=2, similarity=0.99), proto(9, similarity=0.99)]
    assert recalled(two, similarity=0.8) is None


@pytest.mark.parametrize("field", ["sentiment", "urgency", "frustrated"])
def test_a_tone_reaches_what_says_nearly_the_same_alone(field: str) -> None:
    two = [proto(7), proto(8, person=2)]
    assert recalled(two, similarity=0.89, field=field) is None
    assert recalled(two, similarity=0.91, field=field) is not None


def test_nothing_taught_says_nothing() -> None:
    assert Memory("intent", []).recall(np.ones((2, 3), np.float32), [READ, None]) == [None, None]


def test_a_message_the_reader_says_nothing_of_is_left_alone() -> None:
    assert Memory("intent", [proto(1)]).recall(at(1.0)[None], [None]) == [None]


def test_a_stored_vector_comes_back_as_a_unit_vector_close_to_what_it_was() -> None:
    vector = at(0.3)
    back = unpacked(packed(vector))
    assert float(np.linalg.norm(back)) == pytest.approx(1.0, abs=1e-6)
    assert float(back @ vector) == pytest.approx(1.0, abs=1e-5)
