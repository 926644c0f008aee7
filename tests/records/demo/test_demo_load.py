"""Loading the demo company into a home."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from assistant.errors import HomeNotEmpty, ScaleOutOfRange
from assistant.records.demo import DemoCounts, load
from assistant.records.demo.build import Rows
from assistant.records.demo.days import NOW
from assistant.records.schema import RECORDS, Base, Team, User
from assistant.records.store import Store

SMALL, TINY = 0.1, 0.05
MAY_LIE_AHEAD = {
    ("deal", "close_date"),
    ("subscription", "ends_at"),
    ("invoice", "due_at"),
    ("ticket", "sla_due_at"),
    ("activity", "due_at"),
    ("quota", "period_start"),
    ("quota", "period_end"),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, DemoCounts]]:
    store = Store.open(tmp_path_factory.mktemp("demo"))
    counts = load(store, scale=SMALL)
    yield store, counts
    store.close()


def fingerprint(store: Store) -> str:
    digest = hashlib.sha256()
    with store.write() as session:
        for name in sorted([*RECORDS, "home_setting", "stage_meaning"]):
            table = Base.metadata.tables[name]
            for row in session.execute(select(table).order_by(*table.primary_key.columns)):
                digest.update(f"{name} {tuple(row)!r}\n".encode())
    return digest.hexdigest()


def test_the_chief_tables_have_their_announced_sizes(loaded: tuple[Store, DemoCounts]) -> None:
    _, counts = loaded
    sizes = (counts.users, counts.accounts, counts.contacts, counts.deals, counts.orders, counts.tickets)
    assert sizes[:4] == (17, 100, 220, 400)
    assert counts.orders == pytest.approx(3_000, rel=0.1)
    assert counts.tickets == 800
    assert counts.messages == pytest.approx(2_200, rel=0.15)
    assert counts.subscriptions >= 110
    assert counts.articles >= 39


def test_the_counts_are_those_of_the_database(loaded: tuple[Store, DemoCounts]) -> None:
    store, counts = loaded
    with store.write() as session:
        held = {
            name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0 for name in RECORDS
        }
    assert counts == DemoCounts(
        users=held["user"],
        accounts=held["account"],
        contacts=held["contact"],
        deals=held["deal"],
        orders=held["order"],
        subscriptions=held["subscription"],
        tickets=held["ticket"],
        messages=held["message"],
        articles=held["kb_article"],
        rows=sum(held.values()),
    )


def test_every_reference_resolves(loaded: tuple[Store, DemoCounts]) -> None:
    store, _ = loaded
    with store.write() as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_nothing_has_happened_after_the_data_date(loaded: tuple[Store, DemoCounts]) -> None:
    store, _ = loaded
    late = []
    with store.write() as session:
        for name in RECORDS:
            for column in Base.metadata.tables[name].columns:
                if column.type.python_type not in (date, datetime) or (name, column.name) in MAY_LIE_AHEAD:
                    continue
                latest = session.scalar(select(func.max(column)))
                day = latest.date() if isinstance(latest, datetime) else latest
                if day is not None and day > NOW.date():
                    late.append((name, column.name, latest))
    assert late == []


def test_every_business_row_has_an_owner_in_the_team_of_its_account(loaded: tuple[Store, DemoCounts]) -> None:
    store, _ = loaded
    user, account = Base.metadata.tables["user"], Base.metadata.tables["account"]
    with store.write() as session:
        team = {row.id: row.team_id for row in session.execute(select(user.c.id, user.c.team_id))}
        home = {key: team[owner] for key, owner in session.execute(select(account.c.id, account.c.owner_id))}
        for name in ("contact", "deal", "order", "subscription", "usage_event", "invoice", "activity"):
            table = Base.metadata.tables[name]
            for owner, key in session.execute(select(table.c.owner_id, table.c.account_id)):
                assert team[owner] == home[key]
        for name in ("deal_stage_history", "order_item", "campaign_member", "quota", "message", "lead"):
            assert session.scalar(select(func.count()).where(Base.metadata.tables[name].c.owner_id.is_(None))) == 0


def test_tickets_are_assigned_to_the_support_agent_of_the_team(loaded: tuple[Store, DemoCounts]) -> None:
    store, _ = loaded
    with store.write() as session:
        ticket, user = Base.metadata.tables["ticket"], Base.metadata.tables["user"]
        owner, assignee = user.alias("owner"), user.alias("assignee")
        rows = session.execute(
            select(assignee.c.name, owner.c.team_id)
            .distinct()
            .join_from(ticket, owner, ticket.c.owner_id == owner.c.id)
            .join(assignee, ticket.c.assignee_id == assignee.c.id)
        ).all()
    assert sorted(map(tuple, rows)) == [
        ("Callum Reid", 2),
        ("Dana Whitcomb", 1),
        ("Jonas Weber", 3),
        ("Siobhan Clarke", 4),
    ]


def test_the_home_knows_its_company_with_its_date(loaded: tuple[Store, DemoCounts]) -> None:
    store, _ = loaded
    with store.write() as session:
        settings: dict[str, str] = dict(session.execute(text("SELECT key, value FROM home_setting")).tuples().all())
    assert settings["company"] == "Pellworth Instruments"
    assert settings["data_date"] == "2026-06-30"


def test_a_home_with_accounts_is_left_alone(loaded: tuple[Store, DemoCounts]) -> None:
    store, _ = loaded
    before = fingerprint(store)
    with pytest.raises(HomeNotEmpty) as caught:
        load(store, seed=1)
    assert caught.value.reply == (
        "The home already holds 100 accounts: choose an empty folder with --home for the demo company."
    )
    assert fingerprint(store) == before


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    first, again = Store.open(tmp_path / "first"), Store.open(tmp_path / "again")
    assert load(first, scale=TINY) == load(again, scale=TINY)
    assert fingerprint(first) == fingerprint(again)
    first.close()
    again.close()


def test_another_seed_tells_another_history(told: list[Rows]) -> None:
    first, second = told
    assert [row["id"] for row in first["account"]] == [row["id"] for row in second["account"]]
    for name in ("contact", "deal", "order", "subscription", "usage_event", "invoice", "ticket", "message"):
        assert first[name] != second[name]


def test_users_that_were_there_before_keep_their_place(tmp_path: Path) -> None:
    store, told = Store.open(tmp_path), []
    with store.write() as session:
        session.execute(insert(Team).values(id=1, name="Admins"))
        session.execute(insert(User).values(id=1, name="Ada", email="ada@home.example", role="admin", team_id=1))
    counts = load(store, scale=TINY, progress=lambda table, done, rows: told.append((table, done, rows)))
    with store.write() as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        users = (
            session.execute(text('SELECT id, name, team_id, manager_id FROM "user" ORDER BY id LIMIT 3')).tuples().all()
        )
        managers = session.execute(
            text("SELECT count(*) FROM account a JOIN user o ON o.id = a.owner_id WHERE o.role = 'agent'")
        )
        assert managers.scalar() == 100
    assert users == [(1, "Ada", 1, None), (2, "Renata Coelho", 2, None), (3, "Marcus Bell", 2, 2)]
    assert told[-1][1:] == (counts.rows, counts.rows)
    store.close()


def test_times_are_kept_in_utc(rows: Rows) -> None:
    assert {row["sent_at"].tzinfo for row in rows["message"]} == {UTC}


def test_rows_hold_plain_values_that_any_database_takes(rows: Rows) -> None:
    kinds = {type(value) for table in rows.values() for row in table for value in row.values()}
    assert kinds <= {int, float, str, bool, date, datetime, list, type(None)}


def test_all_rows_of_a_table_have_the_same_columns(rows: Rows) -> None:
    assert {name: len({tuple(row) for row in table}) for name, table in rows.items()} == dict.fromkeys(rows, 1)


@pytest.mark.parametrize("scale", [0.0, 0.04, 20.5, -1.0, float("nan")])
def test_a_scale_that_makes_no_sense_is_refused_before_anything_is_written(tmp_path: Path, scale: float) -> None:
    store = Store.open(tmp_path)
    with pytest.raises(ScaleOutOfRange) as caught:
        load(store, scale=scale)
    assert caught.value.reply == f"A demo company cannot be {scale:g} times the usual size: give 0.05 to 20."
    store.close()
