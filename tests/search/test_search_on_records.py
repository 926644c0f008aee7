"""Tests of the search over a real database, its row rule included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.records.records import RecordsStore
from assistant.records.schema import Account, Contact, KbArticle, Team, Ticket, User
from assistant.records.store import Store
from assistant.search.search import RecordSearch
from assistant.views import LOCAL_ADMIN, UserView

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordsStore]:
    store = Store.open(tmp_path / "home")
    with store.write() as session:
        session.add_all(
            [
                Team(id=1, name="Red"),
                Team(id=2, name="Blue"),
                User(id=1, name="Rea Red", team_id=1),
                User(id=2, name="Blu Blue", team_id=2),
                Account(id=1, name="Hottechi", industry="retail", owner_id=1, updated_at=NOW),
                Account(id=2, name="Treequote", industry="retail", owner_id=2, updated_at=NOW),
                Account(id=3, name="Zoomit", industry="medical", updated_at=NOW),
            ]
        )
        session.flush()
        session.add_all(
            [
                Contact(id=1, account_id=3, first_name="Carol", last_name="Lin"),
                Ticket(id=1, subject="CANARYRED invoice", description="wrong", account_id=3, owner_id=1),
                Ticket(id=2, subject="CANARYBLUE invoice", description="wrong", account_id=3, owner_id=2),
                KbArticle(id=1, title="Refunds", body="Refunds take five days."),
            ]
        )
    yield RecordsStore(store)
    store.close()


def test_no_canary_of_the_other_team_is_in_any_hit_or_name(search: RecordSearch) -> None:
    blue = UserView(2, "Blu Blue", "agent", team_id=2)
    kinds = ("account", "ticket", "kb_article")
    queries = ("CANARYRED invoice wrong", "retail Hottechi", "medical", "refunds", "Hotechi deals")
    shown = [str(hit) for text in queries for hit in search.find(blue, text, kinds=kinds, k=20)]
    shown += [str(hit) for hit in search.like(blue, 2)]
    shown += [str(match) for text in queries for match in search.names(blue, text)]
    assert any("CANARYBLUE" in each for each in shown)
    assert not any("CANARYRED" in each or "Hottechi" in each for each in shown)


def test_an_administrator_finds_everything(search: RecordSearch) -> None:
    hits = search.find(LOCAL_ADMIN, "CANARYRED invoice", kinds=("ticket",), k=1)
    assert [(hit.id, hit.title) for hit in hits] == [(1, "CANARYRED invoice")]
    assert [match.named.name for match in search.names(LOCAL_ADMIN, "does Hotechi know carol lin?")] == [
        "Hottechi",
        "Carol Lin",
    ]


def test_a_new_record_is_found_after_a_refresh_and_its_name_at_once(
    records: RecordsStore, search: RecordSearch
) -> None:
    with records.store.write() as session:
        session.add(Account(id=9, name="Dalttechnology", industry="aviation", updated_at=NOW))
    assert [match.named.id for match in search.names(LOCAL_ADMIN, "dalttechnolgy")] == [9]
    assert search.refresh() == 1
    assert search.find(LOCAL_ADMIN, "aviation", kinds=("account",), k=1)[0].id == 9
    assert search.verify().sound
