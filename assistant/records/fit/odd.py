"""The oddest rows: those that contradict themselves, those far from all others, words spelt like no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from sqlalchemy import ColumnElement, Float, Select, Table, cast, func, select, true
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.fit.contradictions import CONTRADICTIONS
from assistant.records.phrases import key_of
from assistant.records.store import Store
from assistant.views import UserView

AMOUNTS = (
    ("account", "employees"), ("account", "annual_revenue"), ("deal", "amount"), ("order", "total"),
    ("invoice", "amount"), ("subscription", "mrr"), ("order_item", "quantity"), ("order_item", "unit_price"),
    ("product", "list_price"), ("quota", "amount"),
)  # fmt: skip
WORDS = (
    ("account", "country"), ("account", "industry"), ("account", "segment"), ("deal", "stage"), ("deal", "type"),
    ("deal", "source"), ("deal", "currency"), ("ticket", "group"), ("contact", "language"), ("lead", "status"),
    ("subscription", "plan"), ("order", "status"), ("user", "region"),
)  # fmt: skip
SAMPLE = 50_000  # newest rows whose amounts are compared
ENOUGH = 30  # values, below which nothing is far from the others
FAR = 6.0  # robust standard deviations of the logarithm
CONTRADICTION = 1000.0  # before anything that is merely rare
SPELLING = 500.0
EACH = 4  # rows of one kind, so that one kind does not fill the list


@dataclass(frozen=True, slots=True)
class OddRow:
    """One row with what is odd about it."""

    object: str
    id: int
    key: str
    reason: str
    oddity: float  # orders the list; larger is odder

    @property
    def sentence(self) -> str:
        """Say it."""
        return f"{self.object.replace('_', ' ')} {self.key}: {self.reason}"


def oddest(store: Store, user: UserView, *, as_of: date, batch_id: int | None, most: int) -> tuple[OddRow, ...]:
    """At most `most` rows, oddest first: contradictions, then spellings, then amounts far from all others.

    An amount is far when the logarithm of it lies more than six robust standard deviations (1.4826 times the median
    absolute deviation) from the median (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993).
    """
    found: list[OddRow] = []
    with store.read(user) as session:
        for contradiction in CONTRADICTIONS:
            table = table_of(contradiction.object)
            where = contradiction.holds(table, as_of) & _of_batch(table, batch_id)
            found += _rows(session, table, where, contradiction.words, CONTRADICTION)
        for name, field in WORDS:
            found += islice(_misspelt(session, table_of(name), field, batch_id), EACH)
        for name, field in AMOUNTS:
            found += islice(_far(session, table_of(name), field, batch_id), EACH)
    best = sorted(found, key=lambda row: (-row.oddity, row.object, row.id))
    return tuple(_once(best, most))


def _once(rows: Iterable[OddRow], most: int) -> Iterator[OddRow]:
    """Each record once, for its oddest reason."""
    seen: set[tuple[str, int]] = set()
    for row in rows:
        if len(seen) == most:
            return
        if (row.object, row.id) not in seen:
            seen.add((row.object, row.id))
            yield row


def _of_batch(table: Table, batch_id: int | None) -> ColumnElement[bool]:
    return true() if batch_id is None else table.c.import_batch_id == batch_id


def _rows(session: Session, table: Table, where: ColumnElement[bool], words: str, oddity: float) -> Iterator[OddRow]:
    total = session.scalar(select(func.count()).select_from(table).where(where)) or 0
    more = f" (so are {total - EACH:,} others)" if total > EACH else ""
    statement = select(table.c.id, key_of(table.c)).where(where).order_by(table.c.id).limit(EACH)
    for row_id, key in session.execute(statement):
        yield OddRow(table.name, row_id, key, words + more, oddity)


def _misspelt(session: Session, table: Table, field: str, batch_id: int | None) -> Iterator[OddRow]:
    column = table.c[field]
    counted: Select[str, int] = select(column, func.count()).where(column.is_not(None)).group_by(column)
    counts = {str(word): number for word, number in session.execute(counted.order_by(func.count().desc()).limit(500))}
    usual = [word for word, number in counts.items() if number >= ENOUGH / 3]
    for word, number in counts.items():
        if number > 2 or len(word) < 5 or word in usual:
            continue
        near = extractOne(word, usual, scorer=OSA.distance, score_cutoff=2)
        if near is None:
            continue
        reason = f"{field} “{word}” occurs {'once' if number == 1 else 'twice'}, “{near[0]}” {counts[near[0]]:,} times"
        yield from _rows(session, table, (column == word) & _of_batch(table, batch_id), reason, SPELLING)


def _far(session: Session, table: Table, field: str, batch_id: int | None) -> Iterator[OddRow]:
    column = table.c[field]
    plain = cast(column, Float)  # else each of many values would be turned from a decimal number one by one
    newest = select(table.c.id, plain).where(column > 0).order_by(table.c.id.desc()).limit(SAMPLE)
    rows = session.execute(newest).all()
    if len(rows) < ENOUGH:
        return
    logs = np.log(np.array([row[1] for row in rows], dtype=np.float64))  # (n,)
    middle = float(np.median(logs))
    spread = 1.4826 * float(np.median(np.abs(logs - middle)))
    if spread == 0:
        return
    distances = np.abs(logs - middle) / spread  # (n,)
    for place in np.argsort(-distances):
        if distances[place] < FAR:
            return
        row_id, value = rows[place]
        key = select(key_of(table.c)).where(table.c.id == row_id, _of_batch(table, batch_id))
        for found in session.scalars(key):
            reason = f"{field} {_compared(float(value), float(np.exp(middle)))}"
            yield OddRow(table.name, row_id, found, reason, float(distances[place]))


def _compared(value: float, usual: float) -> str:
    times = value / usual
    ratio = f"{times:,.0f} times" if times >= 1 else f"1/{1 / times:,.0f} of"
    return f"{value:,.10g} is {ratio} the usual {usual:,.4g}"
