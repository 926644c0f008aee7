"""A turn as the messages of the chat, everything untrusted escaped."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.messages import Citation, Reply, Result, Step, Table
from ui.bubbles import Bubble, Choice
from ui.cells import heading, is_number, shown_rows
from ui.charts import figure
from ui.escape import code_block, markdown, markdown_line, plain

ROWS_IN_CHAT = 10
LONGEST_CELL = 80  # characters
MOST_SOURCES = 3
MOST_CHOICES = 4


def asked(text: str) -> Bubble:
    """What the person wrote."""
    return Bubble("user", _lines(text))


def working(title: str) -> Bubble:
    """An accordion that shows work going on."""
    return Bubble("assistant", "", title=markdown_line(title), status="pending")


def answered(reply: Reply, *, download: str = "") -> tuple[Bubble, ...]:
    """A reply as chat messages: steps, how it was computed, then the answer with table, chart, follow-ups.

    Gradio offers the follow-ups of the last message alone, so that the answer comes last.

    Args:
        reply: What the assistant said.
        download: Address of the whole table, without the suffix that names the kind of file; empty hides the links.
    """
    steps = tuple(_step(step) for step in reply.steps)
    how = _how(reply)
    return (*steps, *((how,) if how else ()), _answer(reply, download))


def said(text: str, *, reference: str = "") -> Bubble:
    """A sentence of the page itself, such as a failure with the reference that names it in the log."""
    tail = f"\n\n*Reference: {markdown_line(reference)}*" if reference else ""
    return Bubble("assistant", _lines(text) + tail)


def table_markdown(table: Table, *, limit: int = ROWS_IN_CHAT) -> str:
    """The first rows of a table as an escaped Markdown table, numbers on the right."""
    rows = table.rows[:limit]
    numeric = [any(is_number(row[i]) for row in rows) for i in range(len(table.columns))]
    head = " | ".join(markdown_line(heading(column)) for column in table.columns)
    rule = " | ".join("---:" if right else ":---" for right in numeric)
    body = (" | ".join(markdown_line(_short(cell)) for cell in row) for row in shown_rows(table, limit))
    return "\n".join(f"| {line} |" for line in (head, rule, *body))


def _answer(reply: Reply, download: str) -> Bubble:
    result = reply.result
    parts = [_lines(result.text)]
    drawn = None
    if result.table and result.table.rows:
        parts.append(table_markdown(result.table))
        parts.append(_rows_note(result.table, download))
        drawn = figure(result.chart, result.table) if result.chart else None
    if result.citations:
        parts.append(_sources(result))
    if reply.reference:
        parts.append(f"*Reference: {markdown_line(reply.reference)}*")
    return Bubble("assistant", "\n\n".join(parts), figure=drawn, choices=_choices(result.suggestions))


def _rows_note(table: Table, download: str) -> str:
    total = len(table.rows)
    count = f"{ROWS_IN_CHAT} of {total:,} rows" if total > ROWS_IN_CHAT else f"{total} row{'s' if total > 1 else ''}"
    return f"{count} · {download_links(download)}" if download else count


def download_links(download: str) -> str:
    """Links to a table as each kind of file."""
    return f"[CSV]({download}.csv) · [Excel]({download}.xlsx)"


def _sources(result: Result) -> str:
    named = [_source(cited) for cited in result.citations[:MOST_SOURCES]]
    more = len(result.citations) - MOST_SOURCES
    return "Sources: " + " · ".join(named) + (f" · {more:,} more" if more > 0 else "")


def _source(cited: Citation) -> str:
    known_by = cited.kind if cited.id == cited.title else str(cited)
    return f"{markdown_line(cited.title)} ({markdown_line(known_by)})"


def _how(reply: Reply) -> Bubble | None:
    result = reply.result
    parts = []
    if result.reading:
        parts.append(f"**Read as** {markdown(result.reading)}")
    if result.query:
        parts.append(code_block(result.query, language="sql"))
    if not parts:
        return None
    parts.append(f"Confidence {result.confidence:.0%} · {reply.elapsed_ms:,.0f} ms")
    return Bubble("assistant", "\n\n".join(parts), title="How was this computed")


def _step(step: Step) -> Bubble:
    return Bubble("assistant", _lines(step.detail), title=markdown_line(step.title), seconds=round(step.seconds, 2))


def _choices(suggestions: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(plain(text), text) for text in suggestions[:MOST_CHOICES])


def _lines(text: str) -> str:
    return markdown(text.strip())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
