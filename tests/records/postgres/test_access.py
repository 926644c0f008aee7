"""What the reading roles may do, whatever is sent to the server in their name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import DBAPIError

from assistant.errors import Forbidden
from assistant.records.postgres import ensure_access, withdraw
from assistant.records.postgres.failures import state_of
from assistant.records.schema import Account
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView
from tests.postgres_server import OWNER, PostgresServer
from tests.records.conftest import add_two_teams
from tests.records.homes import contents

ADA = UserView(1, "Ada", "agent", team_id=1)
BEN = UserView(2, "Ben", "agent", team_id=2)

REFUSED_BY_US = [
    "ROLLBACK",
    "RESET ROLE",
    f"SET ROLE {OWNER}",
    "SET TRANSACTION READ WRITE",
    "SET statement_timeout = 0",
    "DISCARD ALL",
    "COPY team TO STDOUT",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "DO $$ BEGIN DELETE FROM team; END $$",
    "CALL nothing()",
    "EXPLAIN ANALYZE DELETE FROM team",
    "LOCK TABLE team",
    "LISTEN everything",
    "VACUUM",
    "/* SELECT */ RESET ROLE",
    "SELECT name INTO copied FROM team",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_sleep(60)",
    "SELECT pg_terminate_backend(1)",
    "SELECT lo_import('/etc/passwd')",
    "SELECT set_config('crm.reader', '2:2/x', true)",
    "SELECT current_setting('crm.reader')",
    """SELECT query_to_xml('SELECT password_hash FROM "user"', true, false, '')""",
    "SELECT setval('team_id_seq', 1)",
    "SELECT relname FROM pg_class",
    "SELECT relname FROM pg_catalog.pg_class",
    'SELECT relname FROM U&"pg\\005fclass"',
    "SELECT table_name FROM information_schema.tables",
    "SELECT key FROM crm_access.home",
]

REFUSED_BY_THE_SERVER = [
    "SELECT name FROM public.account",
    "SELECT count(*) FROM public.message",
    'SELECT password_hash FROM public."user"',
    "SELECT token_hash FROM public.login_session",
    "SELECT version_num FROM public.alembic_version",
    "SELECT title FROM public.conversation",
    "SELECT key FROM crm_access.home",
    "SELECT crm_access.reader()",
    "INSERT INTO public.team (name) VALUES ('x')",
    "UPDATE crm_seen.account SET name = 'x'",
    "DELETE FROM crm_seen.account",
    "DROP VIEW crm_seen.account",
    "CREATE VIEW crm_seen.more AS SELECT 1",
    "CREATE TABLE public.x (y integer)",
    "CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    f"SET ROLE {OWNER}",
    f"SET SESSION AUTHORIZATION {OWNER}",
    "ALTER ROLE current_user SUPERUSER",
    "GRANT SELECT ON public.access_token TO current_user",
    "SELECT setval('public.team_id_seq', 1)",
    "SELECT nextval('public.team_id_seq')",
    "COPY public.access_token TO STDOUT",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/crm-copied'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('.')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '/tmp/crm-exported')",
    "DO $$ BEGIN DELETE FROM public.team; END $$",
    """SELECT query_to_xml('SELECT password_hash FROM public."user"', true, false, '')""",
]


@pytest.fixture(scope="module")
def home(postgres_server: PostgresServer) -> Iterator[Store]:
    """Two teams in a database that no test changes."""
    with postgres_server.database() as url:
        store = Store.open(url)
        add_two_teams(store)
        yield store
        store.close()


@pytest.mark.parametrize("statement", REFUSED_BY_US)
def test_what_is_no_plain_question_is_not_even_sent(home: Store, statement: str) -> None:
    for user in (LOCAL_ADMIN, ADA):
        with pytest.raises(Forbidden):
            home.run_read(user, text(statement))


@pytest.mark.parametrize("statement", REFUSED_BY_THE_SERVER)
def test_the_server_refuses_a_reader_who_speaks_to_it_directly(home: Store, statement: str) -> None:
    """With the session made to write first, as a reader of one's own could."""
    before = contents(home)
    with pytest.raises(Exception) as caught:
        directly(home.guarded, "SET TRANSACTION READ WRITE", statement)
    assert state_of(caught.value) in ("42501", "55000")  # no right to; no view that can be written through
    assert contents(home) == before


