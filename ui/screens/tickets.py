"""The tickets page."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.labels import SENTIMENTS, URGENCIES
from assistant.views import TicketFilter
from ui.backend import Backend
from ui.cells import heading
from ui.handlers import browse, correcting
from ui.handlers.edge import Failure, attempt
from ui.screens.convert import person
from ui.screens.correcting import Correcting
from ui.screens.frame import top
from ui.screens.listing import Listing, Updates, clicked

HINT = "Choose a ticket to read its messages with what was read in them."
STATUSES = ("new", "open", "pending", "on_hold", "solved", "closed")
ANY = ""


class TicketsPage:
    """Lays the page out, then wires it to the handlers."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        top("Tickets")
        with gr.Row(elem_classes="crm-filters"):
            self.text = gr.Textbox(label="Search", elem_id="search", max_lines=1, max_length=200, scale=2)
            self.filters = [
                _choice("Status", STATUSES),
                _choice("Intent", CUSTOMER_SERVICE.names),
                _choice("Sentiment", SENTIMENTS),
                _choice("Urgency", URGENCIES),
            ]
        self.list = Listing(
            label="Tickets",
            hint=HINT,
            ask="Ask about this customer",
            widths=[48, 178, 110, 72, 110, 96, 78, 104],
        )
        with self.list.side:
            self.correcting = Correcting(backend)
        self.ticket: Any = gr.State(-1)
        where = [self.text, *self.filters]
        at, listed = [*where, self.list.page], self.list.listed
        changed = [self.text.submit, self.text.change, *(choice.change for choice in self.filters)]
        gr.on(changed, self._search, where, listed, show_progress="hidden", queue=False)
        self.list.previous.click(self._previous, at, listed, show_progress="hidden", queue=False)
        self.list.next.click(self._next, at, listed, show_progress="hidden", queue=False)
        opened = [*self.list.detailed, self.ticket, *self.correcting.opened]
        self.list.table.select(self._open, None, opened, show_progress="hidden", queue=False)
        self._wire_correcting(at)

    @property
    def loaded(self) -> list[Any]:
        """What opening the page changes."""
        return [*self.list.listed, self.filters[1]]

    def _wire_correcting(self, at: list[Any]) -> None:
        """A label that is corrected shows at once, in the list, in the messages."""
        controls = self.correcting
        changed = [*self.list.listed, *self.list.detailed, *controls.decided]
        made = [self.ticket, controls.message, controls.field, controls.value, *at]
        controls.apply.click(self._correct, made, changed, show_progress="hidden", queue=False)
        undone = [self.ticket, controls.correction, controls.field, *at]
        controls.undo.click(self._undo, undone, changed, show_progress="hidden", queue=False)

    def load(self, request: gr.Request) -> Updates:
        """The first page, with the intents that the home has by now."""
        named = attempt(lambda: correcting.choices(self.backend, "intent"))
        choices = [("Any", ANY), *([] if isinstance(named, Failure) else named)]
        return {**self._page(TicketFilter(), 0, request), self.filters[1]: gr.Dropdown(choices)}

    def _search(
        self, text: str, status: str, intent: str, sentiment: str, urgency: str, request: gr.Request
    ) -> Updates:
        return self._page(_where(text, status, intent, sentiment, urgency), 0, request)

    def _previous(
        self, text: str, status: str, intent: str, sentiment: str, urgency: str, page: int, request: gr.Request
    ) -> Updates:
        return self._page(_where(text, status, intent, sentiment, urgency), page - 1, request)

    def _next(
        self, text: str, status: str, intent: str, sentiment: str, urgency: str, page: int, request: gr.Request
    ) -> Updates:
        return self._page(_where(text, status, intent, sentiment, urgency), page + 1, request)

    def _page(self, where: TicketFilter, page: int, request: gr.Request) -> Updates:
        user_id = person(request)
        return self.list.show(attempt(lambda: browse.tickets(self.backend, user_id, where, page=page)))

    def _open(self, event: gr.SelectData, request: gr.Request) -> Updates:
        user_id, ticket_id = person(request), clicked(event)
        found = attempt(lambda: correcting.target(self.backend, user_id, ticket_id))
        return {**self._detail(ticket_id, request), self.ticket: ticket_id, **self.correcting.open(found)}

    def _detail(self, ticket_id: int, request: gr.Request) -> Updates:
        user_id = person(request)
        return self.list.open(attempt(lambda: browse.thread(self.backend, user_id, ticket_id)))

    def _correct(
        self,
        ticket_id: int,
        message_id: int,
        field: str,
        value: str | None,
        text: str,
        status: str,
        intent: str,
        sentiment: str,
        urgency: str,
        page: int,
        request: gr.Request,
    ) -> Updates:
        updates, done = self.correcting.decide(message_id, field, value, request)
        where = _where(text, status, intent, sentiment, urgency)
        return {**updates, **(self._again(ticket_id, where, page, request) if done else {})}

    def _undo(
        self,
        ticket_id: int,
        correction_id: int,
        field: str,
        text: str,
        status: str,
        intent: str,
        sentiment: str,
        urgency: str,
        page: int,
        request: gr.Request,
    ) -> Updates:
        updates, done = self.correcting.take_back(correction_id, field, request)
        where = _where(text, status, intent, sentiment, urgency)
        return {**updates, **(self._again(ticket_id, where, page, request) if done else {})}

    def _again(self, ticket_id: int, where: TicketFilter, page: int, request: gr.Request) -> Updates:
        return {**self._page(where, page, request), **self._detail(ticket_id, request)}


def _choice(label: str, values: tuple[str, ...]) -> Any:
    choices = [("Any", ANY), *((heading(value), value) for value in values)]
    return gr.Dropdown(choices, value=ANY, label=label, min_width=120, elem_id=f"filter-{label.lower()}")


def _where(text: str, status: str, intent: str, sentiment: str, urgency: str) -> TicketFilter:
    return TicketFilter(
        status=status or None,
        intent=intent or None,
        sentiment=sentiment or None,
        urgency=urgency or None,
        text=text.strip(),
    )
