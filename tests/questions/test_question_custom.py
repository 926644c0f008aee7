"""Custom fields: usable by their label as condition, group, figure, column; on both databases, under the row rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from assistant.questions.plan import BadPlan, Cond, Dim, Measure, Plan
from assistant.questions.plan_check import check
from assistant.questions.semantic.custom import custom_label, custom_names
from assistant.questions.semantic.fields import FIELDS
from assistant.records.schema import Account, Deal, HomeSetting, Team, Ticket, User
from assistant.records.store import Store
from assistant.views import UserView
from tests.postgres_server import PostgresServer
from tests.questions.either import DATABASES, Asked, opened

TODAY = date(2026, 6, 30)
TYPES = {
    "custom:deal.Lead Score": "int",
    "custom:deal.Territory": "text",
    "custom:deal.Strategic": "bool",
    "custom:deal.Kick-off Date": "date",
    "custom:account.Renewal_Risk__c": "text",
    "custom:account.Seats": "int",
    "custom:ticket.Effort Points": "float",
    "custom:ticket.Module": "text",
    "custom:user.Shirt Size": "text",
}
DEALS = (
    # key, rep, account, stage, amount, custom
    ("D1", "Ines Kovar", "Fernhill Foods", "Won", 100, {"Lead Score": 80, "Territory": "Alpine", "Strategic": True}),
    ("D2", "Ines Kovar", "Quartz Labs", "Won", 200, {"Lead Score": 40, "Territory": "Coast", "Strategic": False}),
    ("D3", "Gus Ahl", "Quartz Labs", "Engaging", None, {"Lead Score": 60, "Territory": "Alpine"}),
    ("D4", "Gus Ahl", "Ottermill", "Engaging", None, {"Kick-off Date": "2026-08-15"}),
)
ACCOUNTS = {
    "Fernhill Foods": {"Renewal_Risk__c": "high", "Seats": 120},
    "Quartz Labs": {"Renewal_Risk__c": "low", "Seats": 30},
    "Ottermill": {"Seats": 50},
}
TICKETS = (
    ("T1", "Fernhill Foods", "open", {"Effort Points": 2.5, "Module": "Billing"}),
    ("T2", "Quartz Labs", "open", {"Effort Points": 5, "Module": "Sign-in"}),
    ("T3", "Quartz Labs", "closed", {"Effort Points": "many", "Module": "Billing"}),  # a number once, a text by now
)


def fill(store: Store) -> None:
    """Two sellers in teams of their own, with deals, accounts, tickets that carry custom fields."""
    with store.write() as session:
        session.add_all(HomeSetting(key=key, value=kind) for key, kind in TYPES.items())
        teams = {name: Team(name=name) for name in ("North", "South")}
        session.add_all(teams.values())
        session.flush()
        sellers = {
            name: User(name=name, role="agent", team_id=teams[team].id, custom={"Shirt Size": size})
            for name, team, size in (("Ines Kovar", "North", "M"), ("Gus Ahl", "South", "L"))
        }
        accounts = {name: Account(name=name, country="Norway", custom=custom) for name, custom in ACCOUNTS.items()}
        session.add_all([*sellers.values(), *accounts.values()])
        session.flush()
        for key, rep, account, stage, amount, custom in DEALS:
            session.add(
                Deal(
                    name=key,
                    source_id=key,
                    owner_id=sellers[rep].id,
                    account_id=accounts[account].id,
                    stage=stage,
                    amount=amount,
                    opened_at=date(2026, 5, 1),
                    close_date=date(2026, 6, 1) if amount else None,
                    is_closed=bool(amount),
                    is_won=bool(amount),
                    custom=custom,
                )
            )
        for number, account, status, custom in TICKETS:
            session.add(
                Ticket(
                    number=number,
                    subject=number,
                    status=status,
                    channel="email",
                    account_id=accounts[account].id,
                    created_at=datetime(2026, 6, 1, tzinfo=UTC),
                    custom=custom,
                )
            )


@pytest.fixture(scope="module", params=DATABASES)
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Asked]:
    """The home with custom fields."""
    with opened(request.param, tmp_path_factory.mktemp("custom"), postgres_server, fill, TODAY) as asked:
        yield asked


ANSWERS: dict[str, list[tuple[object, ...]]] = {
    "deals with lead score above 50 by territory": [("Alpine", 2)],
    "how many deals have a lead score of at least 60": [(2,)],
    "how many deals have a lead score between 50 and 70": [(1,)],
    "how many deals have a lead score of 60": [(1,)],
    "how many open deals have a lead score over 50": [(1,)],
    "accounts where renewal risk is high": [("Fernhill Foods",)],
    "accounts with high renewal risk": [("Fernhill Foods",)],
    "accounts where renewal risk is not high": [("Quartz Labs",)],
    "accounts where renewal risk is high or low": [("Fernhill Foods",), ("Quartz Labs",)],
    "accounts without a renewal risk": [("Ottermill",)],
    "accounts with more than 40 seats": [("Fernhill Foods", 120), ("Ottermill", 50)],
    "average lead score": [(60,)],
    "average lead score by rep": [("Gus Ahl", 60), ("Ines Kovar", 60)],
    "average lead score by territory": [("Alpine", 70), ("Coast", 40)],
    "maximum lead score of won deals": [(80,)],
    "total seats": [(200,)],
    "how many seats do our customers have": [(200,)],
    "sales by territory": [("Alpine", 100), ("Coast", 200)],
    "sales by renewal risk": [("high", 100), ("low", 200)],
    "sales in the Alpine territory": [(100,)],
    "number of deals by shirt size": [("L", 2), ("M", 2)],
    "how many strategic deals": [(1,)],
    "how many deals are not strategic": [(1,)],
    "number of deals by strategic": [(False, 1), (True, 1)],
    "deals with kick-off date in August": [("D4", "Ottermill", None, "Gus Ahl")],
    "deals with kick-off date after July 2026": [("D4", "Ottermill", None, "Gus Ahl")],
    "list the open deals with lead score": [("D3", 60), ("D4", None)],
    "tickets by module": [("Billing", 2), ("Sign-in", 1)],
    "open tickets with module billing": [("T1", "T1", "open", "Fernhill Foods")],
    "average effort points by module": [("Billing", 2.5), ("Sign-in", 5)],
    "open tickets with effort points above 3": [("T2", "T2", "open", "Quartz Labs")],
    "number of tickets by renewal risk": [("high", 1), ("low", 2)],
    "tickets from accounts where renewal risk is high": [("T1", "T1", "open", "Fernhill Foods")],
    "average leed score by teritory": [("Alpine", 70), ("Coast", 40)],
    "average efort points": [(3.75,)],
}


@pytest.mark.parametrize("text", ANSWERS)
def test_a_custom_field_is_used_like_any_other(home: Asked, text: str) -> None:
    assert sorted(home.rows(text), key=str) == sorted(ANSWERS[text], key=str)


@pytest.mark.parametrize("text", ["deals with lead score above 50 by territory", "average effort points by module"])
def test_the_query_runs_as_shown(home: Asked, text: str) -> None:
    result = home.ask(text)
    assert result.table is not None
    assert len(home.runs_as_shown(result)) == len(result.table.rows)


def test_a_custom_field_is_read_by_its_label(home: Asked) -> None:
    result = home.ask("deals with lead score above 50 by territory")
    assert result.reading == "number of deals by territory, lead score over 50"
    assert result.table is not None
    assert result.table.columns == ("territory", "deals")


def test_a_team_sees_the_custom_fields_of_its_own_rows(home: Asked) -> None:
    with home.store.trusted() as session:
        gus = session.query(User).filter(User.name == "Gus Ahl").one()
        south = UserView(gus.id, gus.name, "agent", gus.team_id)
    assert home.rows("average lead score by territory", user=south) == [("Alpine", 60)]


def test_a_follow_up_may_add_a_condition_on_a_custom_field(home: Asked) -> None:
    assert home.rows("sales by rep", "only strategic deals") == [("Ines Kovar", 100)]
    assert home.rows("tickets by module", "only where renewal risk is low") == [("Billing", 1), ("Sign-in", 1)]


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("Lead Score", "lead score"),
        ("Renewal_Risk__c", "renewal risk"),
        ("leadScore", "lead score"),
        ("Kick-off Date", "kick off date"),
        ("NPS", "nps"),
    ],
)
def test_a_header_is_called_as_people_say_it(key: str, label: str) -> None:
    assert custom_label(key) == label


def test_a_setting_names_its_fields() -> None:
    assert custom_names("custom:deal.Lead Score", "int") == ("deal.custom:number:Lead Score",)
    assert custom_names("custom:user.Size", "text") == ("owner.custom:text:Size", "assignee.custom:text:Size")
    assert custom_names('custom:deal.a"b', "text") == custom_names("unit:deal.x", "text") == ()


@pytest.mark.parametrize(
    "name", ["deal.custom:sql:x", 'deal.custom:text:a"b', "deal.custom:text:", "table.custom:text:x", "deal.customs"]
)
def test_no_other_name_passes_for_a_custom_field(name: str) -> None:
    with pytest.raises(BadPlan):
        check(Plan("deal", (Measure("deal", "count"),), (Dim(name),)))


def test_a_hostile_key_stays_a_value(home: Asked) -> None:
    key = "x') FROM user; DROP TABLE deal; --"
    name = f"deal.custom:text:{key}"
    assert FIELDS[name].key == key
    plan = Plan("deal", (Measure("deal", "count"),), (), (Cond(name, "=", ("'; --",)),))
    reader = home.engine._reader
    found = reader.run(plan, reader.frame(UserView(0, "", "admin"), TODAY))
    assert found.rows == ((0,),)
