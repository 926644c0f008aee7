"""The names of records: what can be meant by name in a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, func, literal, null, select
from sqlalchemy.orm import aliased

from assistant.records.phrases import full_name, key_of
from assistant.records.schema import Account, Contact, Deal, ImportBatch, KbArticle, Order, Product, Team, Ticket, User
from assistant.records.store import Store
from assistant.views import Named, UserView

HIGHEST_ID = 2**31 - 1  # of PostgreSQL's integers


class Names:
    """Reads of names, each under the row rule."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, user: UserView) -> list[Named]:
        """Every account, contact, user, product, team that has a name; by kind, then by id."""
        with self._store.read(user) as session:
            return [
                Named(kind, id_, key, name, hint or "")
                for kind, statement in STATEMENTS.items()
                if kind in NAMED
                for id_, key, name, hint in session.execute(statement)
                if name
            ]

    def by_key(self, user: UserView, kind: str, key: str) -> Named | None:
        """The record of a kind with a source's own key, else with our id as text."""
        entity, statement = ENTITIES[kind], STATEMENTS[kind]
        conditions: list[ColumnElement[bool]] = [entity.source_id == key]
        if key.isdecimal() and len(key) <= len(str(HIGHEST_ID)) and int(key) <= HIGHEST_ID:
            conditions.append(entity.id == int(key))
        with self._store.read(user) as session:
            for condition in conditions:
                row = session.execute(statement.where(condition).limit(1)).one_or_none()
                if row is not None:
                    return Named(kind, row[0], row[1], row[2] or row[1], row[3] or "")
        return None

    def sender(self, user: UserView, email: str) -> Named | None:
        """The contact with this e-mail address, ignoring case; its hint is the account's name."""
        statement = STATEMENTS["contact"].where(func.lower(Contact.email) == email.strip().lower()).limit(1)
        with self._store.read(user) as session:
            row = session.execute(statement).one_or_none()
            return None if row is None else Named("contact", row[0], row[1], row[2] or email, row[3] or "")

    def version(self, user: UserView) -> str:
        """Text that changes whenever the names may have; a few milliseconds."""
        return _version(self._store, user, (Account, Contact, User, Product, Team))


def _version(store: Store, user: UserView, entities: Sequence[Any]) -> str:
    imports = select(func.count(ImportBatch.finished_at), func.max(ImportBatch.finished_at))
    reverted = select(func.count()).where(ImportBatch.status == "reverted")
    with store.trusted() as session:
        parts: list[object] = [*session.execute(imports).one(), session.scalar(reverted)]
    with store.read(user) as session:
        for entity in entities:
            parts += session.execute(select(func.count(), func.max(entity.id), func.max(entity.updated_at))).one()
    return ":".join(str(part) for part in parts)


def _named(entity: Any, name: Any, hint: Any) -> Select[Any]:
    statement: Select[Any] = select(entity.id, key_of(entity), name, hint)
    return statement.order_by(entity.id)


def _users() -> Select[Any]:
    report = aliased(User)
    reports = select(func.count()).where(report.manager_id == User.id).correlate(User).scalar_subquery()
    rep = case((reports == 1, " rep"), else_=" reps")
    manager = literal("manager of ") + func.cast(reports, String()) + rep
    return _named(User, User.name, case((reports > 0, manager), else_=func.coalesce(User.region, User.role)))


NAMED = ("account", "contact", "user", "product", "team")
STATEMENTS: dict[str, Select[Any]] = {
    "account": _named(Account, Account.name, func.coalesce(Account.country, Account.industry)),
    "contact": _named(Contact, full_name(Contact), Account.name).outerjoin(Account, Account.id == Contact.account_id),
    "user": _users(),
    "product": _named(Product, Product.name, Product.series),
    "team": _named(Team, Team.name, null()),
    "deal": _named(Deal, func.coalesce(Deal.name, key_of(Deal)), Account.name).outerjoin(
        Account, Account.id == Deal.account_id
    ),
    "ticket": _named(Ticket, Ticket.subject, Ticket.number),
    "order": _named(Order, Order.number, null()),
    "kb_article": _named(KbArticle, KbArticle.title, null()),
}
ENTITIES: dict[str, Any] = {
    "account": Account,
    "contact": Contact,
    "user": User,
    "product": Product,
    "team": Team,
    "deal": Deal,
    "ticket": Ticket,
    "order": Order,
    "kb_article": KbArticle,
}
