"""Everything the records hold about one person outside the company, to be handed over on request."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, func, select

from assistant.errors import NotFound
from assistant.records.batches.catalog import table_of
from assistant.records.export.sheet import Sheet
from assistant.records.export.tables import rows_where
from assistant.records.schema import Contact, Lead
from assistant.records.store import Store
from assistant.views import UserView

ABOUT = ("ticket", "order", "usage_event", "campaign_member", "activity")
"""Objects that name a contact themselves."""


def find_person(store: Store, user: UserView, email: str) -> tuple[int, ...]:
    """The contacts with an e-mail address, compared without case.

    Raises:
        NotFound: No contact or lead that `user` may see has it.
    """
    wanted = email.strip().lower()
    with store.read(user) as session:
        found = tuple(session.scalars(select(Contact.id).where(func.lower(Contact.email) == wanted)))
        leads = session.scalars(select(Lead.id).where(func.lower(Lead.email) == wanted)).first()
    if not found and leads is None:
        raise NotFound("person", email)
    return found


def person(store: Store, user: UserView, email: str) -> Iterator[Sheet]:
    """What is known about a person, one table an object, in the generic layout; objects without rows are left out.

    It holds the contact, the company's name, leads with this address, tickets with all their messages but the internal
    notes, attachments, what the models read in the messages (in `triage`), orders with their lines, activities,
    campaigns, use of the product.

    Raises:
        NotFound: No contact or lead that `user` may see has this address.
    """
    ids = find_person(store, user, email)
    for name, where in _parts(ids, email):
        sheet = rows_where(store, user, name, where)
        rows = list(sheet.rows)
        if rows:
            yield Sheet(name, sheet.columns, rows)
    yield _readings(store, user, ids)


def _parts(ids: tuple[int, ...], email: str) -> Iterator[tuple[str, ColumnElement[bool]]]:
    contact, lead = table_of("contact"), table_of("lead")
    yield "contact", contact.c.id.in_(ids)
    yield "account", table_of("account").c.id.in_(select(contact.c.account_id).where(contact.c.id.in_(ids)))
    yield "lead", func.lower(lead.c.email) == email.strip().lower()
    for name in ABOUT:
        yield name, table_of(name).c.contact_id.in_(ids)
    messages, orders = table_of("message"), table_of("order")
    yield "message", messages.c.id.in_(_messages(ids))
    yield "attachment", table_of("attachment").c.message_id.in_(_messages(ids))
    items = table_of("order_item")
    yield "order_item", items.c.order_id.in_(select(orders.c.id).where(orders.c.contact_id.in_(ids)))


def _messages(ids: tuple[int, ...]) -> Select[int]:
    messages, tickets = table_of("message"), table_of("ticket")
    mine = select(tickets.c.id).where(tickets.c.contact_id.in_(ids))
    return select(messages.c.id).where(messages.c.ticket_id.in_(mine), messages.c.direction != "note")


def _readings(store: Store, user: UserView, ids: tuple[int, ...]) -> Sheet:
    triage = table_of("triage")
    names = ("message_id", "model_version", "intent", "intent_confidence", "sentiment", "sentiment_confidence",
             "frustrated", "urgency", "language", "needs_reply")  # fmt: skip
    statement = select(*(triage.c[name] for name in names)).where(triage.c.message_id.in_(_messages(ids)))
    with store.read(user) as session:
        rows = [tuple(row) for row in session.execute(statement.order_by(triage.c.id))]
    return Sheet("triage", names, rows)
