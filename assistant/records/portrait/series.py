"""An account's figures over time, as tables with the query behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from assistant.messages import Cell, Table
from assistant.portraits import Series
from assistant.records.readings import newest_triage
from assistant.records.schema import Deal, Message, Order, Ticket, Triage, UsageEvent
from assistant.records.shown import sql_as_shown
from assistant.records.store import Store
from assistant.records.visibility import row_rule
from assistant.views import UserView

MONTHS = 24  # drawn at most, the newest ones
MOST = 200_000  # rows read for one series
MOST_KINDS = 5  # kinds of use drawn

AnySelect = Select[*tuple[Any, ...]]


def usage_by_month(store: Store, user: UserView, account_id: int, *, as_of: date) -> Series:
    """How often the account used the product: one column for each kind of event, the five most frequent."""
    statement = select(UsageEvent.at, UsageEvent.event, UsageEvent.quantity).where(
        UsageEvent.account_id == account_id, row_rule(UsageEvent.__table__, user)
    )
    rows = _rows(store, user, statement, UsageEvent.at)
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    total: dict[str, float] = defaultdict(float)
    for at, event, quantity in rows:
        amount = 1.0 if quantity is None else float(quantity)
        counts[_month(at)][event] += amount
        total[event] += amount
    names = tuple(sorted(total, key=lambda name: (-total[name], name))[:MOST_KINDS])
    values: dict[str, list[Cell]] = {at: [found.get(name, 0.0) for name in names] for at, found in counts.items()}
    return _series(store, statement, names, values, as_of)


def orders_by_month(store: Store, user: UserView, account_id: int, *, as_of: date) -> Series:
    """The total of the account's orders, each in its own currency."""
    statement = select(Order.ordered_at, Order.total, Order.currency).where(
        Order.account_id == account_id, row_rule(Order.__table__, user)
    )
    return _sums(store, user, statement, Order.ordered_at, "orders", as_of)


def won_by_quarter(store: Store, user: UserView, account_id: int, *, as_of: date) -> Series:
    """The amount of the deals won, by the quarter they closed in, each in its own currency."""
    statement = select(Deal.close_date, Deal.amount, Deal.currency).where(
        Deal.account_id == account_id, Deal.is_won.is_(True), row_rule(Deal.__table__, user)
    )
    rows = _rows(store, user, statement, Deal.close_date)
    return _by_currency(store, statement, rows, "won", as_of, period=_quarter)


def sentiment_by_month(store: Store, user: UserView, account_id: int, *, as_of: date) -> Series:
    """The mean sentiment level (-2 to 2) of the account's messages, with how many there were."""
    statement = (
        select(Message.sent_at, Triage.sentiment_level)
        .join(Ticket, Ticket.id == Message.ticket_id)
        .join(Triage, Triage.id == newest_triage(Message.id))
        .where(Ticket.account_id == account_id, Message.direction == "in", Triage.sentiment_level.is_not(None))
        .where(row_rule(Message.__table__, user))
    )
    levels: dict[str, list[int]] = defaultdict(list)
    for at, level in _rows(store, user, statement, Message.sent_at):
        levels[_month(at)].append(level)
    values: dict[str, list[Cell]] = {at: [round(sum(of) / len(of), 2), len(of)] for at, of in levels.items()}
    return _series(store, statement, ("sentiment", "messages"), values, as_of, blank=(None, 0))


def _sums(store: Store, user: UserView, statement: AnySelect, when: Any, name: str, as_of: date) -> Series:
    return _by_currency(store, statement, _rows(store, user, statement, when), name, as_of, period=_month)


def _by_currency(
    store: Store, statement: AnySelect, rows: Iterable[Any], name: str, as_of: date, *, period: Any
) -> Series:
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    currencies: dict[str, None] = {}
    for at, amount, currency in rows:
        if amount is not None:
            sums[period(at)][currency or ""] += float(amount)
            currencies[currency or ""] = None
    names = tuple(f"{name} ({currency})" if currency else name for currency in currencies)
    values: dict[str, list[Cell]] = {
        at: [round(found.get(currency, 0.0), 2) for currency in currencies] for at, found in sums.items()
    }
    return _series(store, statement, names, values, as_of)


def _rows(store: Store, user: UserView, statement: AnySelect, when: Any) -> list[Any]:
    with store.read(user) as session:
        return list(session.execute(statement.where(when.is_not(None)).order_by(when.desc()).limit(MOST)))


def _series(
    store: Store,
    statement: AnySelect,
    names: tuple[str, ...],
    values: dict[str, Any],
    as_of: date,
    *,
    blank: tuple[Cell, ...] = (),
) -> Series:
    known = sorted(values)
    if not known:
        return Series(Table(("period", *names), ()), sql_as_shown(statement, store.reading))
    nothing: tuple[Cell, ...] = blank or (0,) * len(names)
    last = _quarter(as_of) if "Q" in known[-1] else _month(as_of)  # a single row dated 2099 would hide all others
    periods = _between(known[0], last)[-MONTHS:]
    rows = tuple((at, *values.get(at, nothing)) for at in periods)
    return Series(Table(("period", *names), rows), sql_as_shown(statement, store.reading))


def _month(at: date | datetime) -> str:
    return f"{at.year:04}-{at.month:02}"


def _quarter(at: date | datetime) -> str:
    return f"{at.year:04}-Q{(at.month + 2) // 3}"


def _between(first: str, last: str) -> list[str]:
    """All periods of one form from the first to the last."""
    quarters = "Q" in first
    of_year = 4 if quarters else 12
    start, end = (int(text[:4]) * of_year + int(text[5:].lstrip("Q")) - 1 for text in (first, last))
    form = "{:04}-Q{}" if quarters else "{:04}-{:02}"
    return [form.format(number // of_year, number % of_year + 1) for number in range(start, end + 1)]
