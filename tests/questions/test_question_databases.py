"""The same question gets the same rows from SQLite and from PostgreSQL, each by SQL that runs as shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.messages import Result, Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.records import RecordsStore
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN, UserView
from tests.postgres_server import PostgresServer
from tests.questions.companies import TODAY, fill_desk, fill_sales

SALES = (
    "sales by region",
    "win rate by quarter",
    "won deals by month this year",
    "lost deals by weekday",
    "deals won per week in 2021",
    "average days to close by rep",
    "median days to close",
    "age of the open deals",
    "deals open for more than 30 days",
    "average discount by product",
    "how many deals were below list price",
    "top 3 deals by amount",
    "accounts by decade founded",
    "share of sales by rep",
    "running total of sales by month this year",
    "growth of sales by quarter this year",
    "accounts that bought Lumen One but not Lumen Two",
    "compare Q1 and Q2 sales by rep",
    "reps with more than 1 win",
    "accounts with revenue over 100 million",
    "subsidiaries of Quartz Labs",
    "list the open deals",
    "who sold the most",
    "won deals since April",
    "90th percentile of won amount",
    "second best rep by sales",
    "accounts without a won deal",
    "deals with no account",
)
DESK = (
    "orders by country last quarter",
    "how many open tickets per priority",
    "average csat by month this year",
    "total mrr by plan",
    "list open tickets with urgent priority",
    "number of tickets by sentiment",
    "accounts with more than 1 order",
    "top 1 account by order value",
    "orders above 5000 dollars",
    "what share of tickets is urgent",
    "order value by quarter",
    "orders by week",
    "tickets created in June",
    "median order value",
    "subscriptions cancelled this year",
    "average age of open tickets by priority",
    "average csat by weekday",
    "accounts without orders",
    "orders by weekday",
)


@dataclass(frozen=True, slots=True)
class Home:
    """A store with its engine."""

    store: Store
    engine: QuestionEngine

    @classmethod
    def filled(cls, store: Store, fill: Callable[[Store], None]) -> Home:
        """The engine over a store that holds a company."""
        fill(store)
        return cls(store, QuestionEngine(store, NameBook(RecordsStore(store)).find))

    def ask(self, text: str, user: UserView = LOCAL_ADMIN) -> Result:
        """One question by itself."""
        return self.engine.answer(user, text, as_of=TODAY, topic=Topic())


Homes = dict[str, tuple[Home, Home]]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer) -> Iterator[Homes]:
    """Both companies, each in an SQLite file and in a PostgreSQL database."""
    with postgres_server.database() as sales, postgres_server.database() as desk:
        found = {}
        for name, url, fill in (("sales", sales, fill_sales), ("desk", desk, fill_desk)):
            stores = Store.open(Path(tmp_path_factory.mktemp(name))), Store.open(url)
            found[name] = (Home.filled(stores[0], fill), Home.filled(stores[1], fill))
        yield found
        for pair in found.values():
            for home in pair:
                home.store.close()


@pytest.mark.parametrize(("company", "text"), [*(("sales", one) for one in SALES), *(("desk", one) for one in DESK)])
def test_both_databases_give_the_same_rows(homes: Homes, company: str, text: str) -> None:
    lite, server = (home.ask(text) for home in homes[company])
    assert lite.table is not None, lite.text
    assert server.table == lite.table
    assert server.text == lite.text


@pytest.mark.parametrize(("company", "text"), [*(("sales", one) for one in SALES), *(("desk", one) for one in DESK)])
def test_the_query_runs_as_shown_on_each_database(homes: Homes, company: str, text: str) -> None:
    for home in homes[company]:
        result = home.ask(text)
        assert result.table is not None, result.text
        with home.store.reading.connect() as connection:
            escaped = result.query.replace("%", "%%") if connection.dialect.name == "postgresql" else result.query
            assert len(connection.exec_driver_sql(escaped).fetchall()) == len(result.table.rows)


def test_both_databases_keep_a_team_to_its_own_rows(homes: Homes) -> None:
    lite, server = homes["sales"]
    with lite.store.read(LOCAL_ADMIN) as session:
        rep = session.connection().exec_driver_sql("SELECT id, team_id FROM user WHERE name = 'Ines Kovar'").one()
    ines = UserView(int(rep[0]), "Ines Kovar", "agent", int(rep[1]))
    own = lite.ask("sales by rep", ines).table
    assert own is not None
    assert {row[0] for row in own.rows} == {"Ines Kovar", "Tomas Wirth"}
    assert server.ask("sales by rep", ines).table == own
