"""A label corrected from the page of a ticket: shown first, then done, then undone if need be."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field

from assistant.desk.teaching.changes import Change
from assistant.desk.teaching.labels import CORRECTORS, read_label
from assistant.views import MessageView, TicketThread
from ui.backend import Backend
from ui.cells import heading
from ui.escape import markdown, markdown_line

FIELDS = ("intent", "sentiment", "urgency", "frustrated")
MOST_NAMED = 5  # tickets that a preview names
NOTHING = 0  # id of no message, of no correction


@dataclass(frozen=True, slots=True)
class Target:
    """What the controls of a ticket are about."""

    message_id: int = NOTHING  # the customer's newest message that was read; NOTHING: there is nothing to correct
    correction_id: int = NOTHING  # the user's newest correction of it that still holds
    shown: dict[str, str] = dataclass_field(default_factory=dict, compare=False)  # its labels, by field


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person reads after a step."""

    text: str  # Markdown, escaped
    correction_id: int = NOTHING  # the one that can be undone now


def target(backend: Backend, user_id: int, ticket_id: int) -> Target:
    """What can be corrected in a ticket, by this user.

    Raises:
        NotFound: There is no such ticket, or the user may not see it.
    """
    user = backend.user_view(user_id)
    message = _newest_read(backend.records.thread(user, ticket_id))
    if message is None or user.role not in CORRECTORS:
        return Target()
    own = [one.id for one in backend.teaching.corrections.of(user, [message.id]) if one.by_id == user.id]
    read = {field: read_label(message.reading, field) for field in FIELDS} if message.reading else {}
    shown = {field: label.name for field, label in read.items() if label is not None}
    return Target(message.id, own[-1] if own else NOTHING, shown)


def choices(backend: Backend, field: str) -> list[tuple[str, str]]:
    """Labels of a field as a person reads them, with what they are called."""
    return [(heading(value), value) for value in backend.teaching.choices(field)]


def preview(backend: Backend, user_id: int, message_id: int, field: str, value: str) -> Outcome:
    """What a correction would change.

    Raises:
        AssistantError: It cannot be made.
    """
    seen = backend.teaching.preview(backend.user_view(user_id), message_id, field, value)
    lines = [f"Preview: {_lower(seen.sentence)}", *(_line(one) for one in seen.changes[:MOST_NAMED])]
    more = len(seen.changes) - MOST_NAMED
    return Outcome("\n".join([markdown(lines[0]), "", *lines[1:], *([f"- and {more:,} more"] if more > 0 else [])]))


def apply(backend: Backend, user_id: int, message_id: int, field: str, value: str) -> Outcome:
    """Make a correction.

    Raises:
        AssistantError: It cannot be made.
    """
    applied = backend.teaching.apply(backend.user_view(user_id), message_id, field, value)
    return Outcome(markdown(applied.sentence), applied.id)


def confirm(backend: Backend, user_id: int, message_id: int, field: str, shown: str) -> Outcome:
    """Note that a label is right as it was shown.

    Raises:
        AssistantError: It cannot be judged.
    """
    noted = backend.teaching.confirm(backend.user_view(user_id), message_id, field, shown=shown)
    more = " Such words decide which intents stand by themselves." if field == "intent" else ""
    return Outcome(f"Noted: the {field} is right.{more}", noted)


def undo(backend: Backend, user_id: int, correction_id: int) -> Outcome:
    """Take a correction back.

    Raises:
        AssistantError: It is not there, or not the user's to take back.
    """
    said = backend.teaching.undo(backend.user_view(user_id), correction_id)
    if said.before == said.after:
        return Outcome(markdown(f"Taken back: you no longer vouch for the {said.field}."))
    return Outcome(markdown(f"Undone: the {said.field} is {heading(said.before or 'unknown')} again, everywhere."))


def _newest_read(thread: TicketThread) -> MessageView | None:
    read = [one for one in thread.messages if one.direction == "in" and one.reading is not None]
    return read[-1] if read else None


def _line(one: Change) -> str:
    before, after = (markdown_line(heading(label or "unknown")) for label in (one.before, one.after))
    why = "" if one.said else f", {one.confidence:.0%} {one.band}"
    return f"- {markdown_line(f'{one.number} {one.subject}')}: {before} → {after}{why}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
