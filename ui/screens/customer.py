"""The page of one customer."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.messages import Table
from ui.backend import Backend
from ui.escape import markdown
from ui.handlers import customer
from ui.handlers.customer import EVENTS, Customer, Events, Picture
from ui.handlers.edge import Failure, attempt
from ui.screens.convert import grid, person, widths
from ui.screens.frame import top

LISTS = ("Deals", "Tickets", "Orders", "Subscriptions", "People")
NONE = "None."
Updates = dict[Any, Any]


class CustomerPage:
    """Lays the page out, then wires it to the handlers."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        top("Customer")
        self.id: Any = gr.State(-1)
        self.shown: Any = gr.State(EVENTS)
        with gr.Row(elem_classes="crm-customer-head"):
            self.about = gr.Markdown("", elem_id="about", container=False, latex_delimiters=[], sanitize_html=True)
            self.ask = gr.Button(
                "Ask about this customer", variant="primary", size="sm", visible=False, elem_id="ask", scale=0
            )
        self.figures = gr.Markdown("", elem_id="figures", container=False, latex_delimiters=[], sanitize_html=True)
        with gr.Tabs(elem_id="parts") as self.tabs:
            with gr.Tab("Overview"):
                self._overview()
            with gr.Tab("Timeline"):
                self.timeline = gr.Markdown("", elem_id="timeline", container=False, latex_delimiters=[])
                self.older = gr.Button("Show older", size="sm", visible=False, elem_id="older")
            self.tables = [self._list(name) for name in LISTS]
            with gr.Tab("Family"):
                self.family = gr.Markdown("", elem_id="family", container=False, latex_delimiters=[])
            with gr.Tab("How this is counted"):
                self.queries = gr.Markdown("", elem_id="queries", container=False, latex_delimiters=[])
        self.older.click(
            self._older,
            [self.id, self.shown],
            [self.timeline, self.older, self.shown],
            show_progress="hidden",
            queue=False,
        )

    @property
    def loaded(self) -> list[Any]:
        """What opening the page may change."""
        lists = [part for pair in self.tables for part in pair]
        pictures = [part for pair in self.pictures for part in pair]
        return [
            self.id, self.shown, self.about, self.ask, self.figures, self.tabs, *pictures, self.timeline, self.older,
            *lists, self.family, self.queries,
        ]  # fmt: skip

    def load(self, request: gr.Request) -> Updates:
        """Everything about the account that the address names."""
        user_id = person(request)
        wanted = str(request.query_params.get("id", ""))
        found = attempt(lambda: customer.customer(self.backend, user_id, wanted))
        if isinstance(found, Failure):
            sorry = f"{markdown(str(found))}\n\n[All accounts](/accounts)"
            return {self.about: sorry, self.tabs: gr.Tabs(visible=False)}
        events = attempt(lambda: customer.events(self.backend, user_id, found.id))
        return self._shown(found) | self._told(events, EVENTS)

    def _overview(self) -> None:
        self.pictures: list[tuple[Any, Any]] = []
        for _ in range(0, len(customer.PICTURES), 2):
            with gr.Row(elem_classes="crm-pictures"):
                for _ in range(2):
                    with gr.Column(min_width=300):
                        title = gr.Markdown("", container=False, latex_delimiters=[])
                        self.pictures.append((title, gr.Plot(show_label=False, container=False, visible=False)))

    def _list(self, name: str) -> tuple[Any, Any]:
        with gr.Tab(name):
            none = gr.Markdown(NONE, container=False)
            table = gr.Dataframe(
                interactive=False, datatype="str", label=name, show_label=False, visible=False, max_height=2000,
                latex_delimiters=[], line_breaks=False, max_chars=60, buttons=[], elem_classes="crm-table",
            )  # fmt: skip
        return none, table

    def _shown(self, found: Customer) -> Updates:
        changes: Updates = {
            self.id: found.id,
            self.about: found.about,
            self.ask: gr.Button(link=found.ask, visible=True),
            self.figures: found.figures,
            self.family: found.family,
            self.queries: found.queries,
        }
        for (title, plot), picture in zip(self.pictures, found.pictures, strict=True):
            changes |= {title: _caption(picture), plot: gr.Plot(picture.figure, visible=picture.figure is not None)}
        for (none, table), rows in zip(self.tables, found.lists, strict=True):
            changes |= {none: gr.Markdown(visible=not rows.rows), table: _dataframe(rows)}
        return changes

    def _older(self, account_id: int, shown: int, request: gr.Request) -> Updates:
        user_id = person(request)
        wanted = min(max(int(shown), EVENTS) + EVENTS, 100 * EVENTS)
        return self._told(attempt(lambda: customer.events(self.backend, user_id, account_id, shown=wanted)), wanted)

    def _told(self, events: Events | Failure, shown: int) -> Updates:
        if isinstance(events, Failure):
            return {self.timeline: markdown(str(events))}
        return {self.timeline: events.text, self.older: gr.Button(visible=events.more), self.shown: shown}


def _caption(picture: Picture) -> str:
    return f"### {markdown(picture.title)}" + ("" if picture.figure is not None else f"\n\n{picture.instead}")


def _dataframe(table: Table) -> Any:
    if not table.rows:
        return gr.Dataframe(visible=False)
    return gr.Dataframe(value=grid(table), column_widths=widths(table), visible=True)
