"""The accounts page."""

from __future__ import annotations

import gradio as gr

from ui.backend import Backend
from ui.handlers import browse
from ui.handlers.edge import attempt
from ui.screens.convert import person
from ui.screens.frame import top
from ui.screens.listing import Listing, Updates, clicked

HINT = "Choose an account to see its contacts, deals and open tickets."


class AccountsPage:
    """Lays the page out, then wires it to the handlers."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        top("Accounts")
        with gr.Row(elem_classes="crm-filters"):
            self.text = gr.Textbox(label="Search by name", elem_id="search", max_lines=1, max_length=200)
        self.list = Listing(
            label="Accounts",
            hint=HINT,
            ask="Ask about this account",
            widths=[48, 190, 140, 130, 96, 100, 96],
        )
        quiet = "hidden"
        at, listed = [self.text, self.list.page], self.list.listed
        gr.on([self.text.submit, self.text.change], self._search, [self.text], listed, show_progress=quiet, queue=False)
        self.list.previous.click(self._previous, at, listed, show_progress=quiet, queue=False)
        self.list.next.click(self._next, at, listed, show_progress=quiet, queue=False)
        self.list.table.select(self._open, None, self.list.detailed, show_progress=quiet, queue=False)

    def load(self, request: gr.Request) -> Updates:
        """The first page."""
        return self._page("", 0, request)

    def _search(self, text: str, request: gr.Request) -> Updates:
        return self._page(text, 0, request)

    def _previous(self, text: str, page: int, request: gr.Request) -> Updates:
        return self._page(text, page - 1, request)

    def _next(self, text: str, page: int, request: gr.Request) -> Updates:
        return self._page(text, page + 1, request)

    def _page(self, text: str, page: int, request: gr.Request) -> Updates:
        user_id = person(request)
        return self.list.show(attempt(lambda: browse.accounts(self.backend, user_id, text=text, page=page)))

    def _open(self, event: gr.SelectData, request: gr.Request) -> Updates:
        user_id, first = person(request), clicked(event).replace(",", "")
        number = int(first) if first.isdigit() else -1  # our id
        return self.list.open(attempt(lambda: browse.account(self.backend, user_id, number)))
