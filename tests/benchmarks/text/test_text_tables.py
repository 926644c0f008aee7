import json
from pathlib import Path

import pytest

from benchmarks.text import tables


def test_each_figure_is_held_against_what_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "RESULTS", tmp_path)
    figures = {"accuracy": 0.85, "ece": 0.04, "seeds_averaged_accuracy": 0.9}
    content = {
        "name": "text_airline",
        "figures": figures,
        "intervals": {"accuracy": [0.84, 0.86]},
        "peers": {"frozen": {"accuracy": 0.82}, "svm": {"accuracy": 0.8}},
    }
    (tmp_path / "text_airline.json").write_text(json.dumps(content))
    assert tables.table(["text_airline", "text_hwu64"]).splitlines()[2:] == [
        "| text_airline | accuracy | 0.85 | 0.84 to 0.86 | frozen 0.82, svm 0.8 | best peer + 0.02 | yes |",
        "| text_airline | ece | 0.04 |  |  | ≤ 0.03 | no |",
        "| text_hwu64 | | not measured yet | | | | |",
    ]


def test_what_slips_cost_is_limited_for_every_set() -> None:
    assert tables.demands("text_robustness", "hwu64_lost", 0.031, []) == [("≤ 0.03", False)]
    assert tables.demands("text_clinc150", "oos_false", 0.04, []) == [("≤ 0.04", True)]
    assert tables.demands("text_banking77", "accuracy", 0.94, [0.93]) == [
        ("≥ 0.938", True),
        ("best peer + 0", True),
    ]
