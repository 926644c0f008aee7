"""The command line: thin verbs over the library."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

from rich.console import Console

from assistant.cli import (
    asking,
    duplicating,
    exporting,
    fitting,
    importing,
    models,
    people,
    quarantining,
    recording,
    serving,
    settings_verb,
    teaching,
    watching,
)
from assistant.cli.root import app, home_first
from assistant.errors import AssistantError, OperatorFixable

__all__ = [
    "app",
    "asking",
    "duplicating",
    "exporting",
    "fitting",
    "importing",
    "main",
    "models",
    "people",
    "quarantining",
    "recording",
    "serving",
    "settings_verb",
    "teaching",
    "watching",
]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb; exit 0 when done, 1 with one line on an expected failure, 2 on wrong usage."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        app(home_first(sys.argv[1:] if arguments is None else arguments))
    except AssistantError as error:
        errors.print(str(error) if isinstance(error, OperatorFixable) else error.reply)  # here the operator reads
        raise SystemExit(1) from error
