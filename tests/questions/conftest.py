"""A company of a dozen deals, small enough to work its figures out by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.messages import Result, Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.records import RecordsStore
from assistant.records.schema import Account, Deal, HomeSetting, Product, Team, User
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN, UserView

TODAY = date(2021, 6, 30)
Asking = Callable[..., Result]

ACCOUNTS = (
    # name, industry, country, employees, annual revenue, founded, parent
    ("Fernhill Foods", "retail", "Norway", 900, 120.0, 1984, None),
    ("Quartz Labs", "medical", "United States", 4000, 800.0, 1991, None),
    ("Ottermill", "retail", "United States", 250, 40.0, 2003, "Quartz Labs"),
    ("Zephyrtech", "technology", "United States", 7000, 2400.0, 1988, None),
)
PRODUCTS = (("Lumen One", "Lumen", 1000.0), ("Lumen Two", "Lumen", 2000.0), ("Brix Max", "Brix", 500.0))
REPS = (
    ("Ines Kovar", "Ada Stoneham"),
    ("Tomas Wirth", "Ada Stoneham"),
    ("Priya Nolan", "Bo Redfern"),
    ("Gus Ahl", "Bo Redfern"),
)
REGIONS = {"Ada Stoneham": "North", "Bo Redfern": "South"}
DEALS = (
    # key, rep, account, product, stage, opened, closed, amount
    ("AB12CD01", "Ines Kovar", "Fernhill Foods", "Lumen One", "Won", "2021-01-05", "2021-02-04", 900),
    ("AB12CD02", "Ines Kovar", "Quartz Labs", "Lumen Two", "Won", "2021-01-10", "2021-04-20", 2100),
    ("AB12CD03", "Ines Kovar", "Ottermill", "Brix Max", "Lost", "2021-02-01", "2021-05-02", 0),
    ("AB12CD04", "Tomas Wirth", "Zephyrtech", "Lumen Two", "Won", "2021-03-01", "2021-05-10", 1800),
    ("AB12CD05", "Tomas Wirth", "Zephyrtech", "Lumen One", "Lost", "2021-03-03", "2021-06-01", 0),
    ("AB12CD06", "Priya Nolan", "Quartz Labs", "Brix Max", "Won", "2021-02-11", "2021-03-13", 500),
    ("AB12CD07", "Priya Nolan", "Fernhill Foods", "Lumen Two", "Lost", "2021-04-01", "2021-04-11", 0),
    ("AB12CD08", "Priya Nolan", "Ottermill", "Lumen One", "Engaging", "2021-05-01", None, None),
    ("AB12CD09", "Tomas Wirth", None, "Lumen Two", "Engaging", "2021-06-20", None, None),
    ("AB12CD10", "Priya Nolan", None, "Brix Max", "Prospecting", None, None, None),
)


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small company in a home of its own."""
    return filled(tmp_path_factory.mktemp("questions"))


@pytest.fixture(scope="session")
def engine(small_store: Store) -> QuestionEngine:
    """The question engine over the small company."""
    return QuestionEngine(small_store, NameBook(RecordsStore(small_store)).find)


@pytest.fixture(scope="session")
def ask(engine: QuestionEngine) -> Asking:
    """Asks the turns of one conversation as the administrator; gives the last result."""

    def asking(*turns: str, user: UserView = LOCAL_ADMIN) -> Result:
        topic, result = Topic(), Result("declined", "nothing was asked")
        for text in turns:
            result = engine.answer(user, text, as_of=TODAY, topic=topic)
            if result.plan is not None:
                topic = Topic(plan=result.plan, question=text)
        return result

    return asking


def rows(result: Result) -> Sequence[tuple[object, ...]]:
    """The rows of an answer, in a fixed order."""
    assert result.table is not None, result.text
    return sorted(result.table.rows, key=str)


@pytest.fixture(scope="session")
def asked(ask: Asking) -> Callable[..., Sequence[tuple[object, ...]]]:
    """Asks like `ask`; gives the rows in a fixed order."""
    return lambda *turns: rows(ask(*turns))


def filled(folder: Path) -> Store:
    """Write the small company into a fresh home."""
    store = Store.open(folder)
    with store.write() as session:
        teams = {name: Team(name=region) for name, region in REGIONS.items()}
        session.add_all(teams.values())
        session.flush()
        bosses = {
            name: User(name=name, role="manager", region=region, team_id=teams[name].id)
            for name, region in REGIONS.items()
        }
        session.add_all([*bosses.values(), HomeSetting(key="unit:account.annual_revenue", value="USD millions")])
        session.flush()
        reps = {
            name: User(
                name=name, role="agent", manager_id=bosses[boss].id, region=REGIONS[boss], team_id=teams[boss].id
            )
            for name, boss in REPS
        }
        products = {name: Product(name=name, series=series, list_price=price) for name, series, price in PRODUCTS}
        accounts = {
            name: Account(
                name=name,
                industry=industry,
                country=country,
                employees=staff,
                annual_revenue=revenue,
                founded_year=year,
            )
            for name, industry, country, staff, revenue, year, _ in ACCOUNTS
        }
        session.add_all([*reps.values(), *products.values(), *accounts.values()])
        session.flush()
        for name, *_, parent in ACCOUNTS:
            accounts[name].parent_id = accounts[parent].id if parent else None
        for key, rep, account, product, stage, opened, closed, amount in DEALS:
            session.add(
                Deal(
                    name=key,
                    source_id=key,
                    owner_id=reps[rep].id,
                    account_id=accounts[account].id if account else None,
                    product_id=products[product].id,
                    stage=stage,
                    opened_at=date.fromisoformat(opened) if opened else None,
                    close_date=date.fromisoformat(closed) if closed else None,
                    amount=amount,
                    is_closed=stage in ("Won", "Lost"),
                    is_won=stage == "Won",
                )
            )
    return store
