"""Loads the demo company into an empty home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from assistant.errors import HomeNotEmpty
from assistant.records.demo.build import concepts
from assistant.records.demo.concept import Row
from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.money import HOME
from assistant.records.demo.people.colleagues import COMPANY
from assistant.records.demo.sales.stages import stage_meaning_rows
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story
from assistant.records.demo.world import World
from assistant.records.schema import Base
from assistant.records.store import Store

SOURCE = "demo"
PIECE = 5_000  # rows handed to the database at once
SETTINGS = {
    "company": COMPANY,
    "data_date": DATA_DATE.isoformat(),
    "currency": HOME,
    "fiscal_year_start": "1",
    "timezone": "UTC",
}
Progress = Callable[[str, int, int], None]
"""Called after each piece with its table's name, the rows written until now, about how many there will be in all."""


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


def load(
    store: Store,
    *,
    seed: int = 0,
    story: Story = Story(),  # noqa: B008 - frozen
    scale: float = 1.0,
    progress: Progress | None = None,
) -> DemoCounts:
    """Write the demo company in one transaction; it also sets what the home has to know about its company.

    Args:
        store: A home that holds no accounts; users are left alone.
        seed: The same seed writes the same rows, byte for byte.
        story: What drives cancellations, won deals, responses and so on.
        scale: 1 for 600 accounts with 8,000 tickets; 0.05 to 20.
        progress: Told about each piece.

    Raises:
        HomeNotEmpty: The home holds accounts already; nothing is written.
        ScaleOutOfRange: `scale` is below 0.05 or above 20.
    """
    world = World(seed, story, Size.of(scale))
    with store.write() as session:
        held = session.scalar(select(func.count()).select_from(_table("account"))) or 0
        if held:
            raise HomeNotEmpty(held)
        counts = _write(world, session, progress or (lambda table, done, total: None))
        _settle(session)
    return DemoCounts(
        users=counts["user"],
        accounts=counts["account"],
        contacts=counts["contact"],
        deals=counts["deal"],
        orders=counts["order"],
        subscriptions=counts["subscription"],
        tickets=counts["ticket"],
        messages=counts["message"],
        articles=counts["kb_article"],
        rows=sum(counts.values()),
    )


def _write(world: World, session: Session, progress: Progress) -> dict[str, int]:
    """Write all tables piece by piece, so that never more than a piece of rows lies in memory."""
    made, counts, done = concepts(), dict[str, int](), 0
    first = {concept.name: session.scalar(select(func.max(_table(concept.name).c.id))) or 0 for concept in made}
    for concept in made:
        statement, start = insert(_table(concept.name)), done
        for piece in _pieces(_placed(concept.name, concept.rows(world), first)):
            session.execute(statement, piece)
            done += len(piece)
            progress(concept.name, done, max(done, world.size.rows_expected))
        counts[concept.name] = done - start
    progress(made[-1].name, done, done)
    return counts


def _pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while piece := list(islice(remaining, PIECE)):
        yield piece


def _placed(name: str, rows: Iterable[Row], first: dict[str, int]) -> Iterator[Row]:
    """The rows as they are stored: ids and references moved behind the rows that the home held before."""
    moved = {"id": first[name]}
    for column in _table(name).columns:
        for reference in column.foreign_keys:
            moved[column.name] = first.get(reference.column.table.name, 0)
    moved = {name: behind for name, behind in moved.items() if behind}
    label = name.replace("_", "-")
    for row in rows:
        stored = {
            "source_system": SOURCE,
            "source_id": f"{label}-{row['id']}",
            "owner_id": None,
            "updated_at": row["created_at"],
            "custom": {},
            **row,
        }
        for key, behind in moved.items():
            if stored.get(key) is not None:
                stored[key] += behind
        yield stored


def _settle(session: Session) -> None:
    """Store what the home needs to know about itself, without touching stages it knows."""
    known = set(session.scalars(select(_table("stage_meaning").c.stage)))
    meanings = [row for row in stage_meaning_rows() if row["stage"] not in known]
    if meanings:
        session.execute(insert(_table("stage_meaning")), meanings)
    settings = _table("home_setting")
    session.execute(settings.delete().where(settings.c.key.in_(SETTINGS)))
    session.execute(insert(settings), [{"key": key, "value": value} for key, value in SETTINGS.items()])


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
