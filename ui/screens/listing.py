"""A list with paging beside a panel for the row that was clicked."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.handlers.browse import Detail, PageView
from ui.handlers.edge import Failure
from ui.screens.convert import grid
from ui.screens.toast import warn

Updates = dict[Any, Any]


class Listing:
    """The components shared by the accounts page and the tickets page; lay out between their filters and wiring."""

    def __init__(self, *, label: str, hint: str, ask: str, widths: list[str | int]) -> None:
        self.page: Any = gr.State(0)
        with gr.Row(elem_classes="crm-split", equal_height=False):
            with gr.Column(scale=2, min_width=320, elem_classes="crm-list"):
                self.table = gr.Dataframe(
                    interactive=False,
                    datatype="str",
                    label=label,
                    show_label=False,
                    elem_id="list",
                    max_height=2000,
                    latex_delimiters=[],
                    line_breaks=False,
                    max_chars=60,
                    column_widths=widths,
                    buttons=[],
                )
                with gr.Row(elem_classes="crm-paging"):
                    self.caption = gr.Markdown("", container=False, elem_id="caption")
                    self.download = gr.Markdown("", container=False, elem_id="download", sanitize_html=True)
                    self.previous = gr.Button("Previous", size="sm", min_width=90, scale=0, elem_id="previous")
                    self.next = gr.Button("Next", size="sm", min_width=90, scale=0, elem_id="next")
            with gr.Column(scale=1, min_width=320, elem_classes="crm-detail") as self.side:
                with gr.Row(elem_classes="crm-actions"):
                    self.open_page = gr.Button("Open customer", link="/", size="sm", visible=False, elem_id="open-page")
                    self.ask = gr.Button(ask, link="/", variant="primary", size="sm", visible=False, elem_id="ask")
                self.detail = gr.Markdown(
                    hint, elem_id="detail", container=False, latex_delimiters=[], sanitize_html=True
                )

    @property
    def listed(self) -> list[Any]:
        """What a new page changes."""
        return [self.page, self.table, self.caption, self.download, self.previous, self.next]

    @property
    def detailed(self) -> list[Any]:
        """What a click on a row changes."""
        return [self.detail, self.ask, self.open_page]

    def show(self, view: PageView | Failure) -> Updates:
        """Put a page in its place."""
        if isinstance(view, Failure):
            warn(view)
            return {self.caption: gr.skip()}  # an empty answer is an error to Gradio
        return {
            self.page: view.number,
            self.table: gr.Dataframe(value=grid(view.table)),
            self.caption: view.caption,
            self.download: " · ".join(f"[{label}]({link})" for label, link in view.downloads) if view.total else "",
            self.previous: gr.Button(interactive=view.number > 0),
            self.next: gr.Button(interactive=view.number < view.last),
        }

    def open(self, found: Detail | Failure) -> Updates:
        """Put a row's details in their place."""
        if isinstance(found, Failure):
            warn(found)
            return {self.detail: gr.skip()}
        return {
            self.detail: found.text,
            self.ask: gr.Button(link=found.ask or "/", visible=bool(found.ask)),
            self.open_page: gr.Button(link=found.page or "/", visible=bool(found.page)),
        }


def clicked(event: gr.SelectData) -> str:
    """What stands in the first column of the row that was clicked; empty without one."""
    return str(event.row_value[0]) if event.row_value else ""
