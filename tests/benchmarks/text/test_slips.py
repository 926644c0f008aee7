import random

from rapidfuzz.distance import OSA

from benchmarks.text.setfit import pairs
from benchmarks.text_robustness import edit, edited, edited_all
from finetune.classify.texts import labelled
from finetune.typos import slip


def test_an_edit_changes_one_character() -> None:
    dice = random.Random(0)
    for word in ("a", "ab", "parcel"):
        for _ in range(50):
            assert OSA.distance(word, edit(word, dice)) <= 1


def test_about_a_tenth_of_the_words_are_edited() -> None:
    text = " ".join(["parcel"] * 1000)
    changed = sum(word != "parcel" for word in edited(text, random.Random(0)).split(" "))
    assert 70 < changed < 130
    assert edited_all(["parcel", "parcel"], 3) == edited_all(["parcel", "parcel"], 3)


def test_slips_leave_short_words_alone() -> None:
    assert slip("it is my cat", random.Random(0), share=1.0) == "it is my cat"
    slipped = slip("where parcel", random.Random(0), share=1.0).split(" ")
    assert all(one != other for one, other in zip(slipped, ("where", "parcel"), strict=True))


def test_pairs_are_alike_as_often_as_unlike() -> None:
    rows = labelled(["a1", "a2", "b1", "b2"], ["a", "a", "b", "b"])
    found = list(pairs(rows, 3, 0))
    assert len(found) == 4 * 3 * 2
    assert all((left[0] == right[0]) == (alike == 1.0) for left, right, alike in found)
    assert sum(alike for _, _, alike in found) == 12
