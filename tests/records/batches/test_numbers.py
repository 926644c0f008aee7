"""Numbers are read in every usual form, and one that can be two is never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records.batches.numbers import (
    Decimal,
    Sign,
    currencies,
    currency_of,
    decimal_of,
    fraction,
    number,
    shape_of,
)
from assistant.records.batches.problem import BadCell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1054", 1054.0),
        ("-1,234,567.5", -1234567.5),
        ("$1,100.04", 1100.04),
        ("1.234,50", 1234.5),
        ("1234,5", 1234.5),
        ("1.234.567", 1234567.0),
        ("1 234", 1234.0),
        ("1\u202f234\u202f567,8", 1234567.8),
        ("1'234.50", 1234.5),
        ("1’234", 1234.0),
        ("12,34,567", 1234567.0),
        ("€ 5", 5.0),
        ("5 €", 5.0),
        ("1.200,50 EUR", 1200.5),
        ("USD 1,200.00", 1200.0),
        ("(1,200.00)", -1200.0),
        ("($5)", -5.0),
        ("-$5", -5.0),
        ("$-5", -5.0),
        ("5-", -5.0),
        ("−5", -5.0),
        ("+5", 5.0),
        ("2.5e3", 2500.0),
        (".5", 0.5),
        ("0,125", 0.125),
    ],
)
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    assert number(text, "unknown") == value


@pytest.mark.parametrize(
    "text",
    [
        "nan", "inf", "1e400", "1_000", "0x10", "12 apples", "--1", "1,00,0", "٣", "$", "ABC 5", "(5", "-(5)", "1.2.3",
        "192.168.1.1", "1.234.56", "1,234 567", "12%", "5" * 1000 + "x", "5 kg",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadCell, match="is no number"):
        number(text)


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234", "point", 1.234),
        ("1.234", "comma", 1234.0),
        ("1,234", "point", 1234.0),
        ("1,234", "comma", 1.234),
        ("€ 1.200", "comma", 1200.0),
        ("(1,200)", "point", -1200.0),
        ("1.234,5", "point", 1234.5),  # it shows its own sign
    ],
)
def test_three_digits_behind_one_sign_follow_the_column(text: str, decimal: Decimal, value: float) -> None:
    assert number(text, decimal) == value


@pytest.mark.parametrize("text", ["1.234", "1,234"])
def test_a_number_that_can_be_two_is_refused_with_both(text: str) -> None:
    with pytest.raises(BadCell, match=r"can be two numbers; write it as 1234 or 1\.2340"):
        number(text, "unknown")


@pytest.mark.parametrize(("text", "value"), [("60%", 0.6), ("12,5 %", 0.125), ("0.25", 0.25), ("1", 1.0)])
def test_fractions_and_percentages(text: str, value: float) -> None:
    assert fraction(text) == value


@pytest.mark.parametrize("text", ["60", "160%", "-1%", "-0.1"])
def test_what_is_not_from_nought_to_one_is_no_fraction(text: str) -> None:
    with pytest.raises(BadCell, match="is no fraction from 0 to 1; a percentage needs its sign"):
        fraction(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("€ 5", "EUR"),
        ("5 USD", "USD"),
        ("US$5", "USD"),
        ("$5", ""),
        ("5 kr", ""),
        ("5", ""),
        ("five", ""),
        ("5 zł", "PLN"),
    ],
)
def test_a_currency_is_told_only_by_a_sign_that_means_one(text: str, code: str) -> None:
    assert currency_of(text) == code


@pytest.mark.parametrize(
    ("signs", "decimal"),
    [
        ({"point", "none"}, "point"),
        ({"comma", "either point"}, "comma"),
        ({"point", "comma"}, "unknown"),
        ({"either comma"}, "unknown"),
        (set(), "unknown"),
    ],
)
def test_a_column_tells_its_decimal_sign_when_its_numbers_agree(signs: set[Sign], decimal: Decimal) -> None:
    assert decimal_of(signs) == decimal


@given(st.integers(-(10**12), 10**12), st.integers(0, 99))
def test_every_amount_is_read_back_in_every_style(whole: int, cents: int) -> None:
    value = whole + (cents / 100 if whole >= 0 else -cents / 100)
    english = f"{abs(whole):,}.{cents:02}"
    minus = "-" if whole < 0 else ""
    continental = english.translate(str.maketrans(",.", ".,"))
    for text in (english, continental, english.replace(",", "'"), continental.replace(".", " ")):
        assert number(f"{minus}{text}", "unknown") == pytest.approx(value)
        assert number(f"{minus}{text} EUR", "unknown") == pytest.approx(value)


@given(st.text(alphabet="0123456789.,-+()%$€ eE'", max_size=80))
def test_any_text_is_taken_apart_or_refused(text: str) -> None:
    shape = shape_of(text)
    if shape is not None:
        assert isinstance(shape.value("point"), float)


def test_the_codes_of_currencies_have_three_capitals() -> None:
    assert {"EUR", "USD", "GBP", "JPY", "INR"} < currencies()
    assert [code for code in currencies() if not (len(code) == 3 and code.isupper())] == []
