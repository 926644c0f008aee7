import json

import numpy as np
import pytest

from finetune.classify.card import card
from finetune.classify.report import Mistaken, Slice, report_of
from finetune.classify.settings import Settings
from finetune.classify.texts import Labelled, cut, labelled, slipped

ROWS = Labelled(("a", "b c d e f g", "h", "i"), (0, 0, 1, 2), ("x", "y", "z"))
LOGITS = np.log(np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]], np.float32))


def test_the_report_s_figures_are_those_of_the_field() -> None:
    report = report_of(LOGITS, ROWS, 1.0, slips=LOGITS[::-1].copy())
    assert (report.n, report.accuracy) == (4, 0.75)
    assert report.macro_f1 == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert report.macro_recall == pytest.approx((0.5 + 1 + 1) / 3)
    assert report.brier == pytest.approx((0.04 * 3 + 0.49) / 4, abs=1e-6)
    assert report.calibration_error == pytest.approx((0.2 * 3 + 0.7) / 4, abs=1e-6)
    assert report.slices == (
        Slice("0 to 4 words", 3, 1.0),
        Slice("5 to 9 words", 1, 0.0),
        Slice("one slip in ten words", 4, 0.25),
    )
    assert report.mistaken == (Mistaken("x", "y", 1),)
    assert json.loads(report.as_json())["mistaken"] == [{"label": "x", "taken_for": "y", "n": 1}]


def test_temperature_softens_the_probabilities() -> None:
    assert report_of(LOGITS, ROWS, 100.0).brier == pytest.approx((3 * (2 / 3) ** 2 + (1 / 3) ** 2) / 4, abs=0.01)


def test_the_card_tells_the_report_s_figures() -> None:
    report = report_of(LOGITS, ROWS, 1.0)
    words = card(report, Settings(), labels=3, texts=40, source="mine.csv", command="python -m finetune classify")
    assert "accuracy 75.0%, macro-F1 0.778, macro-recall 0.833, calibration error 0.325" in words
    assert "| x | y | 1 |" in words
    assert "40 texts from mine.csv" in words


def test_a_share_of_every_label_is_cut_off_the_same_way_each_time() -> None:
    rows = labelled([f"t{at}" for at in range(41)], ["a"] * 30 + ["b"] * 10 + ["c"])
    kept, off = cut(rows, share=0.1, seed=3)
    assert [off.labels.count(label) for label in range(3)] == [3, 1, 0]
    assert sorted(kept.texts + off.texts) == sorted(rows.texts)
    assert cut(rows, share=0.1, seed=3) == (kept, off)
    assert cut(rows, share=0.1, seed=4) != (kept, off)


def test_labels_keep_their_places_under_other_names() -> None:
    rows = labelled(["s", "t"], ["b", "a"])
    assert rows.under(("c", "b", "a")) == Labelled(("s", "t"), (1, 2), ("c", "b", "a"))
    with pytest.raises(ValueError, match="labels b occur here"):
        rows.under(("a",))
    assert slipped(rows, seed=0) == rows
    assert rows.joined(rows).texts == ("s", "t", "s", "t")
    assert rows.digest != rows.under(("b", "a")).digest