def test_several_statements_in_one_are_refused_with_and_without_values(home: Store) -> None:
    several = "SELECT name FROM team; SELECT name FROM team"
    for statement in (text(several), text(f"{several} WHERE id = :id").bindparams(id=1)):
        with pytest.raises(DBAPIError, match="multiple commands"):
            home.run_read(ADA, statement)


def test_nobody_reads_as_somebody_else_by_saying_so(two_teams: Store) -> None:
    with two_teams.write() as session:
        session.add_all([Account(name="Ada's", owner_id=1), Account(name="Ben's", owner_id=2)])
    access = ensure_access(two_teams.writing)
    own = access.claim(ADA)
    assert directly(two_teams.guarded, said(own), "SELECT name FROM account") == [["Ada's"]]
    signature = own.partition("/")[2]
    for forged in ("2:2", f"2:2/{signature}", f"1:2/{signature}", f"1:1,2/{signature}", "/", "", "2:2/"):
        with pytest.raises(Exception) as caught:
            directly(two_teams.guarded, said(forged), "SELECT name FROM account")
        assert state_of(caught.value) == "42501"


def test_a_connection_that_comes_back_is_lent_to_nobody(two_teams: Store) -> None:
    with two_teams.write() as session:
        session.add(Account(name="everybody's"))
    with two_teams.read(BEN) as session:
        assert session.scalars(select(Account.name)).all() == ["everybody's"]
    with pytest.raises(Forbidden), two_teams.guarded.connect() as connection:
        connection.execute(select(Account.name)).all()


def test_a_failing_condition_tells_nothing_of_rows_that_are_not_seen(two_teams: Store) -> None:
    with two_teams.write() as session:
        session.add_all([Account(name="7", owner_id=1), Account(name="CANARY", owner_id=2)])
    assert two_teams.run_read(ADA, text("SELECT name FROM account WHERE CAST(name AS integer) = 7")).rows == (("7",),)


def test_views_that_a_migration_dropped_or_an_older_release_made_are_made_again(postgres_url: str) -> None:
    store = Store.open(postgres_url)
    with store.writing.begin() as connection:
        withdraw(connection)
    with pytest.raises(Forbidden), store.read(ADA) as session:
        session.scalars(select(Account.name)).all()
    Store.open(postgres_url).close()
    with store.read(ADA) as session:
        assert session.scalars(select(Account.name)).all() == []
    store.close()


def test_a_right_that_somebody_gave_a_reader_by_hand_goes_when_the_views_are_made_again(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    store = Store.open(postgres_url)
    with store.writing.begin() as connection:
        withdraw(connection)
        connection.exec_driver_sql(f"GRANT SELECT ON access_token TO {store.guarded.url.username}")
    Store.open(postgres_url).close()
    with pytest.raises(Forbidden):
        store.run_read(ADA, text("SELECT token_hash FROM access_token"))
    store.close()


def test_a_role_of_one_home_reads_nothing_in_another_of_the_same_server(
    postgres_server: PostgresServer, home: Store
) -> None:
    with postgres_server.database(template="template1") as url:
        other = Store.open(url)
        for name, engine in (("account", home.guarded), ("team", home.reading)):
            visiting = create_engine(engine.url.set(database=other.writing.url.database))
            with pytest.raises(DBAPIError) as caught, visiting.connect() as connection:
                connection.exec_driver_sql(f"SELECT name FROM public.{name}")
            assert state_of(caught.value.orig) == "42501"
            visiting.dispose()
        other.close()


def directly(engine: Engine, *statements: str) -> list[list[Any]]:
    """What the server answers to the last of these statements in one transaction, past everything of ours."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        return [list(row) for row in cursor.fetchall()]
    finally:
        connection.invalidate()


def said(claim: str) -> str:
    return f"SELECT set_config('crm.reader', '{claim}', true)"
