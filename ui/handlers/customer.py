"""One customer's page: figures, pictures, lists, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from assistant.errors import NotFound
from assistant.messages import Chart, Table
from assistant.portraits import Portrait, Series
from ui.backend import Backend
from ui.charts import UPRIGHT_BARS, figure
from ui.customer_text import about_markdown, family_markdown, figures_markdown, queries_markdown, timeline_markdown
from ui.records_text import ask_link

EVENTS = 30  # of the timeline at once

PICTURES = (
    ("Use of the product", "usage", "line", "count", "No use recorded."),
    ("Sentiment of messages", "sentiment", "line", "level", "No messages read yet."),
    ("Won deals by quarter", "won", "bar", "money", "No deals won yet."),
    ("Orders by month", "bought", "line", "money", "No orders yet."),
)  # title, series of the portrait, kind of chart, unit, what an empty one says


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart with its title, or the sentence that stands in its place."""

    title: str
    figure: go.Figure | None
    instead: str


@dataclass(frozen=True, slots=True)
class Customer:
    """What the page shows."""

    id: int
    about: str  # Markdown, escaped; so are the other texts
    figures: str
    pictures: tuple[Picture, ...]
    lists: tuple[Table, ...]  # deals, tickets, orders, subscriptions, people
    family: str
    queries: str
    ask: str  # where the chat opens with a question about it


@dataclass(frozen=True, slots=True)
class Events:
    """One page of the timeline."""

    text: str  # Markdown, escaped
    more: bool


def customer(backend: Backend, user_id: int, wanted: str) -> Customer:
    """Everything about the account whose id stands in the page's address.

    Raises:
        NotFound: It is no account that the user may see.
    """
    user = backend.user_view(user_id)
    if not (wanted.isascii() and wanted.isdigit()) or len(wanted) > 18:
        raise NotFound("account", wanted[:40] or "without a number")
    found = backend.records.portrait(user, int(wanted), as_of=backend.as_of)
    return Customer(
        id=found.summary.id,
        about=about_markdown(found.summary),
        figures=figures_markdown(found.summary),
        pictures=tuple(_picture(found, *one) for one in PICTURES),
        lists=(found.deals, found.tickets, found.orders, found.subscriptions, found.people),
        family=family_markdown(found.family),
        queries=queries_markdown(_queries(found)),
        ask=ask_link(found.summary.name),
    )


def events(backend: Backend, user_id: int, account_id: int, *, shown: int = EVENTS) -> Events:
    """The newest `shown` events of an account."""
    user = backend.user_view(user_id)
    found = backend.records.timeline(user, account_id, limit=shown + 1)
    return Events(timeline_markdown(found[:shown]), len(found) > shown)


def _picture(found: Portrait, title: str, name: str, kind: str, unit: str, instead: str) -> Picture:
    series: Series = getattr(found, name)
    table = series.table if kind == "line" else Table(series.table.columns, series.table.rows[-UPRIGHT_BARS:])
    drawn = table.columns[1:2] if name == "sentiment" else table.columns[1:]
    chart = Chart("bar" if kind == "bar" else "line", table.columns[0], drawn, unit)
    return Picture(title, figure(chart, table) if table.rows else None, instead)


def _queries(found: Portrait) -> Sequence[tuple[str, str]]:
    series = [(title, getattr(found, name).query) for title, name, *_ in PICTURES]
    return [("Figures", found.summary.query), *series]
