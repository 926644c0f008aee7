"""Records in memory, for tests of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from assistant.errors import NotFound
from assistant.messages import Reading, Table
from assistant.portraits import Event, FamilyMember, Portrait, Series
from assistant.views import (
    AccountRow,
    AccountSummary,
    ContactRow,
    KbView,
    MessageView,
    Named,
    TicketFilter,
    TicketRow,
    TicketThread,
    UserView,
)
from tests.ui.fake_company import EVIL, NOW

ACCOUNTS = tuple(
    AccountRow(i, f"A{i}", name, "retail", "Kenya", "Ada", i, 1000.0 * i, i % 3, "customer")
    for i, name in enumerate(("Acme", "Betasoloin", "Kan-code", EVIL), start=1)
)
TICKETS = tuple(
    TicketRow(
        i, f"T-{i:04}", subject, "open", "high", "email", "Acme", "Jo", "Ada", NOW, "refund", "high", "negative", "high"
    )
    for i, subject in enumerate(("Charged twice", "Where is my order", EVIL), start=1)
)
READING = Reading("en", True, None, (), None, None, None, None, None, (), "v0")


class FakeRecords:
    def data_date(self) -> date | None:
        return NOW.date()

    def local_day(self, moment: datetime) -> date:
        return moment.date()

    def account(self, user: UserView, account_id: int) -> AccountSummary:
        for row in ACCOUNTS:
            if row.id == account_id:
                return summary_of(row)
        raise NotFound("account", str(account_id))

    def portrait(self, user: UserView, account_id: int, *, as_of: date) -> Portrait:
        rows = tuple((f"2026-{month:02}", month, month / 2) for month in range(1, 4))
        series = Series(Table(("period", "login", EVIL), rows), "SELECT 'usage'")
        nothing = Series(Table(("period",), ()), "SELECT 'nothing'")
        people = Table(("name", "email"), ((EVIL, "jo@acme.test"),))
        empty = Table(("order",), ())
        family = (FamilyMember(9, EVIL, -1, "Kenya", "customer"), FamilyMember(account_id, "Acme", 0, None, None))
        return Portrait(
            self.account(user, account_id),
            series,
            series,
            nothing,
            nothing,
            people,
            people,
            people,
            empty,
            empty,
            family,
        )

    def timeline(self, user: UserView, account_id: int, *, limit: int = 50, offset: int = 0) -> Sequence[Event]:
        events = [Event(NOW - timedelta(days=n), "deal", n, f"D{n}", "won", EVIL, "1,200 EUR") for n in range(70)]
        return events[offset : offset + limit]

    def accounts(
        self, user: UserView, *, text: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[AccountRow], int]:
        rows = [row for row in ACCOUNTS if text.casefold() in row.name.casefold()]
        return rows[offset : offset + limit], len(rows)

    def tickets(
        self, user: UserView, where: TicketFilter, *, limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[TicketRow], int]:
        rows = [
            row
            for row in TICKETS
            if where.text.casefold() in row.subject.casefold() and where.status in (None, row.status)
        ]
        return rows[offset : offset + limit], len(rows)

    def thread(self, user: UserView, ticket_id: int) -> TicketThread:
        for row in TICKETS:
            if row.id == ticket_id:
                return TicketThread(row, 1, (MessageView(1, "in", "Jo", NOW, f"Hello. {EVIL}\nBye", None),))
        raise NotFound("ticket", str(ticket_id))

    def article(self, user: UserView, article_id: int) -> KbView:
        raise NotFound("article", str(article_id))

    def by_key(self, user: UserView, kind: str, key: str) -> Named | None:
        return None

    def sender(self, user: UserView, email: str) -> Named | None:
        return None


def summary_of(row: AccountRow) -> AccountSummary:
    return AccountSummary(
        id=row.id,
        key=row.key,
        name=row.name,
        industry=row.industry,
        country=row.country,
        city="Nairobi",
        employees=120,
        annual_revenue=12.5,
        annual_revenue_unit="USD millions",
        founded_year=1998,
        parent=None,
        owner=row.owner,
        lifecycle_stage=row.lifecycle_stage,
        description=None,
        open_deals=row.open_deals,
        won_deals=4,
        lost_deals=2,
        won_amount=row.won_amount,
        currency="USD",
        open_tickets=row.open_tickets,
        total_tickets=9,
        orders=3,
        order_total=310.5,
        last_contact_at=NOW,
        contacts=(ContactRow(1, EVIL, "jo@acme.test", "Buyer"),),
        query="SELECT 1",
    )
