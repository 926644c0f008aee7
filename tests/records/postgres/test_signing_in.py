"""What is said when a database cannot be opened."""

from __future__ import annotations

import socket
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import make_url, select

from assistant.errors import (
    DatabaseRefused,
    DatabaseTrouble,
    DatabaseUnknown,
    DatabaseUnreachable,
    HomeMissing,
    ReaderCannotSignIn,
    ReaderRolesMissing,
    RightsMissing,
)
from assistant.home import Home
from assistant.records.schema import Account, Team
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView
from tests.postgres_server import OWNER, PASSWORD, PostgresServer

ADA = UserView(1, "Ada", "agent", team_id=1)


@pytest.fixture
def blank_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A database without any table."""
    with postgres_server.database(template="template1") as url:
        yield url


def test_a_server_that_does_not_answer_is_named() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(DatabaseUnreachable, match=f"127.0.0.1:{port}/crm: start it") as caught:
        Store.open(f"postgresql://ada:{PASSWORD.replace('/', '%2F').replace('@', '%40')}@127.0.0.1:{port}/crm")
    unsaid(caught.value, PASSWORD)


def test_a_name_that_no_machine_has_is_named() -> None:
    for url in ("postgresql://ada@no-such-host.invalid/crm", "postgresql://ada@/crm?host=/nowhere"):
        with pytest.raises(DatabaseUnreachable):
            Store.open(url)


def test_a_wrong_password_or_user_is_refused_in_one_sentence(postgres_server: PostgresServer) -> None:
    wrong = PASSWORD[::-1]
    for user in (OWNER, "nobody"):
        with pytest.raises(DatabaseRefused, match=f"does not let the user '{user}' in") as caught:
            Store.open(postgres_server.url(postgres_server.template, user=user, password=wrong))
        unsaid(caught.value, wrong)


def test_an_unknown_database_is_named_with_the_command_that_makes_it(postgres_server: PostgresServer) -> None:
    with pytest.raises(DatabaseUnknown, match="createdb nowhere") as caught:
        Store.open(postgres_server.url("nowhere"))
    unsaid(caught.value, PASSWORD)


def test_a_database_without_records_is_a_missing_home_unless_one_is_to_be_made(blank_url: str) -> None:
    with pytest.raises(HomeMissing) as caught:
        Store.open(blank_url, create=False)
    unsaid(caught.value, PASSWORD)
    Store.open(blank_url).close()
    Store.open(blank_url, create=False).close()


def test_the_home_of_the_settings_is_in_the_database_they_name(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("CRM_DATABASE_URL", postgres_url)
    home = Home(tmp_path_factory.mktemp("home"))
    store = Store.open(home, create=False)
    assert store.writing.url.database == make_url(postgres_url).database
    assert not home.database.exists()
    store.close()


def test_two_may_open_a_new_home_at_once(blank_url: str) -> None:
    with ThreadPoolExecutor() as threads:
        stores = list(threads.map(Store.open, [blank_url] * 3))
    for store in stores:
        with store.read(ADA) as session:
            assert session.scalars(select(Account.name)).all() == []
        store.close()


def test_a_role_that_may_make_no_tables_is_told_what_it_lacks(postgres_server: PostgresServer, blank_url: str) -> None:
    postgres_server.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
    database = str(make_url(blank_url).database)
    with pytest.raises(RightsMissing, match=f'ALTER DATABASE "{database}" OWNER TO "guest"'):
        Store.open(postgres_server.url(database, user="guest", password="guest"))
    postgres_server.execute("DROP ROLE guest")


def test_a_role_that_may_make_no_others_is_told_what_an_administrator_has_to_run(
    postgres_server: PostgresServer, blank_url: str
) -> None:
    database = str(make_url(blank_url).database)
    postgres_server.execute("CREATE ROLE modest LOGIN PASSWORD 'modest'", f"ALTER DATABASE {database} OWNER TO modest")
    url = postgres_server.url(database, user="modest", password="modest")
    with pytest.raises(ReaderRolesMissing) as caught:
        Store.open(url)
    postgres_server.execute(*str(caught.value).split("`")[1].split("; "))
    store = Store.open(url)
    with store.read(ADA) as session:
        assert session.scalars(select(Team.name)).all() == []
    roles = (str(store.reading.url.username), str(store.guarded.url.username))
    store.close()
    postgres_server.execute(f"ALTER DATABASE {database} OWNER TO {OWNER}")
    postgres_server.execute(*(f"DROP OWNED BY {role}" for role in (*roles, "modest")), database=database)
    postgres_server.execute(*(f"DROP ROLE {role}" for role in (*roles, "modest")))


def test_roles_that_were_left_behind_on_another_server_are_made_again(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    before = Store.open(postgres_url)
    old = (str(before.reading.url.username), str(before.guarded.url.username))
    before.close()
    with postgres_server.database(template=make_url(postgres_url).database) as copied:
        database = str(make_url(copied).database)
        new_suffix = "0123abcd"
        postgres_server.execute(
            f"UPDATE crm_access.home SET suffix = '{new_suffix}'",
            *(f"DROP OWNED BY {role}" for role in old),
            database=database,
        )
        store = Store.open(copied)
        assert store.guarded.url.username == f"crm_guarded_{new_suffix}"
        for user in (ADA, LOCAL_ADMIN):
            with store.read(user) as session:
                assert session.scalars(select(Account.name)).all() == []
        store.close()


def test_a_reading_role_that_the_server_does_not_let_in_is_named(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    store = Store.open(postgres_url)
    role = str(store.guarded.url.username)
    postgres_server.execute(f"ALTER ROLE {role} NOLOGIN")
    try:
        with pytest.raises(ReaderCannotSignIn, match=f"{role}.*pg_hba.conf") as caught, store.read(ADA):
            pass
    finally:
        postgres_server.execute(f"ALTER ROLE {role} LOGIN")
    unsaid(caught.value, str(store.guarded.url.password))
    store.close()


def unsaid(error: DatabaseTrouble | HomeMissing, secret: str) -> None:
    """Whatever is shown of an error, the secret is not in it."""
    shown = "".join(traceback.format_exception(error)) + error.reply + repr(error)
    assert secret not in shown
    assert str(error).count("\n") == 0
