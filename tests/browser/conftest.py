"""A real Chromium before a site over a small assistant, or before the real one with the demo company."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, Request, sync_playwright

from tests.ui.fake_assistant import FakeAssistant
from ui.listening import listen
from ui.server import create_app, end_streams

NAMES = ("chromium", "chromium-browser", "google-chrome")
LAUNCH = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OURS = ("http://127.0.0.1:", "data:", "blob:")


def chromium() -> str | None:
    """Where a Chromium is, if anywhere."""
    named = os.environ.get("CHROMIUM")
    candidates = [named] if named else list(NAMES)
    return next((found for name in candidates if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")


@pytest.fixture(scope="module")  # no longer: it keeps a loop running in this thread
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def chrome(playwright: Playwright) -> Iterator[Browser]:
    path = chromium()
    if path is None:
        why = f"NO BROWSER TEST RAN: no Chromium in $CHROMIUM, none of {', '.join(NAMES)} on PATH"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(why)
        sys.stderr.write(f"\n{why}\n")
        pytest.skip(why)
    browser = playwright.chromium.launch(executable_path=path, args=list(LAUNCH))
    yield browser
    browser.close()


@dataclass
class Watch:
    """What a page did that it should not."""

    foreign: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("console", lambda line: self.console.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("dialog", self._dialog)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith(OURS):
            self.foreign.append(request.url)


Open = Callable[..., Page]


@pytest.fixture
def open_page(chrome: Browser) -> Iterator[Open]:
    """Opens pages in a context of their own; afterwards nothing foreign was asked for, no error was logged."""
    watch = Watch()
    contexts: list[BrowserContext] = []

    def make(address: str, *, width: int = 1280, dark: bool = False, policy: bool = True) -> Page:
        context = chrome.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            bypass_csp=not policy,
        )
        contexts.append(context)
        page = context.new_page()
        watch.on(page)
        page.goto(address)
        return page

    yield make
    for context in contexts:
        context.close()
    assert (watch.foreign, watch.dialogs, watch.console) == ([], [], [])


@dataclass(frozen=True)
class Site:
    """A running site over a small assistant that the test can look into."""

    address: str
    assistant: FakeAssistant

    def link(self, name: str = "Ada") -> str:
        """A fresh one-time link."""
        token = f"link-{len(self.assistant.people.links)}-{time.monotonic_ns()}"
        self.assistant.people.links[token] = {"Ada": 1, "Ben": 2}[name]
        return f"{self.address}/welcome/{token}"


class SmallServer(uvicorn.Server):
    """Stops when told to from another thread."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=3))
        self.app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        end_streams(self.app)
        await super().shutdown(sockets)


@contextmanager
def running(assistant: FakeAssistant) -> Iterator[Site]:
    """Serve an assistant from a thread of this process."""
    servers: list[SmallServer] = []

    async def serve(taken: socket.socket) -> None:
        servers.append(SmallServer(create_app(assistant)))
        await servers[0].serve(sockets=[taken])

    with listen("127.0.0.1", 0) as taken:
        thread = threading.Thread(target=lambda: asyncio.run(serve(taken)), daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{taken.getsockname()[1]}", assistant)
        servers[0].should_exit = True
        thread.join(15)


@pytest.fixture(scope="module")
def small_site() -> Iterator[Site]:
    with running(FakeAssistant()) as site:
        yield site


@dataclass
class RealSite:
    """The real server as its own process, over the demo company."""

    process: subprocess.Popen[str]
    home: Path
    first_line: str

    @property
    def address(self) -> str:
        return self.first_line.removeprefix("Sign in: ").split("/welcome/")[0].strip()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demo") / "home"
    main = "from assistant.cli import main; main()"
    command = [sys.executable, "-c", main, "demo", "--scale", "0.1", "--home", str(home)]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return home


@pytest.fixture(scope="session")
def real_site(demo_home: Path) -> Iterator[RealSite]:
    command = [sys.executable, "-m", "ui", "--home", str(demo_home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield RealSite(process, demo_home, process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 0
        assert process.stdout.read() == ""


def ask(page: Page, text: str, answer: str) -> None:
    """Send a message, wait for words of its answer, then until the next can be sent."""
    page.locator("#msg textarea").fill(text)
    page.locator("#msg textarea").press("Enter")
    page.locator("#chat").get_by_text(answer).last.wait_for(timeout=60_000)
    page.locator("#msg textarea:enabled").wait_for(timeout=60_000)
