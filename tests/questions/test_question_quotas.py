"""How quotas are met: attainment, on track, behind, how far; by seller, team, region; said where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.questions.quota_periods import choose
from assistant.questions.quota_words import standing_said
from assistant.records.schema import Deal, ExchangeRate, Quota, Team, User
from assistant.records.settings import HomeSettings
from assistant.records.store import Store
from assistant.views import UserView
from tests.numbers_said import unsupported_numbers
from tests.postgres_server import PostgresServer
from tests.questions.either import DATABASES, Asked, opened

TODAY = date(2026, 5, 16)  # 46 of the quarter's 91 days are gone
QUARTERS = (("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30"))
PEOPLE = (
    # name, manager, team, quota of each quarter
    ("Ines Kovar", "Ada Stoneham", "North", 910),
    ("Tomas Wirth", "Ada Stoneham", "North", 1820),
    ("Priya Nolan", "Bo Redfern", "South", 910),
    ("Gus Ahl", "Bo Redfern", "South", None),
)
WON = (
    ("Ines Kovar", "2026-05-01", 500),
    ("Tomas Wirth", "2026-04-20", 200),
    ("Tomas Wirth", "2026-02-20", 1820),
    ("Priya Nolan", "2026-05-10", 460),
    ("Gus Ahl", "2026-05-02", 50),
)


def fill(store: Store) -> None:
    """Four sellers in two teams, three of them with quotas."""
    with store.write() as session:
        teams = {name: Team(name=name) for name in ("North", "South")}
        session.add_all(teams.values())
        session.flush()
        bosses = {
            boss: User(name=boss, role="manager", team_id=teams[team].id, region=team) for _, boss, team, _ in PEOPLE
        }
        session.add_all(bosses.values())
        session.flush()
        sellers = {
            name: User(name=name, role="agent", manager_id=bosses[boss].id, team_id=teams[team].id, region=team)
            for name, boss, team, _ in PEOPLE
        }
        session.add_all(sellers.values())
        session.flush()
        for name, _, _, amount in PEOPLE:
            for start, end in QUARTERS if amount else ():
                days = date.fromisoformat(start), date.fromisoformat(end)
                quota = Quota(user_id=sellers[name].id, period_start=days[0], period_end=days[1], amount=amount or 0)
                session.add(quota)
        for name, closed, won in WON:
            day = date.fromisoformat(closed)
            deal = Deal(name=f"{name} {closed}", owner_id=sellers[name].id, stage="Won", amount=won, close_date=day)
            deal.is_closed = deal.is_won = True
            session.add(deal)


@pytest.fixture(scope="module", params=DATABASES)
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Asked]:
    """The home with quotas."""
    with opened(request.param, tmp_path_factory.mktemp("quotas"), postgres_server, fill, TODAY) as asked:
        yield asked


def person(home: Asked, name: str) -> UserView:
    """A seller who signs in."""
    with home.store.trusted() as session:
        found = session.query(User).filter(User.name == name).one()
        return UserView(found.id, found.name, "manager" if found.role == "manager" else "agent", found.team_id)


ANSWERS = {
    "quota attainment this quarter by rep": [
        ("Ines Kovar", 0.549451, 500, 910),
        ("Priya Nolan", 0.505495, 460, 910),
        ("Tomas Wirth", 0.10989, 200, 1820),
    ],
    "quota attainment by region": [("North", 0.25641, 700, 2730), ("South", 0.56044, 510, 910)],
    "attainment by team last quarter": [("North", 0.666667, 1820, 2730), ("South", 0, 0, 910)],
    "attainment by quarter": [("2026-Q1", 0.5, 1820, 3640), ("2026-Q2", 0.332418, 1210, 3640)],
    "is Priya Nolan on track": [("Priya Nolan", "yes", 460, 910, 460)],
    "is Tomas on track": [("Tomas Wirth", "no", 200, 1820, 920)],
    "who is behind quota": [("Tomas Wirth", 0.10989, 200, 1820)],
    "who is on track this quarter": [("Ines Kovar", 0.549451, 500, 910), ("Priya Nolan", 0.505495, 460, 910)],
    "who made their quota last quarter": [("Tomas Wirth", 1, 1820, 1820)],
    "who missed quota in Q1": [("Ines Kovar", 0, 0, 910), ("Priya Nolan", 0, 0, 910)],
    "how far is the North team from its quota": [("North", 2030, 700, 2730, 0.25641)],
    "how far is Ada Stoneham's team from its quota": [("Ada Stoneham", 2030, 700, 2730, 0.25641)],
    "are we on track": [("no", 1210, 3640, 1840)],
    "which region is behind quota": [("North", 0.25641, 700, 2730)],
    "quota attainment in May": [(round(1010 / 1240, 6), 1010, 1240)],
    "quota attainment year to date": [(round(3030 / 5480, 6), 3030, 5480)],
}


@pytest.mark.parametrize("text", ANSWERS)
def test_sales_are_held_against_quotas(home: Asked, text: str) -> None:
    assert home.rows(text) == ANSWERS[text]


@pytest.mark.parametrize("text", ANSWERS)
def test_every_number_said_stands_in_the_answer(home: Asked, text: str) -> None:
    assert unsupported_numbers(home.ask(text)) == []


@pytest.mark.parametrize("text", ["who is behind quota", "is Priya Nolan on track", "quota attainment in May"])
def test_the_query_runs_as_shown(home: Asked, text: str) -> None:
    result = home.ask(text)
    assert result.table is not None
    assert len(home.runs_as_shown(result)) == len(result.table.rows)


def test_on_track_says_how_it_was_read(home: Asked) -> None:
    result = home.ask("is Tomas Wirth on track")
    assert result.text == "Tomas Wirth is behind: 200 won of a quota of 1,820, 920 due by now."
    assert result.reading == (
        "on track for the quota by rep, Tomas Wirth, sales won against the quotas of 2026-04-01 to 2026-06-30, on "
        "track means having won the part of the quota that is due by 2026-05-16, after 46 of 91 days"
    )


def test_a_month_is_held_against_its_days_of_a_quarters_quota(home: Asked) -> None:
    assert "quotas of longer periods pro rata by days" in home.ask("quota attainment in May").reading


def test_someone_without_a_quota_is_told_so(home: Asked) -> None:
    result = home.ask("is Gus Ahl on track")
    assert (result.status, result.text) == ("declined", "There is no quota for Gus Ahl for 2026-04-01 to 2026-06-30.")
    assert home.ask("quota attainment in 2024").text == (
        "I can't answer that: there is no quota for 2024-01-01 to 2024-12-31."
    )


def test_sellers_without_a_quota_are_named_beside_the_others(home: Asked) -> None:
    assert home.ask("attainment by rep").text.endswith("No quota for Gus Ahl.")
    assert "No quota" not in home.ask("attainment by region").text


def test_i_am_the_one_who_asks(home: Asked) -> None:
    assert home.rows("am I on track?", user=person(home, "Ines Kovar")) == [("Ines Kovar", "yes", 500, 910, 460)]
    assert home.rows("how far is my team from its quota", user=person(home, "Ada Stoneham")) == [
        ("Ada Stoneham", 2030, 700, 2730, 0.25641)
    ]
    assert home.rows("is my team on track", user=person(home, "Gus Ahl")) == [("South", "yes", 510, 910, 460)]
    assert home.ask("am I on track?").status == "clarify"


def test_a_team_sees_its_own_quotas_alone(home: Asked) -> None:
    assert [row[0] for row in home.rows("attainment by rep", user=person(home, "Priya Nolan"))] == ["Priya Nolan"]


def test_a_follow_up_changes_who_or_when(home: Asked) -> None:
    assert home.rows("is Ines Kovar on track", "and Tomas Wirth?") == [("Tomas Wirth", "no", 200, 1820, 920)]
    assert home.rows("attainment by rep", "last quarter?") == [
        ("Ines Kovar", 0, 0, 910),
        ("Priya Nolan", 0, 0, 910),
        ("Tomas Wirth", 1, 1820, 1820),
    ]
    assert home.rows("who is behind quota", "by region") == [("North", 0.25641, 700, 2730)]


def test_a_home_without_quotas_says_so(home: Asked) -> None:
    with home.store.write() as session:
        saved = [(one.user_id, one.period_start, one.period_end, one.amount) for one in session.query(Quota)]
        session.query(Quota).delete()
    try:
        assert home.ask("who is behind quota").text == "I can't answer that: these records hold no quotas."
    finally:
        with home.store.write() as session:
            session.add_all(
                Quota(user_id=user, period_start=start, period_end=end, amount=amount)
                for user, start, end, amount in saved
            )


def test_a_quota_in_another_currency_is_converted(home: Asked) -> None:
    with home.store.write() as session:
        session.add(ExchangeRate(currency="EUR", day=date(2026, 1, 1), rate=2))
        session.query(Quota).filter(Quota.amount == 1820).update({Quota.currency: "EUR"})
    HomeSettings(home.store).set("currency", "USD")
    try:
        assert home.rows("is Tomas Wirth on track") == [("Tomas Wirth", "no", 200, 3640, 1840)]
        assert home.rows("is Tomas Wirth on track in EUR") == [("Tomas Wirth", "no", 100, 1820, 920)]
    finally:
        with home.store.write() as session:
            session.query(Quota).update({Quota.currency: None})
            session.query(ExchangeRate).delete()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("am I on track?", "track"),
        ("who is not on track this quarter", "off_track"),
        ("how much does Owen still need to reach his quota", "gap"),
        ("gap to quota by team", "gap"),
        ("what percentage of her quota has Priya made", "attainment"),
        ("sales vs quota by rep this year", "attainment"),
        ("did the Americas hit their target in Q1", "made"),
        ("who hasn't hit quota yet", "missed"),
        ("will Freya make her target this quarter?", "track"),
    ],
)
def test_many_words_ask_for_a_standing(text: str, kind: str) -> None:
    said = standing_said(text)
    assert said is not None
    assert said.kind == kind


@pytest.mark.parametrize("text", ["quota by rep this quarter", "sales by rep", "subscriptions on plan Basic"])
def test_other_questions_ask_for_none(text: str) -> None:
    assert standing_said(text) is None


def test_yearly_quotas_beside_quarterly_ones_are_not_added_to_them() -> None:
    days = [(date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 1, 1), date(2026, 3, 31))]
    chosen = choose(days, (date(2026, 1, 1), date(2026, 3, 31)))
    assert chosen is not None
    assert (chosen.exact, chosen.longest) == (True, 90)
    whole = choose(days, (date(2026, 1, 1), date(2026, 12, 31)))
    assert whole is not None
    assert (whole.exact, whole.longest, len(whole.where)) == (True, 365, 3)


def test_quotas_that_end_early_cut_the_period() -> None:
    chosen = choose([(date(2026, 1, 1), date(2026, 3, 31))], (date(2026, 1, 1), date(2026, 12, 31)))
    assert chosen is not None
    assert chosen.covered == (date(2026, 1, 1), date(2026, 3, 31))
