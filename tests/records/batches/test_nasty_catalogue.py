"""The nasty files that were promised are all there, each in a test, and a check foretells what the import does."""

from pathlib import Path

import pytest

from assistant.records.batches import import_paths
from assistant.records.store import Store
from tests.records.batches.nasty import making

HERE = Path(__file__).parent
NASTY = HERE / "nasty"
FILES = sorted(
    place.name for place in NASTY.iterdir() if place.name[0] not in "._" and place.name != Path(making.__file__).name
)
MADE = sorted(name for name, maker in vars(making).items() if callable(maker) and maker.__module__ == making.__name__)
MADE_NAMES = [name for name in MADE if not name.startswith("_")]
PROMISED = {
    "empty": "empty.csv",
    "header only": "header_only",
    "header twice": "header_twice",
    "ragged": "ragged",
    "NUL": "nul",
    "unterminated quote": "open_quote.csv",
    "2 GB file of nothing": "zeros",
    "mixed encodings": "two_encodings.csv",
    "formulas": "formulas",
    "duplicate ids": "same_ids",
    "cyclic parents": "circle",
    "unknown references": "nobody",
    "future and two-digit dates": "dates",
    "1.234,56": "continental",
    "Excel serials": "serials",
    "a PDF named .csv": "document.csv",
    "a zip bomb": "bomb",
}
"""A field of two gigabytes, which no file can be kept for, stands in test_memory.py."""
ASKED = {"open_dates", "open_numbers"}  # which a check asks about, and an import refuses
TABLES = [name for name in FILES if "." not in name and name not in ASKED]


def test_each_promise_is_kept_and_there_are_more_than_forty() -> None:
    assert {fixture for fixture in PROMISED.values() if fixture not in {*FILES, *MADE_NAMES}} == set()
    assert len(FILES) + len(MADE_NAMES) >= 40


def test_each_nasty_file_is_in_a_test() -> None:
    tests = "".join((HERE / f"test_nasty_{name}.py").read_text(encoding="utf-8") for name in ("files", "refusals"))
    assert [name for name in FILES if f'"{name}"' not in tests] == []
    assert [name for name in MADE_NAMES if f"making.{name}," not in tests] == []


@pytest.mark.parametrize("name", TABLES)
def test_a_check_foretells_what_the_import_does(store: Store, name: str) -> None:
    foretold = import_paths(store, [NASTY / name], dry_run=True)
    done = import_paths(store, [NASTY / name])
    assert (foretold.objects, foretold.quarantine, foretold.notes, foretold.reconciliations, foretold.tables) == (
        done.objects, done.quarantine, done.notes, done.reconciliations, done.tables,
    )  # fmt: skip
    assert (foretold.dry_run, foretold.batch_id, done.dry_run) == (True, None, False)
