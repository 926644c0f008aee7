"""Databases that contradict themselves."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import make_url

from assistant.records.integrity import integrity
from assistant.records.schema import Account, Team
from assistant.records.store import Store
from tests.postgres_server import PostgresServer

STRAY = (
    "INSERT INTO deal (account_id, stage, is_closed, is_won, source_system, custom) VALUES (99, 'Won', {}, 'x', '{{}}')"
)


def test_a_home_in_use_is_sound(store: Store) -> None:
    with store.write() as session:
        session.add_all([Team(id=5, name="North"), Account(name="A"), Account(name="B")])
    assert integrity(store) == "ok"


def test_a_row_that_refers_to_a_missing_one_is_found_in_a_file(sqlite_store: Store) -> None:
    with sqlite3.connect(str(sqlite_store.writing.url.database)) as past:
        past.execute(STRAY.format("1, 1"))
    past.close()
    assert integrity(sqlite_store) == "a row of deal refers to a missing row of account"


@pytest.mark.parametrize(
    ("statements", "verdict"),
    [
        (
            ("SET session_replication_role = replica", STRAY.format("true, true")),
            "a row of deal refers to a missing row of account",
        ),
        (
            ("ALTER TABLE deal DROP CONSTRAINT fk_deal_product_id_product",),
            "nothing keeps deal.product_id from referring to missing rows",
        ),
        (
            ("INSERT INTO team (id, name, source_system, custom) VALUES (7, 'x', 'x', '{}')",),
            "a new row of team would get an id that is taken",
        ),
        (("GRANT SELECT ON access_token TO READER",), "the role READER may read access_token.created_at"),
        (('GRANT SELECT (password_hash) ON "user" TO GUARDED',), "the role GUARDED may read user.password_hash"),
    ],
)
def test_what_is_wrong_on_a_server_is_named(
    postgres_server: PostgresServer, postgres_url: str, statements: tuple[str, ...], verdict: str
) -> None:
    store = Store.open(postgres_url)
    roles = {"READER": str(store.reading.url.username), "GUARDED": str(store.guarded.url.username)}

    def named(text: str) -> str:
        return text.replace("READER", roles["READER"]).replace("GUARDED", roles["GUARDED"])

    postgres_server.execute(*map(named, statements), database=str(make_url(postgres_url).database))
    assert integrity(store) == named(verdict)
    store.close()
