"""The tickets page."""

from __future__ import annotations

from collections.abc import Callable
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
from ui.screens.correcting import Correcting, Values
from ui.screens.frame import top
from ui.screens.listing import Listing, Updates, clicked

HINT = "Choose a ticket to read its messages with what was read in them."
STATUSES = ("new", "open", "pending", "on_hold", "solved", "closed")
TAGGINGS = ("to_check", "automatic", "checked")
ANY = ""

Step = Callable[[Values, gr.Request], tuple[Updates, bool]]


class TicketsPage:
    """Lays the page out, then wires it to the handlers."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        top("Tickets")
        with gr.Row(elem_classes="crm-filters"):
            self.text = gr.Textbox(label="Search", elem_id="search", max_lines=1, max_length=200, scale=2)
            self.filters = {
                "status": _choice("Status", STATUSES),
                "intent": _choice("Intent", CUSTOMER_SERVICE.names),
                "sentiment": _choice("Sentiment", SENTIMENTS),
                "urgency": _choice("Urgency", URGENCIES),
                "tagging": _choice("Tagging", TAGGINGS),
            }
        self.list = Listing(
            label="Tickets",
            hint=HINT,
            ask="Ask about this customer",
            widths=[76, 146, 96, 66, 112, 96, 82, 92],
        )
        with self.list.side:
            self.correcting = Correcting(backend)
        self.note = gr.Markdown("", elem_id="tagging-note", container=False, latex_delimiters=[])
        self.ticket: Any = gr.State(-1)
        self.numbers: Any = gr.State({})  # ids of the tickets that are listed, by their numbers
        listed = [*self.list.listed, self.numbers, self.note]
        changed = [self.text.submit, self.text.change, *(choice.change for choice in self.filters.values())]
        gr.on(changed, self._search, self._where, listed, show_progress="hidden", queue=False)
        self.list.previous.click(self._previous, self._where, listed, show_progress="hidden", queue=False)
        self.list.next.click(self._next, self._where, listed, show_progress="hidden", queue=False)
        opened = [*self.list.detailed, self.ticket, *self.correcting.opened]
        self.list.table.select(self._open, self.numbers, opened, show_progress="hidden", queue=False)
        self._wire_correcting(listed)

    @property
    def loaded(self) -> list[Any]:
        """What opening the page changes."""
        return [*self.list.listed, self.numbers, self.note, self.filters["intent"]]

    @property
    def _where(self) -> set[Any]:
        """What says which tickets are listed."""
        return {self.text, *self.filters.values(), self.list.page}

    def _wire_correcting(self, listed: list[Any]) -> None:
        """A label that is corrected shows at once, in the list, in the messages."""
        controls = self.correcting
        changed = [*listed, *self.list.detailed, *controls.decided]
        given = {*self._where, self.ticket, *controls.given}
        for button, step in (
            (controls.apply, controls.decide),
            (controls.right, controls.confirm),
            (controls.undo, controls.take_back),
        ):
            button.click(self._after(step), given, changed, show_progress="hidden", queue=False)

    def load(self, request: gr.Request) -> Updates:
        """The first page, with the intents that the home has by now."""
        named = attempt(lambda: correcting.choices(self.backend, "intent"))
        choices = [("Any", ANY), *([] if isinstance(named, Failure) else named)]
        return {**self._page({}, 0, request), self.filters["intent"]: gr.Dropdown(choices)}

    def _search(self, given: Values, request: gr.Request) -> Updates:
        return self._page(given, 0, request)

    def _previous(self, given: Values, request: gr.Request) -> Updates:
        return self._page(given, given[self.list.page] - 1, request)

    def _next(self, given: Values, request: gr.Request) -> Updates:
        return self._page(given, given[self.list.page] + 1, request)

    def _page(self, given: Values, page: int, request: gr.Request) -> Updates:
        user_id = person(request)
        chosen = {name: given.get(choice) or None for name, choice in self.filters.items()}
        where = TicketFilter(text=str(given.get(self.text, "")).strip(), **chosen)
        found = attempt(lambda: browse.tickets(self.backend, user_id, where, page=page))
        if isinstance(found, Failure):
            return self.list.show(found)
        return {**self.list.show(found.page), self.numbers: found.ids, self.note: found.note}

    def _open(self, numbers: dict[str, int], event: gr.SelectData, request: gr.Request) -> Updates:
        user_id, ticket_id = person(request), numbers.get(clicked(event), -1)
        found = attempt(lambda: correcting.target(self.backend, user_id, ticket_id))
        return {**self._detail(ticket_id, request), self.ticket: ticket_id, **self.correcting.open(found)}

    def _detail(self, ticket_id: int, request: gr.Request) -> Updates:
        user_id = person(request)
        return self.list.open(attempt(lambda: browse.thread(self.backend, user_id, ticket_id)))

    def _after(self, step: Step) -> Callable[[Values, gr.Request], Updates]:
        """A step of correcting; once it is done, list and ticket are shown as they are now."""

        def stepped(given: Values, request: gr.Request) -> Updates:
            updates, done = step(given, request)
            if not done:
                return updates
            shown = self._page(given, given[self.list.page], request)
            return {**updates, **shown, **self._detail(given[self.ticket], request)}

        return stepped


def _choice(label: str, values: tuple[str, ...]) -> Any:
    choices = [("Any", ANY), *((heading(value), value) for value in values)]
    return gr.Dropdown(choices, value=ANY, label=label, min_width=104, elem_id=f"filter-{label.lower()}")
