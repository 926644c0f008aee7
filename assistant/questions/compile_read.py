"""Reading: plans run on the read-only engine, what the records hold is found out once per change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Row, func, or_, select

from assistant.messages import Cell
from assistant.questions.compile import statement
from assistant.questions.compile_figures import decimals
from assistant.questions.compile_learn import learn
from assistant.questions.compile_scope import Scope
from assistant.questions.compile_shown import as_shown
from assistant.questions.frame import Frame
from assistant.questions.plan import LIMIT, Plan
from assistant.questions.semantic.objects import NODES
from assistant.questions.vocabulary import Vocabulary
from assistant.records.schema import Base
from assistant.records.stamp import stamp
from assistant.records.store import Store
from assistant.records.visibility import row_rule
from assistant.views import Named, UserView


@dataclass(frozen=True, slots=True)
class Found:
    """What a plan gave, with the statement that gave it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    query: str  # runs as shown


class Reader:
    """The read side of a store, for questions."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[int, str], tuple[object, Vocabulary]] = {}

    @property
    def engine(self) -> Engine:
        """The read-only engine."""
        return self._store.reading

    def run(self, plan: Plan, frame: Frame) -> Found:
        """Column names and rows of a plan.

        Raises:
            BadPlan: It is outside the closed vocabulary.
            TooSlow: It ran into the deadline.
        """
        query = statement(plan, frame)
        found = self._store.run_read(frame.user, query, limit=LIMIT)
        digits = decimals(plan)
        zone = frame.calendar.zone
        rows = tuple(_cells(row, digits, zone) for row in found.rows)
        return Found(found.columns, rows, as_shown(query, self.engine.dialect))

    def frame(self, user: UserView, as_of: date) -> Frame:
        """What a statement for a user on a day is worked out by."""
        vocabulary = self.vocabulary(user)
        return Frame(
            user,
            as_of,
            vocabulary.preferences.calendar,
            vocabulary.years,
            vocabulary.currency,
            vocabulary.foreign,
        )

    def known(self, node: str, name: str, user: UserView) -> str | None:
        """The title of the record of a node that bears a name, ignoring case."""
        scope = Scope(node, Frame(user))
        title = scope.field(NODES[node].title)
        table = scope.table(node)
        query = select(title).select_from(table).where(func.lower(title) == name.lower(), scope.rule(table)).limit(1)
        rows = self._store.run_read(user, query, limit=1).rows
        return str(rows[0][0]) if rows else None

    def account_key(self, name: str, user: UserView) -> str:
        """The key of the account of this name: the source's own, else the id; empty when there are several or none."""
        table = Base.metadata.tables["account"].alias("account")
        query = select(table.c.source_id, table.c.id).where(table.c.name == name, row_rule(table, user)).limit(2)
        rows = self._store.run_read(user, query, limit=2).rows
        return str(rows[0][0] or rows[0][1]) if len(rows) == 1 else ""

    def like(self, word: str, user: UserView) -> tuple[Named, ...]:
        """Accounts, products, reps of which a word of the name begins with a text; at most six."""
        found: list[Named] = []
        for node, kind in (("account", "account"), ("product", "product"), ("person", "user")):
            table = Base.metadata.tables["user" if node == "person" else node].alias(node)
            name = func.lower(table.c.name)
            plainly = word.lower().replace("%", "").replace("_", "")
            begins = or_(name.like(f"{plainly}%"), name.like(f"% {plainly}%"), name.like(f"%-{plainly}%"))
            query = select(table.c.id, table.c.name).where(begins, row_rule(table, user)).limit(6)
            found += [
                Named(kind, int(row[0]), str(row[0]), str(row[1])) for row in self._store.run_read(user, query).rows
            ]
        return tuple(found[:6])

    def vocabulary(self, user: UserView) -> Vocabulary:
        """What the records hold, found out again after each change."""
        key, now = (user.id, user.role), stamp(self._store)
        known = self._known.get(key)
        if known is None or known[0] != now:
            with self.engine.connect() as connection:
                known = self._known[key] = (now, learn(connection, user))
        return known[1]


def _cells(row: Row[Any] | Sequence[Any], digits: Sequence[int], zone: ZoneInfo) -> tuple[Cell, ...]:
    return tuple(_cell(value, places, zone) for value, places in zip(row, digits, strict=True))


def _cell(value: Any, digits: int, zone: ZoneInfo) -> Cell:
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=zone)  # moved to local clocks by the statement
        midnight = moment.time() == time()
        return moment.date().isoformat() if midnight else moment.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        value = round(float(value), digits)
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value  # type: ignore[no-any-return]
