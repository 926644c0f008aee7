"""Accounts and tickets as their pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from assistant.desk.teaching.labels import LEADS
from assistant.desk.teaching.standing import Standing
from assistant.messages import Table
from assistant.views import TicketFilter, TicketRow, UserView
from ui.backend import Backend
from ui.records_text import (
    account_markdown,
    account_table,
    ask_link,
    customer_link,
    tagging_note,
    thread_markdown,
    ticket_table,
)

PAGE = 25
KINDS = (("CSV", "csv"), ("Excel", "xlsx"))
OPEN_STATUSES = ("new", "open", "pending", "on_hold")
TICKETS_IN_PANEL = 5


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a list."""

    table: Table
    number: int  # from 0
    total: int
    downloads: tuple[tuple[str, str], ...] = ()  # kind of file, where all of the list can be had as such

    @property
    def last(self) -> int:
        """Number of the last page."""
        return max(0, (self.total - 1) // PAGE)

    @property
    def caption(self) -> str:
        """Which rows these are, of how many."""
        if not self.total:
            return "Nothing matches."
        first = self.number * PAGE + 1
        return f"{first:,} to {first + len(self.table.rows) - 1:,} of {self.total:,}"


@dataclass(frozen=True, slots=True)
class TicketPage:
    """One page of the tickets."""

    page: PageView
    ids: dict[str, int]  # by the tickets' numbers
    note: str  # Markdown: which of the intents stand by themselves


@dataclass(frozen=True, slots=True)
class Detail:
    """What the side panel shows."""

    text: str  # Markdown, escaped
    ask: str = ""  # where the chat opens with a question about it
    page: str = ""  # where all of it is


def accounts(backend: Backend, user_id: int, *, text: str, page: int) -> PageView:
    """One page of the accounts whose name holds `text`."""
    user = backend.user_view(user_id)
    page = max(0, page)
    rows, total = backend.records.accounts(user, text=text.strip(), limit=PAGE, offset=page * PAGE)
    return PageView(account_table(rows), page, total, downloads("accounts", {"text": text.strip()}))


def downloads(name: str, filters: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Where a list as it is filtered can be had whole, by kind of file."""
    asked = urlencode({key: value for key, value in filters.items() if value})
    return tuple((label, f"/lists/{name}.{kind}{'?' * bool(asked)}{asked}") for label, kind in KINDS)


def account(backend: Backend, user_id: int, account_id: int) -> Detail:
    """One account.

    Raises:
        NotFound: There is none, or the user may not see it.
    """
    user = backend.user_view(user_id)
    found = backend.records.account(user, account_id)
    tickets = [
        row
        for status in OPEN_STATUSES
        for row in backend.records.tickets(
            user, TicketFilter(status=status, account_id=account_id), limit=TICKETS_IN_PANEL
        )[0]
    ]
    return Detail(account_markdown(found, tickets[:TICKETS_IN_PANEL]), ask_link(found.name), customer_link(found.id))


def tickets(backend: Backend, user_id: int, where: TicketFilter, *, page: int) -> TicketPage:
    """One page of the tickets that match, newest first."""
    user, standing = backend.user_view(user_id), backend.standing_now()
    page = max(0, page)
    rows, total = backend.records.tickets(user, replace(where, cut=standing.cut), limit=PAGE, offset=page * PAGE)
    filters = {name: getattr(where, name) for name in ("text", "status", "intent", "sentiment", "urgency", "tagging")}
    named = distinct_numbers(rows)
    view = PageView(ticket_table(named), page, total, downloads("tickets", filters))
    return TicketPage(view, {row.number: row.id for row in named}, _note(user, standing))


def distinct_numbers(rows: Sequence[TicketRow]) -> list[TicketRow]:
    """The rows of one page, each with a number of its own: our id stands behind one that several systems gave."""
    counts = Counter(row.number for row in rows)
    return [replace(row, number=f"{row.number} ({row.id})") if counts[row.number] > 1 else row for row in rows]


def _note(user: UserView, standing: Standing) -> str:
    way = " [Intents and what stands by itself](/intents)" if user.role in LEADS else ""
    return tagging_note(standing) + way


def thread(backend: Backend, user_id: int, ticket_id: int) -> Detail:
    """One ticket with its messages.

    Raises:
        NotFound: There is none, or the user may not see it.
    """
    found = backend.records.thread(backend.user_view(user_id), ticket_id)
    ask = ask_link(found.ticket.account) if found.ticket.account else ""
    return Detail(thread_markdown(found), ask, customer_link(found.account_id) if found.account_id else "")
