from __future__ import annotations

from benchmarks.tables import README, with_table


def test_the_readmes_figures_are_those_of_the_result_files() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_table(text) == text
