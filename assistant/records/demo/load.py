"""Loads the demo company into an empty home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from assistant.errors import HomeNotEmpty
from assistant.records.demo.build import build
from assistant.records.demo.colleagues import COMPANY
from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.stages import stage_meaning_rows
from assistant.records.demo.story import Story
from assistant.records.schema import Base
from assistant.records.store import Store

SOURCE = "demo"
Progress = Callable[[str, int, int], None]
"""Called after each table with its name, the rows written until now, the rows in all."""


@dataclass(frozen=True, slots=True)
class DemoCounts:
    """How many rows of the chief tables were written, beside the number of all rows."""

    users: int
    accounts: int
    contacts: int
    deals: int
    orders: int
    subscriptions: int
    tickets: int
    messages: int
    articles: int
    rows: int


def load(store: Store, *, seed: int = 0, story: Story = Story(), progress: Progress | None = None) -> DemoCounts:  # noqa: B008 - frozen
    """Write the demo company in one transaction; it also sets the home's company name with its data date.

    Args:
        store: A home that holds no accounts; users are left alone.
        seed: The same seed writes the same rows, byte for byte.
        story: What drives cancellations, won deals and responses.
        progress: Told about each table.

    Raises:
        HomeNotEmpty: The home holds accounts already; nothing is written.
    """
    with store.write() as session:
        held = session.scalar(select(func.count()).select_from(_table("account"))) or 0
        if held:
            raise HomeNotEmpty(held)
        rows = build(seed, story)
        total = sum(len(part) for part in rows.values())
        first = {name: (session.scalar(select(func.max(_table(name).c.id))) or 0) for name in rows}
        done = 0
        for name, part in rows.items():
            session.execute(insert(_table(name)), [_placed(name, row, first) for row in part])
            done += len(part)
            if progress is not None:
                progress(name, done, total)
        _settle(session)
    return DemoCounts(
        users=len(rows["user"]),
        accounts=len(rows["account"]),
        contacts=len(rows["contact"]),
        deals=len(rows["deal"]),
        orders=len(rows["order"]),
        subscriptions=len(rows["subscription"]),
        tickets=len(rows["ticket"]),
        messages=len(rows["message"]),
        articles=len(rows["kb_article"]),
        rows=total,
    )


def _placed(name: str, row: dict[str, Any], first: dict[str, int]) -> dict[str, Any]:
    """A row as it is stored: ids and references moved behind the rows that the home held before."""
    stored = {
        "source_system": SOURCE,
        "source_id": f"{name.replace('_', '-')}-{row['id']}",
        "owner_id": None,
        "updated_at": row["created_at"],
        "custom": {},
        **row,
        "id": row["id"] + first[name],
    }
    for column in _table(name).columns:
        for key in column.foreign_keys:
            if stored.get(column.name) is not None:
                stored[column.name] += first[key.column.table.name]
    return stored


def _settle(session: Session) -> None:
    """Store what the home needs to know about itself, without touching stages it knows."""
    known = set(session.scalars(select(_table("stage_meaning").c.stage)))
    meanings = [row for row in stage_meaning_rows() if row["stage"] not in known]
    if meanings:
        session.execute(insert(_table("stage_meaning")), meanings)
    settings = _table("home_setting")
    facts = {"company": COMPANY, "data_date": DATA_DATE.isoformat()}
    session.execute(settings.delete().where(settings.c.key.in_(facts)))
    session.execute(insert(settings), [{"key": key, "value": value} for key, value in facts.items()])


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
