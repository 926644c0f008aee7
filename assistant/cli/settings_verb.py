"""Verb `settings`: what a home has settled about its money and its calendar."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from assistant.cli.root import app, console, home_of
from assistant.records.money import rated_currencies
from assistant.records.preferences import KEYS, checked, read_preferences, write_preference
from assistant.records.settings import HomeSettings
from assistant.records.store import Store


@app.command()
def settings(
    context: typer.Context,
    key: Annotated[str | None, typer.Argument(help=f"one of {', '.join(KEYS)}")] = None,
    value: Annotated[str | None, typer.Argument(help="what it is to be from now on")] = None,
) -> None:
    """Show the home's currency, fiscal year, time zone and week, or change one of them."""
    if key is not None and value is not None:
        checked(key, value)  # before a home is made
        _change(Store.open(home_of(context)), key, value)
        return
    found = asdict(read_preferences(HomeSettings(Store.open(home_of(context), create=False))))
    if key is not None and key not in KEYS:
        checked(key, "")
    for one in KEYS if key is None else (key,):
        console.print(f"{one} {found[one]}")


def _change(store: Store, key: str, value: str) -> None:
    homes = HomeSettings(store)
    before = read_preferences(homes).currency
    console.print(f"{key} is now {write_preference(homes, key, value)}.")
    rated = rated_currencies(store)
    if key == "currency" and rated and read_preferences(homes).currency != before:
        console.print(
            f"The exchange rates on record ({', '.join(rated)}) are in {before}: "
            f"import exchange_rate.csv again with rates in {read_preferences(homes).currency}."
        )
