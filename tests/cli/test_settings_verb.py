"""The verb that shows and changes what a home has settled."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.home import Home
from assistant.records.schema import ExchangeRate
from assistant.records.store import Store


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """One verb's exit code, output and errors."""
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one exchange rate."""
    path = tmp_path / "home"
    store = Store.open(Home(path))
    with store.write() as session:
        session.add(ExchangeRate(currency="CHF", day=date(2026, 1, 1), rate=1.1))
    store.close()
    return path


def test_a_new_home_shows_the_defaults(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    code, out, _ = run(capsys, "--home", home, "settings")
    assert (code, out) == (0, "currency USD\nfiscal_year_start 1\ntimezone UTC\nweek_start monday\n")


def test_a_setting_that_is_changed_is_shown_as_it_is_kept(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert run(capsys, "settings", "fiscal_year_start", "April", "--home", home)[1] == "fiscal_year_start is now 4.\n"
    assert run(capsys, "settings", "fiscal_year_start", "--home", home)[1] == "fiscal_year_start 4\n"


def test_another_currency_makes_the_rates_on_record_wrong(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    _, out, _ = run(capsys, "--home", home, "settings", "currency", "EUR")
    assert out.splitlines() == [
        "currency is now EUR.",
        "The exchange rates on record (CHF) are in USD: import exchange_rate.csv again with rates in EUR.",
    ]
    assert run(capsys, "--home", home, "settings", "currency", "eur")[1] == "currency is now EUR.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("timezone", "Mars"), "“Mars” is no time zone"),
        (("colour",), "There is no setting “colour”"),
        (("colour", "red"), "There is no setting “colour”"),
    ],
)
def test_a_wrong_setting_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], home: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    code, out, errors = run(capsys, "--home", home, "settings", *arguments)
    assert (code, out, errors.count("\n")) == (1, "", 1)
    assert errors.startswith(sentence)


def test_a_wrong_setting_makes_no_home(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, "--home", tmp_path / "none", "settings", "timezone", "Mars")[0] == 1
    assert not (tmp_path / "none").exists()
