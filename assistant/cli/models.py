"""Verbs over the models: `tag`, `predict`, `train`, `index`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table as Grid

import assistant
from assistant.cli.root import AsJson, AsOf, app, console, day, home_of
from assistant.cli.working import working
from assistant.views import LOCAL_ADMIN

index_app = typer.Typer(no_args_is_help=True, help="The search index.")
app.add_typer(index_app, name="index")


@app.command()
def tag(
    source: Annotated[Path, typer.Argument(help="a .csv or .jsonl file of messages")],
    out: Annotated[Path, typer.Option(help="where the tagged file goes")],
    text: Annotated[str | None, typer.Option(help="column that holds the message")] = None,
    subject: Annotated[str | None, typer.Option(help="column of its subject line, read above it")] = None,
) -> None:
    """Read every message of a file: intent, sentiment, urgency, language."""
    with working("Tagging") as progress:
        report = assistant.tag_file(source, out, text_column=text, subject_column=subject, progress=progress)
    console.print(report.summary())


@app.command()
def predict(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="such as churn")],
    account: Annotated[str | None, typer.Option(help="one account, by name or key")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="every account")] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Ask a predictive model."""
    if (account is None) != everyone:
        raise typer.BadParameter("give either --account NAME or --all")
    helper = assistant.open_assistant(home_of(context))
    found = helper.predict_json(name, LOCAL_ADMIN, account=account, as_of=day(as_of))
    if as_json:
        console.print_json(json.dumps(found))
        return
    if found["declined"]:
        console.print(found["declined"])
        return
    grid = Grid("subject", "value", "low", "high", "band", "reasons")
    for row in found["rows"]:
        why = "; ".join(reason["text"] for reason in row["reasons"])
        grid.add_row(row["subject"], *(_three_digits(row[key]) for key in ("value", "low", "high")), row["band"], why)
    console.print(grid)


def _three_digits(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


@app.command()
def train(
    context: typer.Context, name: Annotated[str, typer.Argument(help="such as churn")], as_of: AsOf = None
) -> None:
    """Train a predictive model on the home's records."""
    console.print(assistant.open_assistant(home_of(context)).train(name, as_of=day(as_of)))


@index_app.command("rebuild")
def rebuild(context: typer.Context) -> None:
    """Embed every record again into a new generation of the index."""
    helper = assistant.open_assistant(home_of(context))
    with working("Indexing") as progress:
        helper.search.rebuild(progress)
    console.print("The index is rebuilt.")


@index_app.command("verify")
def verify(context: typer.Context) -> None:
    """Check the index's files, its encoder, its agreement with the records."""
    found = assistant.open_assistant(home_of(context)).search.verify()
    console.print(found.summary())
    raise typer.Exit(0 if found.sound else 1)
