"""Accounts and tickets as escaped Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.desk.teaching.standing import Standing
from assistant.messages import Cell, Label, Reading, Table
from assistant.understanding.memory.risk import MOST_WRONG
from assistant.understanding.trajectory import WORDS, trajectory
from assistant.views import AccountRow, AccountSummary, MessageView, TicketRow, TicketThread
from ui.cells import day, heading, moment, shown
from ui.escape import markdown, markdown_line

ACCOUNT_COLUMNS = ("no", "account", "industry", "owner", "open deals", "won", "open tickets")
TICKET_COLUMNS = ("number", "subject", "account", "status", "intent", "sentiment", "urgency", "created")
TAUGHT = " ✎"  # behind a label that people taught
TO_CHECK = " ?"  # behind an intent that nobody vouches for
SHOWN_MOODS = 6  # of a thread, the newest
DIRECTIONS = {"in": "Customer", "out": "Us", "note": "Internal note"}


def account_table(rows: Sequence[AccountRow]) -> Table:
    """One page of accounts; the first column is our id, by which a click finds the row again."""
    return Table(ACCOUNT_COLUMNS, tuple(_account_cells(row) for row in rows))


def ticket_table(rows: Sequence[TicketRow]) -> Table:
    """One page of tickets; the first column is the number, by which a click finds the row again."""
    return Table(TICKET_COLUMNS, tuple(_ticket_cells(row) for row in rows))


def tagging_note(standing: Standing) -> str:
    """Which intents stand by themselves, which a person is to check, and why."""
    known = standing.threshold
    if standing.nothing_stands:
        return "**Check every intent:** too many of those that your team judged were wrong."
    if standing.is_drifting:
        return (
            f"**Check every intent:** {standing.wrong_since} of the last {standing.since} that stood by themselves "
            "were wrong. A manager or administrator settles it anew on the page [Intents](/intents)."
        )
    if known.is_known:
        return (
            f"**?** marks an intent to check: below {known.cut:.0%} confidence. Of {known.standing:,} surer ones that "
            f"your team judged {known.wrong:,} were wrong; {MOST_WRONG:.0%} is the most to expect."
        )
    return (
        "**?** marks an intent to check: outside the high band, in which at least 95 of 100 are right for writers the "
        f"reader never saw. From {known.needed} judgements on (yours so far: {known.judged:,}) your own team's "
        "decide: choose another label, or say that it is right."
    )


def ask_link(name: str) -> str:
    """Where the chat opens with a question about an account, ready to send."""
    return "/?" + urlencode({"ask": f"tell me about {name}"})


def customer_link(account_id: int) -> str:
    """Where the page of an account is."""
    return "/customer?" + urlencode({"id": account_id})


def account_markdown(found: AccountSummary, tickets: Sequence[TicketRow]) -> str:
    """Everything the side panel says about one account."""
    parts = [f"## {markdown_line(found.name)}", _subtitle(found), _facts(_about(found))]
    if found.description:
        parts.append(markdown(found.description))
    parts += ["### Deals and orders", _facts(_figures(found)), "### Contacts", _contacts(found)]
    parts += ["### Open tickets", _open_tickets(found, tickets)]
    return "\n\n".join(part for part in parts if part)


def thread_markdown(thread: TicketThread) -> str:
    """A ticket with its messages, each with what was read in it."""
    ticket = thread.ticket
    where = [ticket.status, ticket.channel, ticket.account, ticket.contact, f"opened {day(ticket.created_at)}"]
    head = [f"## {markdown_line(ticket.subject)}", _inline(ticket.number, *where)]
    return "\n\n".join([*head, *_mood(thread), *(_message(message) for message in thread.messages)])


def _mood(thread: TicketThread) -> list[str]:
    """How the customer's sentiment went, with the alert that stands; nothing below two messages that were read."""
    way = trajectory((message.sent_at, message.reading) for message in thread.messages if message.direction == "in")
    if len(way.moods) < 2:
        return []
    steps = " → ".join(WORDS[mood.level] for mood in way.moods[-SHOWN_MOODS:])
    earlier = "… → " if len(way.moods) > SHOWN_MOODS else ""
    line = f"Sentiment: {earlier}{steps} ({way.direction})"
    return [f"**Alert:** {markdown_line(way.alert.why)}", line] if way.alert else [line]


