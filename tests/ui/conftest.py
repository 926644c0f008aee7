"""The site over a small assistant in memory, built once per test file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui.fake_assistant import FakeAssistant
from ui.guards import COOKIE
from ui.passwords import Passwords
from ui.server import create_app

ADDRESS = "http://127.0.0.1:7860"
QUICK = Passwords(PasswordHasher.from_parameters(CHEAPEST))
Browser = Callable[..., TestClient]


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="module")
def site(assistant: FakeAssistant) -> FastAPI:
    with ThreadPoolExecutor(1) as elsewhere:  # a browser test may have left a loop running in this thread
        return elsewhere.submit(asyncio.run, _build(assistant)).result()


async def _build(assistant: FakeAssistant) -> FastAPI:
    """In a running loop, for otherwise Gradio leaves event loops open."""
    return create_app(assistant, public_hosts=["crm.example.org"], passwords=QUICK)


@pytest.fixture
def browser(site: FastAPI, assistant: FakeAssistant) -> Iterator[Browser]:
    """Makes browsers; `user_id` is who is signed in, 0 nobody."""
    opened: list[TestClient] = []

    def make(user_id: int = 0, *, address: str = ADDRESS) -> TestClient:
        client = TestClient(site, base_url=address, follow_redirects=False, raise_server_exceptions=False)
        opened.append(client)
        if user_id:
            client.cookies.set(COOKIE, assistant.people.create_session(user_id, timedelta(hours=1)))
        return client

    yield make
    for client in opened:
        client.close()
