"""The whole product over PostgreSQL says what it says over SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant import Assistant, open_assistant
from assistant.cli import main
from assistant.home import Home
from assistant.messages import Reply, Result
from assistant.records import demo
from assistant.records.batches import import_paths, revert
from assistant.records.churn_facts import facts, outcomes
from assistant.records.schema import Account, User
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, TicketFilter, UserView
from tests.importers.sales_set import write_sales_set
from tests.postgres_server import PostgresServer
from tests.records.batches.tables import contents

QUESTIONS = (
    "how many open deals do we have",
    "win rate by region",
    "top 5 accounts by won revenue",
    "total order value by month in 2025",
    "how many tickets were opened last month",
    "average deal size by product this year",
)


@dataclass(frozen=True, slots=True)
class Both:
    """The same small company in both databases."""

    on_sqlite: Assistant
    on_postgres: Assistant


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer) -> Iterator[Both]:
    """The demo company at its smallest."""
    with postgres_server.database(template="template1") as url, pytest.MonkeyPatch.context() as environment:
        opened = []
        for place, address in (("file", ""), ("server", url)):
            environment.setenv("CRM_DATABASE_URL", address)
            home = tmp_path_factory.mktemp("whole") / place
            store = Store.open(Home(home))
            demo.load(store, seed=3, scale=0.05)
            store.close()
            opened.append(open_assistant(home))
        yield Both(*opened)
        for assistant in opened:
            assistant.records.store.close()


def told(assistant: Assistant, text: str, user: UserView = LOCAL_ADMIN) -> tuple[str, ...]:
    """A reply without its query, which each database spells its own way."""
    reply: Reply = assistant.respond(text, assistant.session(user))
    result: Result = replace(reply.result, query="")
    return (result.status, result.text, str(result.table), result.reading, str(result.citations))


def seller(assistant: Assistant) -> UserView:
    """Somebody whose team owns some of the accounts."""
    with assistant.records.store.read(LOCAL_ADMIN) as session:
        owner = session.scalars(
            select(User).join(Account, Account.owner_id == User.id).where(User.team_id.is_not(None)).order_by(User.id)
        ).first()
        assert owner is not None
        return UserView(owner.id, owner.name, "agent", owner.team_id)


def test_the_records_are_where_they_are_meant_to_be(both: Both) -> None:
    assert both.on_sqlite.records.store.writing.dialect.name == "sqlite"
    assert both.on_postgres.records.store.writing.dialect.name == "postgresql"
    assert not both.on_postgres.home.database.exists()
    assert contents(both.on_postgres.records.store) == contents(both.on_sqlite.records.store)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_gets_the_same_answer(both: Both, question: str) -> None:
    for user in (LOCAL_ADMIN, seller(both.on_sqlite)):
        answer = told(both.on_postgres, question, user)
        assert answer[0] == "answered"
        assert answer == told(both.on_sqlite, question, user)


def test_a_seller_sees_the_own_teams_accounts_alone_on_pages_in_search_by_name(both: Both) -> None:
    user = seller(both.on_sqlite)
    pages = [assistant.records.accounts(user, limit=500) for assistant in (both.on_sqlite, both.on_postgres)]
    assert pages[0] == pages[1]
    everything = both.on_postgres.records.accounts(LOCAL_ADMIN, limit=500)
    assert 0 < pages[1][1] < everything[1]
    hidden = next(row for row in everything[0] if row not in pages[1][0])
    assert both.on_postgres.records.by_key(user, "account", hidden.key) is None
    assert hidden.name not in [match.named.name for match in both.on_postgres.search.names(user, hidden.name)]


def test_tickets_profiles_facts_read_alike(both: Both) -> None:
    user = seller(both.on_sqlite)
    first, second = (
        (
            assistant.records.tickets(user, TicketFilter(), limit=50),
            list(assistant.records.profiles(user)),
            [row.name for row in assistant.records.accounts(LOCAL_ADMIN, text="A")[0]],
            facts(assistant.records.store, user, date(2026, 1, 1)),
            outcomes(assistant.records.store, LOCAL_ADMIN, date(2025, 1, 1), date(2026, 1, 1)),
        )
        for assistant in (both.on_sqlite, both.on_postgres)
    )
    assert first == second
    assert len(first[1]) > len(first[3]) > 0


def test_twenty_messages_are_tagged_once(both: Both) -> None:
    assistant = both.on_postgres
    waiting = assistant.triages.untagged(assistant.reader.version, 20)
    readings = dict(zip([one.id for one in waiting], assistant.reader.read([one.text for one in waiting]), strict=True))
    assert assistant.triages.store_readings(readings) == 20
    assert assistant.triages.store_readings(readings) == 0
    assert set(assistant.triages.latest(LOCAL_ADMIN, list(readings))) == set(readings)


def test_an_import_is_taken_back_without_a_trace(postgres_url: str, tmp_path: Path) -> None:
    store = Store.open(postgres_url)
    before = contents(store)
    report = import_paths(store, [write_sales_set(tmp_path / "set")])
    assert sum(one.created for one in report.objects) == 16
    assert report.batch_id is not None
    revert(store, report.batch_id)
    assert contents(store) == before
    store.close()


def test_the_command_line_works_over_the_same_address(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[Store] = []
    open_store = Store.open

    def noted(where: Home, *, create: bool = True) -> Store:
        opened.append(open_store(where, create=create))
        return opened[-1]

    monkeypatch.setenv("CRM_DATABASE_URL", postgres_url)
    monkeypatch.setattr(Store, "open", noted)
    for verb in (["user", "add", "Zoë", "--team", "North"], ["user", "list"], ["check"]):
        with pytest.raises(SystemExit) as ended:
            main(["--home", str(tmp_path / "home"), *verb])
        assert not ended.value.code
    for store in opened:
        store.close()
    said = capsys.readouterr().out
    assert "Zoë" in said
    assert "is sound" in said
