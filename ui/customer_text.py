"""One customer as escaped Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.messages import Cell
from assistant.portraits import Event, FamilyMember
from assistant.views import AccountSummary
from ui.cells import day, heading, shown
from ui.escape import code_block, markdown, markdown_line
from ui.records_text import customer_link

INDENT = "\u2003"  # an em space; Markdown would take plain ones for code


def about_markdown(found: AccountSummary) -> str:
    """Who this is."""
    place = ", ".join(part for part in (found.city, found.country) if part)
    employees = f"{found.employees:,} employees" if found.employees is not None else None
    founded = f"founded {found.founded_year}" if found.founded_year else None
    stage = heading(found.lifecycle_stage) if found.lifecycle_stage else None
    facts = (found.industry, place, employees, founded, stage, f"owner {found.owner}" if found.owner else None)
    parts = [f"## {markdown_line(found.name)}", " · ".join(markdown_line(fact) for fact in facts if fact)]
    if found.description:
        parts.append(markdown(found.description))
    return "\n\n".join(part for part in parts if part)


def figures_markdown(found: AccountSummary) -> str:
    """The figures, one line each; the page sets them side by side."""
    revenue = found.annual_revenue
    facts: list[tuple[str, Cell]] = [
        ("open deals", found.open_deals),
        (f"won ({found.currency})" if found.currency else "won", found.won_amount),
        ("won / lost deals", f"{found.won_deals} / {found.lost_deals}"),
        ("open tickets", found.open_tickets),
        ("tickets", found.total_tickets),
        ("orders", found.orders),
        (f"ordered ({found.currency})" if found.currency else "ordered", found.order_total),
        ("last contact", day(found.last_contact_at)),
        (f"revenue ({found.annual_revenue_unit})", None if revenue is None else revenue),
    ]
    known = [(name, value) for name, value in facts if value is not None]
    return "\n".join(f"- **{markdown_line(shown(value))}** {markdown_line(name)}" for name, value in known)


def timeline_markdown(events: Sequence[Event]) -> str:
    """What happened, a heading for each month, newest first."""
    if not events:
        return "Nothing happened yet."
    months = groupby(events, key=lambda event: event.at.strftime("%B %Y"))
    return "\n\n".join(f"### {month}\n\n" + "\n".join(_event(event) for event in found) for month, found in months)


def family_markdown(family: Sequence[FamilyMember]) -> str:
    """Parents above, subsidiaries below, each a link to its page."""
    if len(family) < 2:
        return "No parent company and no subsidiaries known."
    top = min(member.level for member in family)
    return "\n\n".join(INDENT * (member.level - top) + _member(member) for member in family)


def queries_markdown(queries: Sequence[tuple[str, str]]) -> str:
    """The SQL behind each figure and picture."""
    return "\n\n".join(f"**{markdown_line(name)}**\n\n{code_block(query)}" for name, query in queries if query)


def _event(event: Event) -> str:
    what = f"{heading(event.kind)} {event.what}"
    title = f"**{markdown_line(event.title)}**" if event.title else ""
    parts = [f"{event.at.day}", markdown_line(what), title]
    if event.detail:
        parts.append(markdown_line(heading(event.detail)))
    return "- " + " · ".join(part for part in parts if part)


def _member(member: FamilyMember) -> str:
    name = markdown_line(member.name)
    facts = (member.country, heading(member.lifecycle_stage) if member.lifecycle_stage else None)
    text = f"**{name}**" if member.level == 0 else f"[{name}]({customer_link(member.id)})"
    return " · ".join([text, *(markdown_line(fact) for fact in facts if fact)])
