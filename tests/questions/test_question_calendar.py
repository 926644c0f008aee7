"""Questions of a home with a fiscal year from April, weeks from Sunday, clocks in New York; on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.messages import Result, Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.preferences import write_preference
from assistant.records.records import RecordsStore
from assistant.records.schema import Account, Deal, Ticket, User
from assistant.records.settings import HomeSettings
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN
from tests.postgres_server import PostgresServer

TODAY = date(2026, 6, 10)
DEALS = (("2025-02-10", 100), ("2025-05-10", 200), ("2026-01-20", 400), ("2026-03-31", 800), ("2026-04-01", 1600))
TICKETS = (
    # key, opened in UTC: New York is five hours behind in winter, four in summer
    ("LATE", (2026, 6, 11, 3, 30)),  # 23:30 on 10 June
    ("NIGHT", (2026, 6, 10, 3, 30)),  # 23:30 on 9 June
    ("MARCH", (2026, 4, 1, 3, 30)),  # 23:30 on 31 March
    ("WINTER", (2026, 2, 1, 4, 30)),  # 23:30 on 31 January, a Saturday
    ("SPRING", (2026, 3, 8, 5, 30)),  # 00:30 on Sunday 8 March, before the clocks go forward
)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[QuestionEngine]:
    """Five deals with five tickets."""
    with postgres_server.database() as url:
        where: Path | str = url if request.param == "postgresql" else tmp_path_factory.mktemp("calendar")
        store = Store.open(where)
        _fill(store)
        yield QuestionEngine(store, NameBook(RecordsStore(store)).find)
        store.close()


def _fill(store: Store) -> None:
    with store.write() as session:
        rep, account = User(name="Ines Kovar", role="agent"), Account(name="Fernhill Foods")
        session.add_all([rep, account])
        session.flush()
        for day, amount in DEALS:
            closed = date.fromisoformat(day)
            session.add(
                Deal(
                    name=day,
                    owner_id=rep.id,
                    stage="Won",
                    opened_at=closed,
                    close_date=closed,
                    amount=amount,
                    is_closed=True,
                    is_won=True,
                )
            )
        for key, moment in TICKETS:
            at = datetime(*moment, tzinfo=UTC)
            session.add(
                Ticket(number=key, subject=key, status="open", channel="email", account_id=account.id, created_at=at)
            )
    for key, value in (("fiscal_year_start", "4"), ("timezone", "America/New_York"), ("week_start", "sunday")):
        write_preference(HomeSettings(store), key, value)


def ask(engine: QuestionEngine, text: str) -> Result:
    """One question by itself."""
    return engine.answer(LOCAL_ADMIN, text, as_of=TODAY, topic=Topic())


def rows(engine: QuestionEngine, text: str) -> Sequence[tuple[object, ...]]:
    """Its rows in order."""
    table = ask(engine, text).table
    assert table is not None, ask(engine, text).text
    return table.rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sales this quarter", [(1600,)]),
        ("sales last quarter", [(1200,)]),
        ("sales in Q4", [(1200,)]),
        ("sales in calendar Q1 2026", [(1200,)]),
        ("sales in FY26", [(1400,)]),
        ("sales this fiscal year", [(1600,)]),
        ("sales year to date", [(1600,)]),
        ("sales in 2026", [(2800,)]),
        ("sales by quarter", [("2025-Q4", 100), ("2026-Q1", 200), ("2026-Q4", 1200), ("2027-Q1", 1600)]),
        ("sales by fiscal year", [("2025", 100), ("2026", 1400), ("2027", 1600)]),
        ("sales by calendar year", [("2025", 300), ("2026", 2800)]),
        (
            "sales by calendar quarter",
            [("2025-Q1", 100), ("2025-Q2", 200), ("2026-Q1", 1200), ("2026-Q2", 1600)],
        ),
        ("sales by month in FY26", [("2025-05", 200), ("2026-01", 400), ("2026-03", 800)]),
    ],
)
def test_sales_are_cut_at_fiscal_quarters(
    engine: QuestionEngine, text: str, expected: Sequence[tuple[object, ...]]
) -> None:
    assert list(rows(engine, text)) == expected


def test_the_reading_says_which_quarter_was_meant(engine: QuestionEngine) -> None:
    assert ask(engine, "sales in Q1").reading == "sales, deals closed fiscal Q1 2027 (2026-04-01 to 2026-06-30)"
    assert ask(engine, "sales by quarter").reading == "sales by fiscal quarter"
    table = ask(engine, "sales by quarter").table
    assert table is not None
    assert table.columns == ("fiscal quarter", "sales")
    assert "calendar Q1 2026 (2026-01-01 to 2026-03-31)" in ask(engine, "sales in calendar Q1").reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how many tickets were created today", [(1,)]),
        ("how many tickets were created yesterday", [(1,)]),
        ("how many tickets were created in March", [(2,)]),
        ("how many tickets were created in April", [(0,)]),
        ("how many tickets were created this week", [(2,)]),
        ("tickets by month", [("2026-01", 1), ("2026-03", 2), ("2026-06", 2)]),
        ("tickets by quarter", [("2026-Q4", 3), ("2027-Q1", 2)]),
        ("tickets by week", [("2026-W05", 1), ("2026-W11", 1), ("2026-W14", 1), ("2026-W24", 2)]),
        ("tickets by weekday", [("Saturday", 1), ("Sunday", 1), ("Tuesday", 2), ("Wednesday", 1)]),
    ],
)
def test_days_begin_at_the_homes_midnight(
    engine: QuestionEngine, text: str, expected: Sequence[tuple[object, ...]]
) -> None:
    assert list(rows(engine, text)) == expected


def test_a_listed_moment_is_told_by_the_homes_clocks(engine: QuestionEngine) -> None:
    first, *_ = rows(engine, "list the tickets created in March with creation date")
    assert first[-1] == "2026-03-31T23:30-04:00"


def test_the_shown_query_runs_as_shown(engine: QuestionEngine) -> None:
    store = engine._reader._store
    for text in ("tickets by month", "how many tickets were created today", "sales by quarter"):
        result = ask(engine, text)
        assert result.table is not None
        with store.reading.connect() as connection:
            escaped = result.query.replace("%", "%%") if connection.dialect.name == "postgresql" else result.query
            assert len(connection.exec_driver_sql(escaped).fetchall()) == len(result.table.rows)
