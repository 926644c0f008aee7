"""What every home promises, whichever database it is in."""

import time

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from assistant.errors import Forbidden, HomeBusy, HomeFromNewerVersion, TooSlow
from assistant.records.schema import Account, Team, User
from assistant.records.store import Rows, Store
from assistant.views import LOCAL_ADMIN, UserView
from tests.effort import seconds_of
from tests.records.homes import contents, impatient, where

ADA = UserView(1, "Ada", "agent", team_id=1)
HOSTILE = [
    "INSERT INTO team (name) VALUES ('x')",
    "UPDATE account SET name = 'x'",
    "DELETE FROM team",
    "DROP TABLE team",
    "CREATE TABLE x (y integer)",
    "CREATE TEMP TABLE x (y integer)",
    "WITH gone AS (SELECT 1) DELETE FROM team",
    "SELECT 1; DELETE FROM team",
    "SELECT version_num FROM alembic_version",
    'SELECT password_hash FROM "user"',
    """SELECT count(*) FROM "user" WHERE password_hash LIKE 's%'""",
    'SELECT * FROM "user"',
    "SELECT token_hash FROM login_session",
    "SELECT count(*) FROM access_token",
]
ENDLESS = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
REFUSED = r"forbidden|because it is a view|one statement at a time|multiple commands"


def test_what_is_written_is_read_and_an_error_takes_all_of_it_back(store: Store) -> None:
    with store.write() as session:
        session.add(Team(name="North"))
    with pytest.raises(ZeroDivisionError), store.write() as session:
        session.add(Team(name="South"))
        session.flush()
        raise ZeroDivisionError
    with store.read(LOCAL_ADMIN) as session:
        assert session.scalars(select(Team.name)).all() == ["North"]


@pytest.mark.parametrize("user", [LOCAL_ADMIN, ADA], ids=["administrator", "agent"])
@pytest.mark.parametrize("statement", HOSTILE)
def test_a_hostile_statement_is_stopped(two_teams: Store, statement: str, user: UserView) -> None:
    before = contents(two_teams)
    with pytest.raises((Forbidden, DBAPIError), match=REFUSED):
        two_teams.run_read(user, text(statement))
    assert contents(two_teams) == before


def test_a_user_is_read_without_the_password_hash(two_teams: Store) -> None:
    with two_teams.read(ADA) as session:
        user = session.get_one(User, 1)
        assert user.name == "Ada"
        with pytest.raises(Forbidden):
            assert user.password_hash
    with two_teams.trusted() as session:
        assert session.get_one(User, 1).password_hash == "secret-1"


@pytest.mark.parametrize("user", [LOCAL_ADMIN, ADA], ids=["administrator", "agent"])
def test_an_endless_query_is_interrupted_at_its_deadline(store: Store, user: UserView) -> None:
    hasty = Store.open(where(store), deadline_seconds=0.2)
    started = time.monotonic()
    with pytest.raises(TooSlow):
        hasty.run_read(user, ENDLESS)
    assert time.monotonic() - started < 10
    assert hasty.run_read(user, select(func.count()).select_from(Account)).rows == ((0,),)
    hasty.close()


def test_a_result_is_cut_at_the_limit_and_says_so(store: Store) -> None:
    with store.write() as session:
        session.add_all([Team(id=number, name=f"team {number}") for number in (1, 2, 3)])
    statement = select(Team.id, Team.name).order_by(Team.id)
    assert store.run_read(ADA, statement, limit=2) == Rows(
        ("id", "name"), ((1, "team 1"), (2, "team 2")), truncated=True
    )
    assert not store.run_read(ADA, statement, limit=3).truncated


def test_ids_go_on_after_those_that_were_given(store: Store) -> None:
    with store.write() as session:
        session.add_all([Team(id=number, name=f"team {number}") for number in (7, 8)])
    with store.write() as session:
        session.add(Team(name="next"))
    with store.read(LOCAL_ADMIN) as session:
        assert session.scalar(select(Team.id).where(Team.name == "next")) == 9


def test_readers_go_on_while_somebody_writes_and_a_second_writer_waits_in_vain(store: Store) -> None:
    with store.write() as session:
        session.add(Team(name="North"))
        session.flush()
        with store.read(LOCAL_ADMIN) as reading:
            assert reading.scalars(select(Team.name)).all() == []
        with store.trusted() as reading:
            assert reading.scalars(select(Team.name)).all() == []
        with pytest.raises(HomeBusy), store.writing.connect() as second:
            impatient(second).begin()


def test_a_reader_sees_the_records_as_they_were_when_it_began(store: Store) -> None:
    with store.read(LOCAL_ADMIN) as reading:
        assert reading.scalars(select(Team.name)).all() == []
        with store.write() as session:
            session.add(Team(name="North"))
        assert reading.scalars(select(Team.name)).all() == []


def test_a_home_of_a_newer_version_is_left_alone(store: Store) -> None:
    with store.writing.begin() as connection:
        known = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    try:
        with pytest.raises(HomeFromNewerVersion) as caught:
            Store.open(where(store))
    finally:
        with store.writing.begin() as connection:
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{known}'")
    assert "9999" in caught.value.reply


def test_opening_an_up_to_date_home_is_quick(store: Store) -> None:
    assert seconds_of(lambda: Store.open(where(store)).close()) < 0.3
