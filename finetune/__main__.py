"""The verbs of training: `python -m finetune messages`, `classify`, `from-corrections`, `fewshot`."""

from __future__ import annotations

import logging
import sys

import typer

from assistant.errors import AssistantError
from finetune import corrections, fewshot, messages
from finetune.classify import command as classify

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Train readers of text on your own machine.",
)
app.command("messages")(messages.main)
app.command("classify")(classify.main)
app.command("from-corrections")(corrections.main)
app.command("fewshot")(fewshot.main)


def main() -> int:
    """Run a verb; options without one go to `messages`. An expected failure is one line, exit code 1."""
    given = ["from-corrections" if one == "--from-corrections" else one for one in sys.argv[1:]]
    verbless = bool(given) and given[0].startswith("--") and given[0] != "--help"
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    try:
        app(["messages", *given] if verbless else given)
    except AssistantError as error:
        typer.echo(error.reply, err=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