def reading_markdown(reading: Reading | None) -> str:
    """The tags of one message in a line."""
    if reading is None:
        return "*not read yet*"
    if not reading.supported and not reading.taught:
        return f"*language {markdown_line(reading.language)}: not supported, so not tagged*"
    named = [("intent", reading.intent), ("sentiment", reading.sentiment)]
    tags = [f"{field} **{_words(one.name)}**{_sureness(reading, field, one)}" for field, one in named if one]
    if reading.urgency:
        tags.append(f"urgency **{_words(reading.urgency)}**{_teacher(reading, 'urgency')}")
    if reading.frustrated:
        tags.append(f"**frustrated**{_teacher(reading, 'frustrated')}")
    return " · ".join(tags) or "*no tags*"


def _sureness(reading: Reading, field: str, label: Label) -> str:
    """How sure the label is: as the reader says, or because somebody said so."""
    taught = _teacher(reading, field)
    return taught if taught.startswith(" (corrected") else f" ({label.confidence:.0%}, {label.band}){taught}"


def _teacher(reading: Reading, field: str) -> str:
    """Who taught a label; empty for one that the reader found by itself."""
    for one in reading.taught:
        if one.field == field and one.by:
            return f" (corrected by {markdown_line(one.by)})"
        if one.field == field and one.corrections:
            return f" (taught by {one.corrections} correction{'' if one.corrections == 1 else 's'})"
        if one.field == field:
            return " (taught by the intent's examples)"
    return ""


def _account_cells(row: AccountRow) -> tuple[Cell, ...]:
    return (
        row.id,
        row.name,
        row.industry,
        row.owner,
        row.open_deals,
        row.won_amount,
        row.open_tickets,
    )


def _ticket_cells(row: TicketRow) -> tuple[Cell, ...]:
    labels = {"status": row.status, "intent": row.intent, "sentiment": row.sentiment, "urgency": row.urgency}
    status, intent, sentiment, urgency = (
        f"{heading(label)}{TAUGHT * (field in row.taught)}" if label else None for field, label in labels.items()
    )
    if intent and row.tagging == "to_check":
        intent += TO_CHECK
    return (
        row.number,
        row.subject,
        row.account,
        status,
        intent,
        sentiment,
        urgency,
        day(row.created_at),
    )


def _subtitle(found: AccountSummary) -> str:
    place = ", ".join(part for part in (found.city, found.country) if part)
    return _inline(found.industry, place, found.lifecycle_stage, f"owner {found.owner}" if found.owner else None)


def _about(found: AccountSummary) -> list[tuple[str, Cell]]:
    return [
        ("Employees", found.employees),
        (f"Annual revenue ({found.annual_revenue_unit})", found.annual_revenue),
        ("Founded", found.founded_year),
        ("Parent company", found.parent),
        ("Last contact", day(found.last_contact_at) if found.last_contact_at else None),
    ]


def _figures(found: AccountSummary) -> list[tuple[str, Cell]]:
    return [
        ("Open deals", found.open_deals),
        ("Won deals", found.won_deals),
        ("Lost deals", found.lost_deals),
        (f"Won amount ({found.currency})", found.won_amount),
        ("Orders", found.orders),
        (f"Order total ({found.currency})", found.order_total),
        ("Tickets, all", found.total_tickets),
    ]


def _facts(facts: Sequence[tuple[str, Cell]]) -> str:
    known = [(name, value) for name, value in facts if value is not None]
    lines = [f"| {markdown_line(name)} | {markdown_line(shown(value))} |" for name, value in known]
    return "\n".join(["| | |", "| :--- | ---: |", *lines]) if lines else ""


def _contacts(found: AccountSummary) -> str:
    if not found.contacts:
        return "None known."
    return "\n".join(f"- {_inline(person.name, person.title, person.email)}" for person in found.contacts)


def _open_tickets(found: AccountSummary, tickets: Sequence[TicketRow]) -> str:
    if not found.open_tickets:
        return "None."
    listed = "\n".join(f"- {_inline(row.number, row.subject, row.status)}" for row in tickets)
    more = found.open_tickets - len(tickets)
    return f"{listed}\n\n{more} more" if more > 0 else listed


def _message(message: MessageView) -> str:
    who = f"**{DIRECTIONS.get(message.direction, 'Message')}** · {_inline(message.author, moment(message.sent_at))}"
    tags = f"{reading_markdown(message.reading)}\n\n" if message.direction == "in" else ""
    return f"---\n\n{who}\n\n{tags}{markdown(message.body_text)}"


def _inline(*parts: str | None) -> str:
    return " · ".join(markdown_line(part) for part in parts if part)


def _words(label: str) -> str:
    return markdown_line(heading(label))
