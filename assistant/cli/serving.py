"""Verb `serve`: the web UI, as a child process."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import Annotated

import typer

from assistant.cli.recording import load_demo_if_empty
from assistant.cli.root import app, home_of


@app.command()
def serve(
    context: typer.Context,
    demo: Annotated[bool, typer.Option("--demo", help="load the demo company into an empty home")] = False,
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on", min=0, max=65535)] = 7860,
) -> None:
    """Serve the web UI with the HTTP API."""
    home = home_of(context)
    home.prepare()
    if demo:
        load_demo_if_empty(home)
    command = [sys.executable, "-m", "ui", "--home", str(home.path), "--host", host, "--port", str(port)]
    raise typer.Exit(_run(command))


def _run(command: list[str]) -> int:
    with subprocess.Popen(command) as child:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, _frame: child.send_signal(received))
        return child.wait()


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def finetune(context: typer.Context) -> None:
    """Train the reader of customers' messages; arguments go to `python -m finetune`."""
    raise typer.Exit(_run([sys.executable, "-m", "finetune", *context.args]))
