"""The texts of records that are worth finding by meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, case, func, select, union
from sqlalchemy.orm import Session, aliased

from assistant.records.phrases import key_of
from assistant.records.schema import Account, Deal, KbArticle, Message, Order, OrderItem, Product, Ticket
from assistant.records.store import Store
from assistant.views import UserView

KINDS = ("account", "ticket", "kb_article")
AT_ONCE = 500  # records read together; well below SQLite's limit on bound values
LONGEST = 2000  # characters of a ticket's or article's text; more than the encoder reads
MOST_SUBJECTS = 8
SIZES = ((10, "micro"), (50, "small"), (250, "mid-sized"), (1000, "large"), (10**9, "very large"))


@dataclass(frozen=True, slots=True)
class Profile:
    """One record as a text to embed."""

    kind: str  # account | ticket | kb_article
    id: int
    key: str
    title: str
    text: str

    @property
    def digest(self) -> str:
        """Hash of what is embedded, 32 hexadecimal digits: another digest, another vector."""
        return sha256(f"{self.title}\0{self.text}".encode()).hexdigest()[:32]


def profiles(store: Store, user: UserView, kinds: Sequence[str] = KINDS) -> Iterator[Profile]:
    """Every record of the kinds that the user may see, by kind, then by id."""
    for kind in kinds:
        last = 0
        while True:
            with store.read(user) as session:
                wanted = select(ENTITIES[kind].id).where(ENTITIES[kind].id > last).order_by(ENTITIES[kind].id)
                ids = session.scalars(wanted.limit(AT_ONCE)).all()
                page = READERS[kind](session, ids) if ids else []
            if not ids:
                break
            yield from page
            last = ids[-1]


def visible(store: Store, user: UserView, kind: str, ids: Sequence[int]) -> dict[int, Profile]:
    """Those records among `ids` that exist and that the user may see, as they are now."""
    found: dict[int, Profile] = {}
    with store.read(user) as session:
        for start in range(0, len(ids), AT_ONCE):
            found |= {profile.id: profile for profile in READERS[kind](session, ids[start : start + AT_ONCE])}
    return found


def _accounts(session: Session, ids: Sequence[int]) -> list[Profile]:
    accounts = session.scalars(select(Account).where(Account.id.in_(ids)).order_by(Account.id)).all()
    products, subjects = _lists(session, _products(ids)), _lists(session, _subjects(ids))
    return [
        Profile(
            "account",
            account.id,
            account.source_id or str(account.id),
            account.name,
            _account_text(account, products[account.id], subjects[account.id]),
        )
        for account in accounts
    ]


def _account_text(account: Account, products: Sequence[str], subjects: Sequence[str]) -> str:
    size = None
    if account.employees is not None:
        size = next(word for most, word in SIZES if account.employees < most) + " company"
    stage = (account.lifecycle_stage or "").replace("_", " ")
    facts = (account.industry, size, account.country, account.city, account.segment, stage)
    sentences = [", ".join(fact for fact in facts if fact), account.description or ""]
    if products:
        sentences.append("Buys " + ", ".join(products))
    if subjects:
        sentences.append("Wrote about " + "; ".join(subjects[:MOST_SUBJECTS]))
    return ". ".join(sentence.rstrip(".") for sentence in sentences if sentence)


def _products(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """Products of won deals with those of orders, by account."""
    sold = select(Deal.account_id, Product.name).join(Product, Product.id == Deal.product_id)
    ordered = (
        select(Order.account_id, Product.name)
        .join(OrderItem, OrderItem.order_id == Order.id)
        .join(Product, Product.id == OrderItem.product_id)
    )
    both = union(
        sold.where(Deal.is_won.is_(True), Deal.account_id.in_(ids)), ordered.where(Order.account_id.in_(ids))
    ).subquery()
    return select(both.c.account_id, both.c.name).order_by(both.c.account_id, both.c.name)


def _subjects(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    newest = (Ticket.account_id, Ticket.created_at.desc().nulls_last(), Ticket.id.desc())
    return select(Ticket.account_id, Ticket.subject).where(Ticket.account_id.in_(ids)).order_by(*newest)


def _lists(session: Session, statement: Select[*tuple[Any, ...]]) -> defaultdict[int, list[str]]:
    lists: defaultdict[int, list[str]] = defaultdict(list)
    for account_id, text in session.execute(statement):
        lists[account_id].append(text)
    return lists


def _tickets(session: Session, ids: Sequence[int]) -> list[Profile]:
    """Subject with the first inbound message, else with the description."""
    message = aliased(Message)
    first = (
        select(message.body_text)
        .where(message.ticket_id == Ticket.id, message.direction == "in")
        .order_by(case((message.sent_at.is_(None), 1), else_=0), message.sent_at, message.id)
        .limit(1)
        .correlate(Ticket)
        .scalar_subquery()
    )
    text = func.coalesce(first, Ticket.description, "")
    statement = select(Ticket.id, func.coalesce(Ticket.number, key_of(Ticket)), Ticket.subject, text)
    rows = session.execute(statement.where(Ticket.id.in_(ids)).order_by(Ticket.id))
    return [Profile("ticket", id_, key, subject, body[:LONGEST]) for id_, key, subject, body in rows]


def _articles(session: Session, ids: Sequence[int]) -> list[Profile]:
    statement = select(KbArticle.id, key_of(KbArticle), KbArticle.title, KbArticle.body)
    rows = session.execute(statement.where(KbArticle.id.in_(ids)).order_by(KbArticle.id))
    return [Profile("kb_article", id_, key, title, body[:LONGEST]) for id_, key, title, body in rows]


ENTITIES: dict[str, Any] = {"account": Account, "ticket": Ticket, "kb_article": KbArticle}
READERS: dict[str, Callable[[Session, Sequence[int]], list[Profile]]] = {
    "account": _accounts,
    "ticket": _tickets,
    "kb_article": _articles,
}
