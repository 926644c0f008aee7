"""Objects in the generic layout: one table each, which the import takes back as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, case, cast, distinct, func, literal, select
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.messages import Cell
from assistant.records.batches.catalog import catalog, dependency_order, table_of
from assistant.records.batches.waiting import kept_cells
from assistant.records.export.sheet import Sheet
from assistant.records.schema import HomeSetting
from assistant.records.store import Store
from assistant.views import UserView

AT_ONCE = 2000
CUSTOM = "custom:"


def everything(store: Store, user: UserView) -> Iterator[Sheet]:
    """Every object that has rows `user` may see, each after those it refers to."""
    for name in dependency_order():
        with store.read(user) as session:
            there = session.execute(select(table_of(name).c.id).limit(1)).first()
        if there is not None:
            yield one_object(store, user, name)


def one_object(store: Store, user: UserView, name: str) -> Sheet:
    """The rows of one object that `user` may see, in the generic layout.

    `id` is the source's own key (with its system in front where several systems have filled the table, `local-7` for a
    record without one); references hold such keys; further columns are the custom fields.

    Raises:
        NotFound: There is no such object.
    """
    if name not in catalog():
        raise NotFound("kind of record", name)
    with store.read(user) as session:
        plan = _Plan.of(session, name)
    return Sheet(name, plan.columns, _rows(store, user, plan))


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one table is read."""

    table: Table
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    custom: tuple[str, ...]
    statement: Select[Any]  # our id first, then what `columns` name, then the custom fields in one piece
    kept: Mapping[int, tuple[str, ...]]  # place of a reference → custom fields that hold its key while it names nothing

    @classmethod
    def of(cls, session: Session, name: str, where: ColumnElement[bool] | None = None) -> _Plan:
        table = table_of(name)
        fields = tuple(column.name for column in table.columns if column.name in catalog()[name].fields)
        references = catalog()[name].references
        custom = _custom_fields(session, name)
        statement = select(table.c.id, _key(session, table))
        for field in fields:
            if field in references:
                target = table_of(references[field]).alias(f"{field}_of")
                statement = statement.outerjoin(target, target.c.id == table.c[field])
                statement = statement.add_columns(_key(session, target, references[field]).label(field))
            else:
                statement = statement.add_columns(table.c[field])
        statement = statement.add_columns(table.c.custom).select_from(table)
        if where is not None:
            statement = statement.where(where)
        shown = tuple(f"{field} (custom)" if field in ("id", *fields) else field for field in custom)
        waiting = kept_cells(session, name)
        kept = {
            place: (field, *waiting.get(field, ()))
            for place, field in enumerate(fields, start=1)
            if field in references
        }
        return cls(table, ("id", *fields, *shown), fields, custom, statement, kept)


def rows_where(store: Store, user: UserView, name: str, where: ColumnElement[bool]) -> Sheet:
    """Those rows of one object that meet a condition on its table."""
    with store.read(user) as session:
        plan = _Plan.of(session, name, where)
    return Sheet(name, plan.columns, _rows(store, user, plan))


def _rows(store: Store, user: UserView, plan: _Plan) -> Iterator[Sequence[Cell]]:
    last = 0
    while True:
        piece = plan.statement.where(plan.table.c.id > last).order_by(plan.table.c.id).limit(AT_ONCE)
        with store.read(user) as session:
            found = session.execute(piece).all()
        for row in found:
            held = row[-1] or {}
            known = (_known(value, held, plan.kept.get(place, ())) for place, value in enumerate(row[1:-1]))
            yield (*map(_cell, known), *(_cell(held.get(field)) for field in plan.custom))
        if len(found) < AT_ONCE:
            return
        last = found[-1][0]


def _known(value: Any, held: Mapping[str, Any], kept: Sequence[str]) -> Any:
    """A value, or the key of a record that is not here yet."""
    return value if value is not None else next((held[field] for field in kept if field in held), None)


def _key(session: Session, table: Any, name: str = "") -> ColumnElement[str]:
    """How a record is named outside."""
    own = table_of(name or table.name)
    systems = session.scalar(select(func.count(distinct(own.c.source_system))).where(own.c.source_id.is_not(None))) or 0
    key: Any = table.c.source_id if systems < 2 else table.c.source_system + literal(":") + table.c.source_id
    local = case((table.c.id.is_not(None), literal("local-") + cast(table.c.id, String)))
    return func.coalesce(key, local)


def _custom_fields(session: Session, name: str) -> tuple[str, ...]:
    prefix = f"{CUSTOM}{name}."
    keys = session.scalars(select(HomeSetting.key).where(HomeSetting.key.startswith(prefix, autoescape=True)))
    return tuple(sorted(key.removeprefix(prefix) for key in keys))


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
