"""Verbs over the records: `demo`, `backup`, `check`."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.root import app, console, home_of
from assistant.cli.working import working
from assistant.errors import UnsoundHome
from assistant.home import Home
from assistant.records import demo as demo_company
from assistant.records.backup import backup_to
from assistant.records.demo import Story
from assistant.records.integrity import integrity
from assistant.records.records import RecordsStore
from assistant.records.store import Store


class Told(StrEnum):
    """Whether the demo company's records hold anything to be learnt."""

    FULL = "full"
    NONE = "none"


@app.command()
def demo(
    context: typer.Context,
    seed: Annotated[int, typer.Option(help="another seed, another company")] = 0,
    story: Annotated[Told, typer.Option(help="none: the same numbers, dealt out by lot")] = Told.FULL,
    scale: Annotated[float, typer.Option(help="0.05 to 20 times 600 accounts with 8,000 tickets")] = 1.0,
) -> None:
    """Load the demo company into the home."""
    load_demo(home_of(context), seed=seed, story=Story() if story is Told.FULL else Story.none(), scale=scale)


def load_demo(home: Home, *, seed: int = 0, story: Story = Story(), scale: float = 1.0) -> None:  # noqa: B008 - frozen
    """Load the demo company into an empty home.

    Raises:
        UserFixable: The home holds records already, or there is no company of that scale.
    """
    store = Store.open(home)
    with working("Making the demo company") as progress:
        counts = demo_company.load(
            store,
            seed=seed,
            story=story,
            scale=scale,
            progress=lambda table, done, total: progress(done, total, table),
        )
    console.print(
        f"Loaded the demo company: {counts.accounts:,} accounts, {counts.contacts:,} contacts, {counts.deals:,} deals, "
        f"{counts.tickets:,} tickets with {counts.messages:,} messages, {counts.orders:,} orders."
    )


def load_demo_if_empty(home: Home) -> None:
    """Load the demo company unless the home holds records."""
    if RecordsStore(Store.open(home)).is_empty():
        load_demo(home)


@app.command()
def backup(
    context: typer.Context, out: Annotated[Path | None, typer.Option(help="default: a dated file in the home")] = None
) -> None:
    """Copy the database while it is in use, checked."""
    home = home_of(context)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target = out or home.backups / f"crm-{stamp}.db"
    backup_to(Store.open(home, create=False), target)
    console.print(f"Backed up to {target}.")


@app.command()
def check(context: typer.Context) -> None:
    """Check that the database is whole, with every reference resolved."""
    home = home_of(context)
    verdict = integrity(Store.open(home, create=False))
    if verdict != "ok":
        raise UnsoundHome(str(home.path), verdict)
    console.print(f"{home.path} is sound.")
