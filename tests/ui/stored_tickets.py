"""Tickets that the pages read from a real home, so that a correction shows."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.messages import Label, Reading
from assistant.records.schema import Message, Ticket
from assistant.records.tickets import Tickets
from assistant.records.triage import Triages
from assistant.views import TicketFilter, TicketRow, TicketThread, UserView
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.fake_company import EVIL
from tests.ui.fake_records import FakeRecords

READ = Reading("en", True, Label("how_to", 0.6, "low"), (), Label("neutral", 0.8, "medium"), 0, False, "normal", True,
               (), "v1")  # fmt: skip


class StoredTickets(FakeRecords):
    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets

    def tickets(
        self, user: UserView, where: TicketFilter, *, limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[TicketRow], int]:
        return self._tickets.page(user, where, limit=limit, offset=offset)

    def thread(self, user: UserView, ticket_id: int) -> TicketThread:
        return self._tickets.thread(user, ticket_id)


def assistant_with_tickets() -> FakeAssistant:
    """Open tickets 1 and 2 say the same and are read; 3 is not read yet."""
    made = FakeAssistant()
    store = made.duplicates.store
    with store.write() as session:
        session.add_all([Ticket(id=n, number=f"T{n}", subject=f"Error {n} {EVIL}", status="open") for n in (1, 2, 3)])
        session.flush()
        session.add_all([Message(id=n, ticket_id=n, direction="in", body_text="error seven again") for n in (1, 2, 3)])
    Triages(store).store_readings({1: READ, 2: READ})
    made.records = StoredTickets(Tickets(store))
    return made
