"""Verbs that teach the reader: `correct`, `intents`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table as Grid

import assistant
from assistant.cli.root import app, console, home_of
from assistant.desk.teaching.changes import Change, IntentDraft, Preview
from assistant.errors import NotFound, UserFixable
from assistant.views import LOCAL_ADMIN

intents_app = typer.Typer(no_args_is_help=True, help="Intents of your own, beside the shipped ones.")
app.add_typer(intents_app, name="intents")

LONGEST_SHOWN = 160  # characters of an example
MOST_SHOWN = 20  # changes printed one by one
Looking = Annotated[bool, typer.Option("--preview", help="show what would change, and change nothing")]
About = Annotated[str, typer.Option(help="what it is about, in a sentence")]


class UnreadableExamples(UserFixable):
    """A file of examples that cannot be read as text."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"I can't read {path}: give a text file in UTF-8 with one example a line.")


@app.command()
def correct(
    context: typer.Context,
    message: Annotated[int | None, typer.Argument(help="number of the message")] = None,
    intent: Annotated[str | None, typer.Option(help="its right intent")] = None,
    sentiment: Annotated[str | None, typer.Option(help="very_negative to very_positive")] = None,
    urgency: Annotated[str | None, typer.Option(help="low, normal, high or critical")] = None,
    frustrated: Annotated[str | None, typer.Option(help="yes or no")] = None,
    preview: Looking = False,
    right: Annotated[bool, typer.Option("--right", help="its intent is right as it stands")] = False,
    undo: Annotated[int | None, typer.Option(help="take the correction of this number back")] = None,
) -> None:
    """Correct a label of one message; open tickets like it follow."""
    given = {"intent": intent, "sentiment": sentiment, "urgency": urgency, "frustrated": frustrated}
    said = {field: value for field, value in given.items() if value is not None}
    helper = assistant.open_assistant(home_of(context))
    if undo is not None:
        taken_back = helper.teaching.undo(LOCAL_ADMIN, undo)
        console.print(f"Undone: message {taken_back.message_id} is as it was, with every ticket that followed.")
        return
    if message is not None and right and not said:
        number = helper.teaching.confirm(LOCAL_ADMIN, message, "intent")
        console.print(f"Noted as right; `crm-assistant correct --undo {number}` takes it back.")
        return
    if message is None or right or len(said) != 1:
        raise typer.BadParameter(
            "give a message's number with one of --intent, --sentiment, --urgency, --frustrated, --right"
        )
    ((field, value),) = said.items()
    if preview:
        _show(helper.teaching.preview(LOCAL_ADMIN, message, field, value))
        return
    applied = helper.teaching.apply(LOCAL_ADMIN, message, field, value)
    console.print(f"{applied.sentence} `crm-assistant correct --undo {applied.id}` takes it back.")


@intents_app.command("list")
def list_intents(context: typer.Context) -> None:
    """Show your own intents."""
    grid = Grid("name", "title", "examples", "made by", "in use")
    every = _helper(context).new_intents.every()
    for one in every:
        grid.add_row(one.name, one.title, str(one.examples), one.by, "yes" if one.retired_at is None else "retired")
    console.print(grid if every else "None yet: `crm-assistant intents add` makes one.")


@intents_app.command("add")
def add_intent(
    context: typer.Context,
    title: Annotated[str, typer.Argument(help="such as “Warranty claim”")],
    about: About = "",
    message: Annotated[list[int] | None, typer.Option(help="number of a message that shows it; several times")] = None,
    examples: Annotated[Path | None, typer.Option(help="text file with one example a line")] = None,
    no_reply: Annotated[bool, typer.Option("--no-reply", help="such messages wait for no answer")] = False,
    preview: Looking = False,
) -> None:
    """Make an intent from a few examples, best five or more; it is in use at once."""
    draft = IntentDraft(title, about, tuple(message or ()), _lines(examples), needs_reply=not no_reply)
    intents = _helper(context).new_intents
    if preview:
        _show(intents.preview(LOCAL_ADMIN, draft))
        return
    applied = intents.add(LOCAL_ADMIN, draft)
    name = applied.preview.after
    console.print(f"Made {name}. {applied.sentence} `crm-assistant intents retire {name}` takes it back.")


@intents_app.command("suggest")
def suggest_intents(
    context: typer.Context,
    accept: Annotated[int | None, typer.Option(min=1, help="make an intent of the group with this number")] = None,
    title: Annotated[str | None, typer.Option(help="its title; default: the group's words")] = None,
    about: About = "",
) -> None:
    """Group messages that fit no intent, each group with a name and five examples."""
    intents = _helper(context).new_intents
    found = intents.suggested(LOCAL_ADMIN)
    if accept is not None:
        if accept > len(found):
            raise NotFound("suggestion", str(accept))
        draft = replace(found[accept - 1].draft, title=title or found[accept - 1].title, description=about)
        applied = intents.add(LOCAL_ADMIN, draft)
        console.print(f"Made {applied.preview.after}. {applied.sentence}")
        return
    for number, one in enumerate(found, start=1):
        console.print(f"{number}. {one.title}: {one.size:,} messages")
        for text in one.examples:
            console.print(f"   - {text[:LONGEST_SHOWN]}")
    console.print("`crm-assistant intents suggest --accept NUMBER` makes one an intent." if found else "None.")


@intents_app.command("retire")
def retire_intent(context: typer.Context, name: Annotated[str, typer.Argument(help="the intent's name")]) -> None:
    """Take an intent of your own out of use, off every message that its examples took."""
    count = _helper(context).new_intents.retire(LOCAL_ADMIN, name)
    console.print(f"Retired {name}; {count:,} messages are as they were.")


@intents_app.command("standing")
def standing_intents(
    context: typer.Context,
    settle: Annotated[bool, typer.Option("--settle", help="work it out from every judgement so far")] = False,
) -> None:
    """Show from which confidence on intents may stand without a person's look."""
    helper = _helper(context)
    version = helper.reader.version
    found = helper.standing.settle(LOCAL_ADMIN, version) if settle else helper.standing.now(version)
    console.print(found.sentence)


def _helper(context: typer.Context) -> assistant.Assistant:
    return assistant.open_assistant(home_of(context))


def _lines(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    try:
        return tuple(path.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableExamples(path) from error


def _show(seen: Preview) -> None:
    console.print(seen.sentence)
    for one in seen.changes[:MOST_SHOWN]:
        console.print(_line(one))
    if len(seen.changes) > MOST_SHOWN:
        console.print(f"… and {len(seen.changes) - MOST_SHOWN:,} more.")


def _line(one: Change) -> str:
    why = "you say so" if one.said else f"{one.confidence:.0%}, {one.band}"
    return f"  ticket {one.number}, message {one.message_id}: {one.before} → {one.after} ({why}): {one.subject}"
