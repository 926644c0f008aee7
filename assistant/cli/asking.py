"""Verb `ask`: one question, or a file of conversations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track
from rich.table import Table as Grid

import assistant
from assistant.atomic import replacing
from assistant.cli.root import AsJson, AsOf, app, console, day, home_of, progress_console
from assistant.errors import UnreadableFile
from assistant.messages import Reply
from assistant.wire import answer_json


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="a question, or a customer's message")] = None,
    batch: Annotated[Path | None, typer.Option(help="JSON lines with `id` and `turns`")] = None,
    out: Annotated[Path | None, typer.Option(help="where the batch's answers go")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Ask a question about the records."""
    if (question is None) == (batch is None) or (batch is None) != (out is None):
        raise typer.BadParameter("give either a question or both --batch IN.jsonl and --out OUT.jsonl")
    if batch is not None and out is not None:
        conversations = _conversations(batch)
        answers = _answers(assistant.open_assistant(home_of(context)), conversations, day(as_of))
        _write(
            out,
            track(answers, total=len(conversations), description="Answering", console=progress_console, transient=True),
        )
        return
    helper = assistant.open_assistant(home_of(context))
    reply = helper.respond(question or "", helper.session(as_of=day(as_of)))
    if as_json:
        console.print_json(json.dumps(answer_json(reply)))
    else:
        _show(reply)


def _answers(
    helper: assistant.Assistant, conversations: list[dict[str, Any]], as_of: date | None
) -> Iterator[dict[str, Any]]:
    for conversation in conversations:
        session = helper.session(as_of=as_of)
        replies = [helper.respond_safely(turn, session) for turn in conversation["turns"]]
        yield answer_json(replies[-1], id=conversation["id"])


def _conversations(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(path.name, f"cannot be read as UTF-8 text ({error}); check the path.") from error
    return [_conversation(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _conversation(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise UnreadableFile(path.name, f"line {number} is no JSON; each line is one object.") from error
    turns = found.get("turns") if isinstance(found, dict) else None
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise UnreadableFile(path.name, f'line {number} needs "turns", a list of one or more texts.')
    return {"id": str(found.get("id", number)), "turns": turns}


def _write(path: Path, answers: Iterable[dict[str, Any]]) -> None:
    with replacing(path) as file:
        for answer in answers:
            file.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _show(reply: Reply) -> None:
    result = reply.result
    console.print(result.text)
    if result.table and result.table.rows:
        grid = Grid(*result.table.columns)
        for row in result.table.rows:
            grid.add_row(*("" if cell is None else str(cell) for cell in row))
        console.print(grid)
    if result.reading:
        console.print(f"Read as: {result.reading}", style="dim")
    if result.query:
        console.print(f"Query: {result.query}", style="dim")
    for suggestion in result.suggestions:
        console.print(f"  · {suggestion}", style="dim")
