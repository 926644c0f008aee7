"""Reading: plans run on the read-only engine, what the records hold is found out once per change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Row, exists, func, or_, select

from assistant.messages import Cell
from assistant.questions.compile import statement
from assistant.questions.compile_figures import decimals
from assistant.questions.compile_scope import Scope
from assistant.questions.plan import LIMIT, Plan
from assistant.questions.semantic.facts import CATEGORIES as ASKABLE
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES
from assistant.records.schema import Base
from assistant.records.store import Store
from assistant.records.visibility import row_rule
from assistant.views import Named, UserView

CATEGORIES = (
    "owner.region",
    "product.series",
    "deal.stage",
    "account.industry",
    "account.country",
    "account.segment",
    "account.lifecycle_stage",
    "ticket.status",
    "ticket.priority",
    "ticket.channel",
    "ticket.type",
    "deal.source",
)
MAX_VALUES = 400


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the records of one user hold."""

    values: dict[str, tuple[str, ...]]  # category field → its values
    filled: frozenset[str]  # fields with any data
    objects: frozenset[str]  # nodes with any row
    managers: frozenset[int]  # users somebody reports to
    sellers: frozenset[int]  # users who are agents, or own a deal
    home_country: str  # the commonest country of accounts
    units: dict[str, str] = field(default_factory=dict)  # field → "USD millions"
    open_stages: tuple[str, ...] = ()
    categories: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of support and commerce


class Reader:
    """The read side of a store, for questions."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[int, str], tuple[object, Vocabulary]] = {}

    @property
    def engine(self) -> Engine:
        """The read-only engine."""
        return self._store.reading

    def run(self, plan: Plan, user: UserView, as_of: date) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
        """Column names and rows of a plan.

        Raises:
            BadPlan: It is outside the closed vocabulary.
            TooSlow: It ran into the deadline.
        """
        found = self._store.run_read(user, statement(plan, user, as_of), limit=LIMIT)
        digits = decimals(plan)
        return found.columns, tuple(_cells(row, digits) for row in found.rows)

    def known(self, node: str, name: str, user: UserView) -> str | None:
        """The title of the record of a node that bears a name, ignoring case."""
        scope = Scope(node, user, date(2000, 1, 1))
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

    def sql(self, plan: Plan, user: UserView, as_of: date) -> str:
        """The plan's statement with its values written in, which runs as shown."""
        compiled = statement(plan, user, as_of).compile(self.engine, compile_kwargs={"literal_binds": True})
        return str(compiled)

    def vocabulary(self, user: UserView) -> Vocabulary:
        """What the records hold, found out again after each change."""
        key, stamp = (user.id, user.role), self._stamp()
        known = self._known.get(key)
        if known is None or known[0] != stamp:
            known = self._known[key] = (stamp, self._learn(user))
        return known[1]

    def _stamp(self) -> object:
        name = self.engine.url.database or ""
        path = Path(name.removeprefix("file:").split("?")[0])
        files = [path, path.with_name(path.name + "-wal")]
        return tuple((one.stat().st_mtime_ns, one.stat().st_size) for one in files if one.exists())

    def _learn(self, user: UserView) -> Vocabulary:
        tables = Base.metadata.tables
        with self.engine.connect() as connection:
            objects, filled = set(), set()
            for node in NODES:
                scope = Scope(node, user, date(2000, 1, 1))
                table = scope.table(node)
                names = [f for f in FIELDS.values() if f.node == node and f.column in table.c]
                flags = [func.max(table.c[f.column].is_not(None)) for f in names]
                row = connection.execute(select(func.count(), *flags).select_from(table).where(scope.rule(table))).one()
                if row[0]:
                    objects.add(node)
                filled |= {f.name for f, flag in zip(names, row[1:], strict=True) if flag}
            every = {name: _values(connection, name, user) for name in (*CATEGORIES, *ASKABLE) if name in filled}
            values = {name: every[name] for name in CATEGORIES if name in every}
            people = tables["user"]
            managers = _ids(
                connection.execute(select(people.c.manager_id).distinct().where(people.c.manager_id.is_not(None)))
            )
            deal = tables["deal"]
            owns = exists().where(deal.c.owner_id == people.c.id)
            sellers = _ids(connection.execute(select(people.c.id).where((people.c.role == "agent") | owns)))
            settings = tables["home_setting"]
            units = {
                str(key).removeprefix("unit:"): str(value)
                for key, value in connection.execute(select(settings.c.key, settings.c.value)).tuples()
                if str(key).startswith("unit:")
            }
            account = tables["account"]
            common = connection.execute(
                select(account.c.country).group_by(account.c.country).order_by(func.count().desc()).limit(1)
            ).scalar()
            stages = connection.execute(
                select(deal.c.stage).distinct().where(deal.c.is_closed.is_(False)).order_by(deal.c.stage)
            ).scalars()
            return Vocabulary(
                values,
                frozenset(filled),
                frozenset(objects),
                managers,
                sellers,
                str(common or ""),
                units,
                tuple(stages),
                every,
            )


def _values(connection: Any, name: str, user: UserView) -> tuple[str, ...]:
    scope = Scope(FIELDS[name].node, user, date(2000, 1, 1))
    column = scope.field(name)
    table = scope.table(FIELDS[name].node)
    query = select(column).distinct().select_from(table).where(column.is_not(None), scope.rule(table)).limit(MAX_VALUES)
    return tuple(str(value) for value in connection.execute(query).scalars())


def _ids(rows: Any) -> frozenset[int]:
    return frozenset(int(value) for value in rows.scalars())


def _cells(row: Row[Any] | Sequence[Any], digits: Sequence[int]) -> tuple[Cell, ...]:
    return tuple(_cell(value, places) for value, places in zip(row, digits, strict=True))


def _cell(value: Any, digits: int) -> Cell:
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(timespec="minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        value = round(value, digits)
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value  # type: ignore[no-any-return]
