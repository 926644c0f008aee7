"""Accounts: their pages in the list, what is known about one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, ScalarSelect, Select, Subquery, and_, case, cast, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from assistant.errors import NotFound
from assistant.records.phrases import UNSOLVED, full_name, key_of
from assistant.records.preferences import read_preferences
from assistant.records.schema import Account, Activity, Contact, Deal, Message, Order, Ticket, User
from assistant.records.settings import HomeSettings
from assistant.records.shown import sql_as_shown
from assistant.records.store import Store
from assistant.records.visibility import row_rule
from assistant.views import AccountRow, AccountSummary, ContactRow, UserView

MOST_CONTACTS = 5
LATEST = date(9999, 12, 1)  # the calendar ends soon after


class Accounts:
    """Reads of accounts, each under the row rule."""

    def __init__(self, store: Store, settings: HomeSettings) -> None:
        self._store = store
        self._settings = settings

    def page(self, user: UserView, *, text: str, limit: int, offset: int) -> tuple[Sequence[AccountRow], int]:
        """Accounts by name, with the number of all that match a part of the name, the domain or the key."""
        wanted = _matches(text)
        statement = (
            select(
                Account.id,
                key_of(Account),
                Account.name,
                Account.industry,
                Account.country,
                User.name,
                _total(Deal, func.count(), Deal.is_closed.is_(False)),
                _total(Deal, cast(func.coalesce(func.sum(Deal.amount), 0), Float), Deal.is_won.is_(True)),
                _total(Ticket, func.count(), Ticket.status.in_(UNSOLVED)),
                Account.lifecycle_stage,
            )
            .outerjoin(User, User.id == Account.owner_id)
            .where(wanted)
            .order_by(func.lower(Account.name), Account.id)
            .limit(limit)
            .offset(offset)
        )
        with self._store.read(user) as session:
            number = session.scalar(select(func.count()).select_from(Account).where(wanted)) or 0
            return [AccountRow(*row) for row in session.execute(statement)], number

    def summary(self, user: UserView, account_id: int) -> AccountSummary:
        """Everything on one account.

        Raises:
            NotFound: There is none, or the user may not see it.
        """
        figures = figures_of(account_id, user)
        tomorrow = self._tomorrow()
        with self._store.read(user) as session:
            account = session.get(Account, account_id)
            if account is None:
                raise NotFound("account", str(account_id))
            found = session.execute(figures).one()._mapping
            return AccountSummary(
                id=account.id,
                key=account.source_id or str(account.id),
                name=account.name,
                industry=account.industry,
                country=account.country,
                city=account.city,
                employees=account.employees,
                annual_revenue=None if account.annual_revenue is None else float(account.annual_revenue),
                annual_revenue_unit=self._settings.unit("account.annual_revenue", default="USD"),
                founded_year=account.founded_year,
                parent=session.scalar(select(Account.name).where(Account.id == account.parent_id)),
                owner=session.scalar(select(User.name).where(User.id == account.owner_id)),
                lifecycle_stage=account.lifecycle_stage,
                description=account.description,
                open_deals=found["open_deals"],
                won_deals=found["won_deals"],
                lost_deals=found["lost_deals"],
                won_amount=float(found["won_amount"]),
                currency=_currency(session, account_id),
                open_tickets=found["open_tickets"],
                total_tickets=found["total_tickets"],
                orders=found["orders"],
                order_total=float(found["order_total"]),
                last_contact_at=_last_contact(session, account_id, before=tomorrow),
                contacts=_contacts(session, account_id),
                query=sql_as_shown(figures, self._store.reading),
            )

    def _tomorrow(self) -> datetime:
        """The first moment after today, which is the home's data date where it has one."""
        calendar = read_preferences(self._settings).calendar
        today = self._settings.data_date() or calendar.day_of(datetime.now(UTC))
        return calendar.begins(min(today, LATEST) + timedelta(days=1))


def figures_of(account_id: int, user: UserView) -> Select[*tuple[Any, ...]]:
    """The one statement behind an account's figures; it carries the row rule, so that it runs as shown."""

    def part(entity: Any, **figures: ColumnElement[Any]) -> Subquery:
        rule = row_rule(entity.__table__, user)
        columns = (func.coalesce(figure, 0).label(name) for name, figure in figures.items())
        return select(*columns).where(entity.account_id == account_id, rule).subquery(f"{entity.__tablename__}_figures")

    lost = and_(Deal.is_closed.is_(True), Deal.is_won.is_(False))
    deals = part(
        Deal,
        open_deals=_number(Deal.is_closed.is_(False)),
        won_deals=_number(Deal.is_won.is_(True)),
        lost_deals=_number(lost),
        won_amount=func.sum(case((Deal.is_won.is_(True), Deal.amount))),
    )
    tickets = part(Ticket, open_tickets=_number(Ticket.status.in_(UNSOLVED)), total_tickets=func.count())
    orders = part(Order, orders=func.count(), order_total=func.sum(Order.total))
    return select(deals, tickets, orders).select_from(deals.join(tickets, true()).join(orders, true()))


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _matches(text: str) -> ColumnElement[bool]:
    wanted = text.strip()
    if not wanted:
        return Account.id.is_not(None)
    return or_(
        Account.name.icontains(wanted, autoescape=True),
        Account.domain.icontains(wanted, autoescape=True),
        Account.source_id == wanted,
    )


def _total(entity: Any, value: ColumnElement[Any], *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(value).where(entity.account_id == Account.id, *where).correlate(Account).scalar_subquery()


def _currency(session: Session, account_id: int) -> str:
    """The currency of the won deals with the orders, when they share one."""
    won = select(Deal.currency).where(Deal.account_id == account_id, Deal.is_won.is_(True))
    both = session.scalars(won.union(select(Order.currency).where(Order.account_id == account_id)))
    found = {currency for currency in both if currency}
    return found.pop() if len(found) == 1 else "mixed currencies" if found else ""


def _last_contact(session: Session, account_id: int, *, before: datetime) -> datetime | None:
    """The newest message or finished activity; a meeting yet to come is planned, whatever its file says."""
    said = select(func.max(Message.sent_at)).join(Ticket, Ticket.id == Message.ticket_id)
    done = select(func.max(Activity.done_at)).where(Activity.account_id == account_id, Activity.done_at < before)
    moments = (session.scalar(said.where(Ticket.account_id == account_id)), session.scalar(done))
    return max((moment for moment in moments if moment is not None), default=None)


def _contacts(session: Session, account_id: int) -> tuple[ContactRow, ...]:
    person = aliased(Contact)
    first = case((person.is_primary.is_(True), 0), else_=1)
    statement = (
        select(person.id, full_name(person), person.email, person.title)
        .where(person.account_id == account_id)
        .order_by(first, person.last_name.nulls_last(), person.id)
        .limit(MOST_CONTACTS)
    )
    return tuple(ContactRow(id, name or "", email, title) for id, name, email, title in session.execute(statement))
