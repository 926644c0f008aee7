from __future__ import annotations

from benchmarks.tables import FIGURES, HEADLINES, README, everything, results, with_table


def test_the_readmes_figures_are_those_of_the_result_files() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_table(text) == text


def test_the_page_of_all_figures_is_that_of_the_result_files() -> None:
    assert FIGURES.read_text(encoding="utf-8") == everything()


def test_every_headline_is_measured() -> None:
    measured = {(result["name"], metric) for result in results() for metric in result["figures"]}
    assert set(HEADLINES) <= measured
