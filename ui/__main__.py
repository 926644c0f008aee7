"""`python -m ui`: serves one home until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from assistant.app import open_assistant
from assistant.errors import AssistantError, OperatorFixable
from assistant.settings import Settings
from ui.backend import Backend
from ui.background import Caretaker
from ui.first_run import NoAdministrator, welcome_token
from ui.listening import address_of, is_loopback, listen
from ui.quiet import quieten_gradio
from ui.server import create_app, end_streams

DRAIN_SECONDS = 8


def main(arguments: list[str] | None = None) -> int:
    """Serve; 0 after a stop, 1 after an expected failure, which is one line."""
    parser = argparse.ArgumentParser(prog="python -m ui", description="Serve the web UI with the HTTP API.")
    parser.add_argument("--home", type=Path, default=Settings().home, help="the home's folder")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on; 0 takes a free one")
    chosen = parser.parse_args(arguments)
    try:
        return serve(chosen.home, chosen.host, chosen.port)
    except AssistantError as error:
        sys.stderr.write(f"{error if isinstance(error, OperatorFixable) else error.reply}\n")  # here the operator reads
        return 1


class DrainingServer(uvicorn.Server):
    """Ends the pages' open streams when it stops, for they would outlast any drain."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting, then drain."""
        end_streams(self._app)
        await super().shutdown(sockets)


def serve(home: Path, host: str, port: int) -> int:
    """Open the home, take the port, answer until a signal comes.

    Raises:
        PortInUse: Somebody else has the port.
        NoAdministrator: The address is public while no administrator has a password.
        OperatorFixable: The home cannot be opened.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    quieten_gradio()
    with listen(host, port) as taken:
        backend = open_assistant(home, create=True)
        if not is_loopback(host) and not backend.people.has_administrator():
            raise NoAdministrator(host)
        names = [name.strip() for name in Settings().public_hosts.split(",") if name.strip()]
        token = welcome_token(backend.people)
        address = address_of(taken, host)
        sys.stdout.write(f"Sign in: {address}/welcome/{token}\n" if token else f"Serving on {address}\n")
        sys.stdout.flush()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: None)  # uvicorn raises them again once it has drained
        asyncio.run(_answer(backend, names, taken))
    return 0


async def _answer(backend: Backend, public_hosts: list[str], taken: socket.socket) -> None:
    """In a running loop, for otherwise Gradio opens one of its own."""
    caretaker = Caretaker(backend)
    app = create_app(backend, public_hosts=public_hosts, caretaker=caretaker)
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        lifespan="on",
    )
    caretaker.start()
    await DrainingServer(config, app).serve(sockets=[taken])


if __name__ == "__main__":
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    code = main()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # all is stored; taking down torch with its threads would outlast the drain by seconds
