"""Many rows sent in one go are stored as they would be one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.errors import NumberTooLarge
from assistant.records.postgres.bulk import FEWEST
from assistant.records.schema import Account, Base, Deal, Order, Team
from assistant.records.store import Store

TEXTS = [
    "",
    "plain",
    "tab\there",
    "two\nlines\r\n",
    "back\\slash \\N \\.",
    "\\N",
    "NULL",
    "{a,b}",
    "\"quoted\" 'too'",
    "Zoë 🦊",
]
ROWS: list[dict[str, Any]] = [
    {
        "id": number,
        "source_system": "demo",
        "source_id": f"{number}",
        "name": text,
        "stage": text,
        "amount": None if number % 3 == 0 else number + 0.25,
        "opened_at": date(2024, 2, number),
        "created_at": datetime(2024, 2, 29, 23, 59, 59, 999_999, UTC),
        "is_closed": number % 2 == 0,
        "is_won": False,
        "custom": {"text": text, "list": [1, None, 2.5]},
    }
    for number, text in enumerate(TEXTS * 2, start=1)
]
DEAL = Base.metadata.tables["deal"]


def stored(store: Store) -> list[dict[str, Any]]:
    with store.trusted() as session:
        rows = session.execute(select(*(DEAL.c[name] for name in ROWS[0])).order_by(DEAL.c.id)).mappings()
        return [dict(row) for row in rows]


def test_every_kind_of_value_is_stored_as_it_was_given(store: Store) -> None:
    assert len(ROWS) >= FEWEST
    with store.write() as session:
        session.execute(insert(DEAL), ROWS)
    assert stored(store) == ROWS


def test_every_kind_of_value_is_changed_to_what_was_given(store: Store) -> None:
    blank: dict[str, Any] = {
        "name": None,
        "amount": None,
        "opened_at": None,
        "created_at": None,
        "is_closed": True,
        "custom": {},
    }
    with store.write() as session:
        session.execute(insert(DEAL), [{**row, **blank} for row in ROWS])
        values = {name: bindparam(f"new_{name}", type_=DEAL.c[name].type) for name in blank}
        changed = session.connection().execute(
            update(DEAL).where(DEAL.c.id == bindparam("row_id")).values(**values),
            [{"row_id": row["id"], **{f"new_{name}": row[name] for name in blank}} for row in ROWS],
        )
        assert changed.rowcount == len(ROWS)
    assert stored(store) == ROWS


def test_a_row_that_is_changed_twice_keeps_the_last_value(store: Store) -> None:
    with store.write() as session:
        session.add(Team(id=1, name="first"))
        session.flush()
        team = Base.metadata.tables["team"]
        session.connection().execute(
            update(team).where(team.c.id == bindparam("row_id")).values(name=bindparam("new")),
            [{"row_id": 1, "new": f"name {number}"} for number in range(2 * FEWEST)],
        )
    with store.trusted() as session:
        assert session.scalars(select(Team.name)).all() == [f"name {2 * FEWEST - 1}"]


def test_a_reserved_word_for_a_table_or_column_is_no_hindrance(store: Store) -> None:
    with store.write() as session:
        session.execute(insert(Order), [{"id": number, "number": str(number), "total": 1} for number in range(1, 31)])
        session.add(Order(number="next"))
    with store.trusted() as session:
        assert session.scalar(select(Order.id).where(Order.number == "next")) == 31


def test_what_the_rules_of_the_schema_forbid_is_refused_whole(store: Store) -> None:
    with store.write() as session:
        session.add(Account(id=1, name="there already"))
    taken = [{"id": number, "name": "x"} for number in range(30, 0, -1)]
    strayed = [{"account_id": 99, "stage": "Won", "is_closed": True, "is_won": True} for _ in range(30)]
    for table, rows in ((Account, taken), (Deal, strayed)):
        with pytest.raises(IntegrityError), store.write() as session:
            session.execute(insert(table), rows)
    with pytest.raises(NumberTooLarge), store.write() as session:
        session.execute(insert(Account), [{"name": "x", "employees": 2**40} for _ in range(30)])
    with store.trusted() as session:
        assert session.scalars(select(Account.name)).all() == ["there already"]
