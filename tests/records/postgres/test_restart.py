"""A server that goes away for a moment costs nobody a restart."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial

import pytest
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from assistant.errors import DatabaseTrouble
from assistant.records.schema import Account, Team
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView
from tests.postgres_server import PostgresServer

ADA = UserView(1, "Ada", "agent", team_id=1)


def test_connections_that_the_server_ended_are_made_again(postgres_server: PostgresServer, postgres_url: str) -> None:
    store = Store.open(postgres_url)
    for user in (ADA, LOCAL_ADMIN):
        with store.read(user) as session:
            assert session.scalars(select(Account.name)).all() == []
    database = str(make_url(postgres_url).database)
    postgres_server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")
    with store.write() as session:
        session.add(Team(name="North"))
    for user in (ADA, LOCAL_ADMIN):
        with store.read(user) as session:
            assert session.scalars(select(Team.name)).all() == ["North"]
    store.close()


def test_a_connection_that_ends_in_the_middle_is_said_in_one_sentence(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    store = Store.open(postgres_url)
    database = str(make_url(postgres_url).database)
    sessions: list[Callable[[], AbstractContextManager[Session]]] = [partial(store.read, ADA), store.write]
    for open_session in sessions:
        with pytest.raises(DatabaseTrouble) as caught, open_session() as session:
            session.scalars(select(Account.name)).all()
            postgres_server.execute(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
            )
            session.scalars(select(Account.name)).all()
        assert "cannot be reached" in caught.value.reply
    store.close()
