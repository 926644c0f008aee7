from __future__ import annotations

import pytest

from assistant.understanding.emoji import spoken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("where is it 😡😡😡", "where is it angry"),
        ("thanks ❤️", "thanks love heart"),
        ("thanks 👍🏽👍🏽", "thanks thumbs up"),
        ("late again :( and nobody answers :/", "late again sad and nobody answers unhappy"),
        ("works now :-) <3", "works now smile love"),
        ("thanks :))) but late :((", "thanks smile but late sad"),
        ("🚚 never came", "delivery truck never came"),
    ],
)
def test_signs_that_mean_something_are_read_as_words(text: str, said: str) -> None:
    assert spoken(text) == said


@pytest.mark.parametrize(
    "text", ["Order D-12: 3 boxes (blue)", "see http://a.example/x", "Größe 38 → naïve café", "list<3>", "a  b"]
)
def test_texts_without_such_signs_stay_as_they_are(text: str) -> None:
    assert spoken(text) == text
