"""Verb `duplicates`: records that may be one, merged or kept apart by a person."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from assistant.cli.root import app, console, home_of
from assistant.cli.working import working
from assistant.records.duplicates import Proposal, dismiss, find_duplicates, merge, proposals, reconsider, unmerge
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

verbs = typer.Typer(no_args_is_help=True, help="Records that may be one and the same.")
app.add_typer(verbs, name="duplicates")
Number = Annotated[int, typer.Argument(help="the proposal's number")]


@verbs.command()
def find(context: typer.Context) -> None:
    """Look through all accounts and contacts."""
    store = Store.open(home_of(context), create=False)
    for name in ("account", "contact"):
        with working(f"Comparing {name}s") as progress:
            found = find_duplicates(store, name, progress=progress)
        console.print(f"{found:,} pairs of {name}s may be one.")


@verbs.command("list")
def list_(
    context: typer.Context,
    status: Annotated[Literal["proposed", "merged", "dismissed"], typer.Option(help="which ones")] = "proposed",
) -> None:
    """Show pairs with what speaks for each, surest first."""
    found = proposals(Store.open(home_of(context), create=False), LOCAL_ADMIN, status=status)
    for one in found:
        console.print(_line(one))
    if not found:
        console.print("None." if status != "proposed" else "None: `crm-assistant duplicates find` looks for them.")


@verbs.command("merge")
def merge_(
    context: typer.Context,
    number: Number,
    keep: Annotated[int | None, typer.Option(help="id of the record that stays; default: the first one")] = None,
) -> None:
    """Make one record of a pair; `unmerge` parts them again."""
    merge(Store.open(home_of(context), create=False), LOCAL_ADMIN, number, keep=keep)
    console.print(f"Merged; `crm-assistant duplicates unmerge {number}` parts them again.")


@verbs.command("unmerge")
def unmerge_(context: typer.Context, number: Number) -> None:
    """Part two merged records."""
    unmerge(Store.open(home_of(context), create=False), LOCAL_ADMIN, number)
    console.print("Parted: both records are back.")


@verbs.command("dismiss")
def dismiss_(context: typer.Context, number: Number) -> None:
    """Say that a pair is two; it is not proposed again."""
    dismiss(Store.open(home_of(context), create=False), LOCAL_ADMIN, number)
    console.print(f"Kept apart; `crm-assistant duplicates reconsider {number}` proposes them again.")


@verbs.command("reconsider")
def reconsider_(context: typer.Context, number: Number) -> None:
    """Propose a pair again that was kept apart."""
    reconsider(Store.open(home_of(context), create=False), LOCAL_ADMIN, number)
    console.print(f"Proposed again: `crm-assistant duplicates merge {number}` makes one record of them.")


def _line(one: Proposal) -> str:
    pair = f"{one.kept.name} (id {one.kept.id}) and {one.merged_name}"
    if one.merged is not None:
        pair += f" (id {one.merged.id})"
    return f"{one.id}. {one.object}: {pair}, {one.probability:.0%}: {'; '.join(one.evidence)}"
