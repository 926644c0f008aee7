"""Amounts in several currencies: added up in one, by each row's own date; what has no rate is said, not added."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from assistant.records.schema import Account, Deal, ExchangeRate, Invoice, Order, Quota, Subscription, User
from assistant.records.store import Store
from tests.numbers_said import unsupported_numbers
from tests.postgres_server import PostgresServer
from tests.questions.either import DATABASES, Asked, opened

TODAY = date(2026, 6, 30)
DEALS = (
    # key, rep, amount, currency, closed
    ("D1", "Ines Kovar", 1000, "USD", "2026-01-10"),
    ("D2", "Ines Kovar", 1000, "EUR", "2026-02-10"),  # 1,100 USD
    ("D3", "Tomas Wirth", 1000, "EUR", "2026-04-10"),  # 1,200 USD
    ("D4", "Tomas Wirth", 500, None, "2026-05-10"),  # in the home's own currency
    ("D5", "Tomas Wirth", 700, "CHF", "2026-05-11"),  # nobody knows what it is worth
)
RATES = (
    ("EUR", "2026-01-01", 1.1),
    ("EUR", "2026-03-01", 1.2),
    ("EUR", "2026-06-01", 1.25),
    ("GBP", "2026-06-01", 1.5),
)
CHF = "1 deal in CHF has no exchange rate and is left out: import exchange_rate.csv."


def fill(store: Store) -> None:
    """Five won deals with orders, invoices, subscriptions, quotas in several currencies."""
    with store.write() as session:
        reps = {name: User(name=name, role="agent", region="North") for name in ("Ines Kovar", "Tomas Wirth")}
        account = Account(name="Fernhill Foods", country="Norway")
        session.add_all([*reps.values(), account])
        session.flush()
        for key, rep, amount, currency, closed in DEALS:
            day = date.fromisoformat(closed)
            session.add(
                Deal(
                    name=key,
                    source_id=key,
                    owner_id=reps[rep].id,
                    account_id=account.id,
                    stage="Won",
                    opened_at=day,
                    close_date=day,
                    amount=amount,
                    currency=currency,
                    is_closed=True,
                    is_won=True,
                )
            )
        session.add_all(ExchangeRate(currency=c, day=date.fromisoformat(day), rate=rate) for c, day, rate in RATES)
        ordered = datetime(2026, 2, 1, tzinfo=UTC)
        session.add_all(
            [
                Order(number="O1", account_id=account.id, ordered_at=ordered, total=100, currency="EUR"),
                Order(number="O2", account_id=account.id, ordered_at=ordered, total=105, currency="USD"),
                Order(number="O3", account_id=account.id, ordered_at=ordered, total=90, currency="GBP"),
                Invoice(number="I1", account_id=account.id, issued_at=date(2026, 4, 1), amount=10, currency="EUR"),
                Subscription(account_id=account.id, plan="Basic", mrr=10, currency="EUR"),
                Subscription(account_id=account.id, plan="Basic", mrr=10, currency="USD"),
                Quota(
                    user_id=reps["Ines Kovar"].id,
                    period_start=date(2026, 4, 1),
                    period_end=date(2026, 6, 30),
                    amount=1000,
                    currency="EUR",
                ),
            ]
        )


@pytest.fixture(scope="module", params=DATABASES)
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Asked]:
    """The home with several currencies."""
    with opened(request.param, tmp_path_factory.mktemp("money"), postgres_server, fill, TODAY) as asked:
        yield asked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("total sales", [(3800,)]),
        ("sales by rep", [("Ines Kovar", 2100), ("Tomas Wirth", 1700)]),
        ("sales by month this year", [("2026-01", 1000), ("2026-02", 1100), ("2026-04", 1200), ("2026-05", 500)]),
        ("average deal size", [(950,)]),
        ("median deal size", [(1050,)]),
        ("how many won deals above 1050", [(2,)]),
        ("total order value", [(215,)]),
        ("total mrr by plan", [("Basic", 22.5)]),
        ("total invoice amount", [(12,)]),
        ("quota by rep this quarter", [("Ines Kovar", 1200)]),
        ("total sales in EUR", [(round(1000 / 1.1 + 1000 + 1000 + 500 / 1.2, 2),)]),
        ("total mrr in EUR", [(18,)]),
        ("how many won deals", [(5,)]),
        ("won deals in CHF", [("D5", "Fernhill Foods", None, "Tomas Wirth")]),
        ("how many won deals in EUR", [(2,)]),
        ("how many won deals above 950 EUR", [(2,)]),
        ("how many won deals above €950", [(2,)]),
    ],
)
def test_amounts_are_added_up_in_one_currency(home: Asked, text: str, expected: list[tuple[object, ...]]) -> None:
    assert home.rows(text) == expected


def test_a_row_without_a_rate_is_said_and_not_added(home: Asked) -> None:
    result = home.ask("total sales")
    assert result.text == f"Sales: 3,800. {CHF}"
    assert result.reading == f"sales, in USD at the exchange rate of each row's own date. {CHF}"
    assert unsupported_numbers(result) == []


def test_rows_older_than_the_first_rate_are_left_out_too(home: Asked) -> None:
    text = home.ask("total order value").text
    assert text.endswith("1 order in GBP has no exchange rate for its date and is left out: import exchange_rate.csv.")


def test_a_question_without_amounts_has_no_note(home: Asked) -> None:
    assert "exchange rate" not in home.ask("how many won deals").reading


def test_only_the_rows_asked_about_are_missed(home: Asked) -> None:
    assert CHF not in home.ask("sales of Ines Kovar").text
    assert CHF in home.ask("sales of Tomas Wirth").text


def test_a_total_of_nothing_but_rows_without_a_rate_is_not_nothing(home: Asked) -> None:
    result = home.ask("sales on 11 May 2026")
    assert (result.status, result.text) == ("declined", CHF)
    older = home.ask("sales of Ines Kovar in pounds")
    assert older.status == "declined"
    assert older.text.startswith("1 deal in EUR and 1 deal in USD have no exchange rate for their date")


def test_a_list_shows_amounts_in_their_own_currency(home: Asked) -> None:
    result = home.ask("list the won deals with amount")
    assert result.table is not None
    assert result.table.columns == ("deal", "amount", "currency")
    assert sorted(result.table.rows) == [
        ("D1", 1000, "USD"),
        ("D2", 1000, "EUR"),
        ("D3", 1000, "EUR"),
        ("D4", 500, "USD"),
        ("D5", 700, "CHF"),
    ]


def test_a_ranking_goes_by_what_the_amounts_are_worth(home: Asked) -> None:
    result = home.ask("top 3 won deals by amount")
    assert result.table is not None
    assert result.table.columns == ("deal", "amount", "currency")
    assert result.table.rows == (("D3", 1000, "EUR"), ("D2", 1000, "EUR"), ("D1", 1000, "USD"))


def test_a_list_in_one_currency_says_so_in_its_column(home: Asked) -> None:
    result = home.ask("top 2 won deals by amount in EUR")
    assert result.table is not None
    assert result.table.columns == ("deal", "amount in EUR")
    assert result.table.rows == (("D2", 1000), ("D3", 1000))


def test_a_follow_up_changes_the_currency_and_nothing_else(home: Asked) -> None:
    assert home.rows("total mrr", "and in EUR?") == [(18,)]
    assert home.rows("total mrr in EUR", "in USD") == [(22.5,)]
    assert home.rows("sales by rep in EUR", "only Ines Kovar") == [("Ines Kovar", round(1000 / 1.1 + 1000, 2))]


def test_a_currency_without_any_rate_is_refused(home: Asked) -> None:
    result = home.ask("total sales in JPY")
    assert result.text == "I can't answer that: there is no exchange rate for JPY: import exchange_rate.csv."


def test_two_currencies_in_one_question_are_asked_about(home: Asked) -> None:
    assert home.ask("total sales above 5 EUR in CHF").status == "clarify"


@pytest.mark.parametrize("text", ["total sales", "sales by rep in EUR", "top 3 won deals by amount", "total mrr"])
def test_the_query_runs_as_shown(home: Asked, text: str) -> None:
    result = home.ask(text)
    assert result.table is not None
    assert len(home.runs_as_shown(result)) == len(result.table.rows)
    assert "exchange_rate" in result.query


def test_a_home_in_one_currency_reads_no_rates(home: Asked) -> None:
    with home.store.write() as session:
        saved = {deal.id: deal.currency for deal in session.query(Deal)}
        session.query(Deal).update({Deal.currency: "USD"})
    try:
        result = home.ask("total sales")
        assert "exchange_rate" not in result.query
        assert (result.text, result.reading) == ("Sales: 4,200.", "sales")
    finally:
        with home.store.write() as session:
            for deal in session.query(Deal):
                deal.currency = saved[deal.id]


def test_a_home_whose_rows_are_all_in_euro_is_a_home_in_euro(tmp_path: Path, postgres_server: PostgresServer) -> None:
    with opened("sqlite", tmp_path, postgres_server, _all_in_euro, TODAY) as home:
        assert home.ask("total sales").reading == "sales"
        assert home.ask("total sales in EUR").reading == "sales"
        assert home.ask("total sales in USD").status == "declined"


def _all_in_euro(store: Store) -> None:
    fill(store)
    with store.write() as session:
        session.execute(delete(ExchangeRate))
        for table in (Deal, Order, Invoice, Subscription, Quota):
            session.execute(update(table).values(currency="EUR"))
