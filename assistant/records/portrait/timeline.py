"""The timeline of an account: whatever happened, newest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from heapq import nlargest
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from assistant.portraits import Event
from assistant.records.phrases import full_name, key_of
from assistant.records.readings import newest_triage
from assistant.records.schema import (
    Activity,
    Campaign,
    CampaignMember,
    Contact,
    Deal,
    DealStageHistory,
    Invoice,
    Message,
    Order,
    Review,
    Subscription,
    Ticket,
    Triage,
)
from assistant.records.store import Store
from assistant.views import UserView

KINDS = ("deal", "ticket", "order", "invoice", "subscription", "activity", "review", "campaign")

AnySelect = Select[*tuple[Any, ...]]


def timeline(
    store: Store, user: UserView, account_id: int, *, limit: int = 50, offset: int = 0, kinds: tuple[str, ...] = KINDS
) -> tuple[Event, ...]:
    """What happened with an account that `user` may see, newest first.

    Args:
        store: The home's database.
        user: Under whose row rule.
        account_id: Our id.
        limit: Most events, at least 1.
        offset: How many newer ones to pass over.
        kinds: Which of KINDS.
    """
    most = limit + offset
    with store.read(user) as session:
        found = [event for kind in kinds for tell in TELLERS[kind] for event in tell(session, account_id, most)]
    return tuple(nlargest(most, found, key=lambda event: (event.at, event.kind, event.id))[offset:])


def _events(session: Session, statement: AnySelect, kind: str, when: Any, what: str, most: int) -> Iterator[Event]:
    """Rows of (id, key, title, detail, moment)."""
    newest = statement.add_columns(when).where(when.is_not(None)).order_by(when.desc()).limit(most)
    for row_id, key, title, detail, at in session.execute(newest):
        yield Event(_moment(at), kind, row_id, key, what, title or "", detail or "")


def _moment(at: date | datetime) -> datetime:
    return at if isinstance(at, datetime) else datetime.combine(at, time(), UTC)


def _about(entity: Any, account_id: int, title: Any, detail: Any) -> AnySelect:
    return select(entity.id, key_of(entity), title, detail).where(entity.account_id == account_id)


def _deals(session: Session, account_id: int, most: int) -> Iterator[Event]:
    base = select(Deal.id, key_of(Deal), Deal.name, Deal.amount, Deal.currency).where(Deal.account_id == account_id)
    yield from _priced(session, base, "deal", Deal.opened_at, "opened", most)
    won, lost = base.where(Deal.is_won.is_(True)), base.where(Deal.is_closed.is_(True), Deal.is_won.is_(False))
    yield from _priced(session, won, "deal", Deal.close_date, "won", most)
    yield from _priced(session, lost, "deal", Deal.close_date, "lost", most)


def _priced(session: Session, statement: AnySelect, kind: str, when: Any, what: str, most: int) -> Iterator[Event]:
    """Rows of (id, key, title, amount, currency, moment)."""
    newest = statement.add_columns(when).where(when.is_not(None)).order_by(when.desc()).limit(most)
    for row_id, key, title, amount, currency, at in session.execute(newest):
        detail = "" if amount is None else f"{float(amount):,.2f} {currency or ''}".strip().replace(".00", "")
        yield Event(_moment(at), kind, row_id, key, what, title or "", detail)


def _moves(session: Session, account_id: int, most: int) -> Iterator[Event]:
    statement = (
        select(Deal.id, key_of(Deal), Deal.name, DealStageHistory.to_stage)
        .join(Deal, Deal.id == DealStageHistory.deal_id)
        .where(Deal.account_id == account_id, DealStageHistory.from_stage.is_not(None))
    )
    yield from _events(session, statement, "deal", DealStageHistory.at, "moved to", most)


def _tickets(session: Session, account_id: int, most: int) -> Iterator[Event]:
    first, reading = aliased(Message), aliased(Triage)
    opening = select(func.min(first.id)).where(first.ticket_id == Ticket.id, first.direction == "in").scalar_subquery()
    opened = _about(Ticket, account_id, Ticket.subject, reading.sentiment).outerjoin(
        reading, reading.id == newest_triage(opening)
    )
    yield from _events(session, opened, "ticket", Ticket.created_at, "opened", most)
    solved = _about(Ticket, account_id, Ticket.subject, Ticket.csat_comment)
    yield from _events(session, solved, "ticket", Ticket.solved_at, "solved", most)


def _orders(session: Session, account_id: int, most: int) -> Iterator[Event]:
    base = select(Order.id, key_of(Order), Order.number, Order.total, Order.currency)
    yield from _priced(session, base.where(Order.account_id == account_id), "order", Order.ordered_at, "placed", most)


def _invoices(session: Session, account_id: int, most: int) -> Iterator[Event]:
    base = select(Invoice.id, key_of(Invoice), Invoice.number, Invoice.amount, Invoice.currency).where(
        Invoice.account_id == account_id
    )
    late = base.where(Invoice.paid_at > Invoice.due_at)
    yield from _priced(session, base, "invoice", Invoice.issued_at, "issued", most)
    yield from _priced(session, late, "invoice", Invoice.paid_at, "paid late", most)


def _subscriptions(session: Session, account_id: int, most: int) -> Iterator[Event]:
    base = select(
        Subscription.id, key_of(Subscription), Subscription.plan, Subscription.mrr, Subscription.currency
    ).where(Subscription.account_id == account_id)
    yield from _priced(session, base, "subscription", Subscription.starts_at, "started", most)
    yield from _priced(session, base, "subscription", Subscription.cancelled_at, "cancelled", most)


def _activities(session: Session, account_id: int, most: int) -> Iterator[Event]:
    statement = _about(Activity, account_id, Activity.subject, Activity.kind)
    yield from _events(session, statement, "activity", Activity.done_at, "done", most)


def _reviews(session: Session, account_id: int, most: int) -> Iterator[Event]:
    title = func.coalesce(Review.title, func.substr(Review.body, 1, 80))
    statement = _about(Review, account_id, title, Review.source)
    yield from _events(session, statement, "review", Review.posted_at, "posted", most)


def _campaigns(session: Session, account_id: int, most: int) -> Iterator[Event]:
    base = (
        select(CampaignMember.id, key_of(CampaignMember), Campaign.name, full_name(Contact))
        .join(Campaign, Campaign.id == CampaignMember.campaign_id)
        .join(Contact, Contact.id == CampaignMember.contact_id)
        .where(Contact.account_id == account_id)
    )
    yield from _events(session, base, "campaign", CampaignMember.sent_at, "sent to", most)
    yield from _events(session, base, "campaign", CampaignMember.responded_at, "answered by", most)


Teller = Callable[[Session, int, int], Iterator[Event]]
TELLERS: dict[str, tuple[Teller, ...]] = {
    "deal": (_deals, _moves),
    "ticket": (_tickets,),
    "order": (_orders,),
    "invoice": (_invoices,),
    "subscription": (_subscriptions,),
    "activity": (_activities,),
    "review": (_reviews,),
    "campaign": (_campaigns,),
}
