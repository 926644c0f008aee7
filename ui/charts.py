"""A reply's chart drawn with plotly."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from assistant.messages import Cell, Chart, Table
from ui.cells import heading
from ui.escape import chart_label

PALETTE = ("#4f6bed", "#12a594", "#e5833b", "#8e5bd6", "#d6456b", "#7a8699")
INK = "#778196"  # grey that reads on light as on dark
GRID = "rgba(128, 138, 155, 0.22)"
FRACTIONS = ("fraction", "rate")  # units drawn as per cent
LEVEL = "level"  # of sentiment, -2 to 2: drawn on the whole scale
LEVELS = {-2: "very negative", -1: "negative", 0: "neutral", 1: "positive", 2: "very positive"}
MOST_TICKS = 5  # names below a line
SILENT = ("", "money", "count")  # units that say nothing beside the name
MOST_POINTS = 60
MOST_BARS = 15
LONGEST_LABEL = 28  # characters
UPRIGHT_BARS = 6  # more bars, or longer labels, lie on their side
UPRIGHT_LABEL = 12  # characters


def figure(chart: Chart, table: Table) -> go.Figure | None:
    """Draw a chart of the table's first rows, at most 15 bars or 60 points.

    Returns:
        Nothing when a named column is missing, holds no numbers, or has fewer than two rows.
    """
    drawn = tuple(name for name in chart.y if name in table.columns and _numeric(table, name))
    if chart.x not in table.columns or not drawn or len(table.rows) < 2:
        return None
    limit = MOST_BARS if chart.kind == "bar" else MOST_POINTS
    labels = [_label(value) for value in _column(table, chart.x)[:limit]]
    lying = chart.kind == "bar" and (len(labels) > UPRIGHT_BARS or max(map(len, labels)) > UPRIGHT_LABEL)
    traces = [
        _trace(chart, name, labels, _column(table, name)[:limit], PALETTE[i % len(PALETTE)], lying=lying)
        for i, name in enumerate(drawn)
    ]
    return go.Figure(traces, _layout(chart, drawn, labels, lying=lying))


def _trace(
    chart: Chart, name: str, labels: list[str], values: list[Cell], color: str, *, lying: bool
) -> go.Bar | go.Scatter:
    title = chart_label(heading(name))
    if chart.kind == "line":
        line = {"color": color, "width": 2}
        return go.Scatter(x=labels, y=values, name=title, mode="lines+markers", line=line, connectgaps=True)
    marker = {"color": color, "cornerradius": 4, "line": {"width": 0}}
    if lying:
        return go.Bar(x=values, y=labels, name=title, orientation="h", marker=marker)
    return go.Bar(x=labels, y=values, name=title, marker=marker)


def _layout(chart: Chart, drawn: tuple[str, ...], labels: list[str], *, lying: bool) -> go.Layout:
    unit = "" if chart.unit in (*FRACTIONS, *SILENT) else f" ({chart.unit})"
    measure = chart_label(heading(drawn[0]) + unit) if len(drawn) == 1 else chart_label(unit.strip(" ()"))
    names: dict[str, Any] = {"type": "category", "automargin": True, "fixedrange": True}
    if len(labels) > MOST_TICKS:
        names |= {"nticks": MOST_TICKS, "tickangle": 0}
    amounts: dict[str, Any] = {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": GRID,
        "zerolinecolor": GRID,
        "title": {"text": measure},
        "tickformat": ".0%" if chart.unit in FRACTIONS else "~s",
    }
    if chart.unit == LEVEL:
        amounts |= {"range": [-2.2, 2.2], "tickvals": list(LEVELS), "ticktext": list(LEVELS.values()), "title": None}
    if lying:
        names["autorange"] = "reversed"  # the first row on top
    return go.Layout(
        height=90 + 26 * len(labels) if lying else 280,
        margin={"l": 8, "r": 16, "t": 12, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": INK, "size": 12},
        showlegend=len(drawn) > 1,
        legend={"orientation": "h", "y": 1.12},
        bargap=0.4,
        xaxis=amounts if lying else names,
        yaxis=names if lying else amounts,
    )


def _column(table: Table, name: str) -> list[Cell]:
    place = table.columns.index(name)
    return [row[place] for row in table.rows]


def _numeric(table: Table, name: str) -> bool:
    values = [value for value in _column(table, name) if value is not None]
    return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _label(value: Cell) -> str:
    text = "—" if value is None else str(value)
    return chart_label(text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…")
