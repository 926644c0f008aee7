"""What many tests share: one demo company, loaded, indexed, tagged once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, open_assistant
from assistant.home import Home
from assistant.records import demo
from assistant.records.store import Store
from tests.postgres_server import PostgresServer, SharedHome, running, shared_home

os.environ.pop("CRM_DATABASE_URL", None)  # which may be a real company's

SMALL = 0.1
"""The scale at which the demo company has its hundred hand-made accounts with 800 tickets."""


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a small demo company's records; tests only read it."""
    path = tmp_path_factory.mktemp("demo") / "home"
    store = Store.open(Home(path))
    demo.load(store, seed=0, scale=SMALL)
    store.close()
    return path


@pytest.fixture(scope="session")
def demo_assistant(demo_home: Path) -> Assistant:
    """The assistant over the demo company, indexes built, messages tagged."""
    assistant = open_assistant(demo_home)
    assistant.catch_up(lambda done, total: None)
    return assistant


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server, started when the first test asks for it."""
    with running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty home in a PostgreSQL database of the test's own."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def shared_postgres(postgres_server: PostgresServer) -> Iterator[SharedHome]:
    """One home on PostgreSQL for all tests that empty it first."""
    with shared_home(postgres_server) as home:
        yield home


@pytest.fixture
def postgres_store(shared_postgres: SharedHome) -> Store:
    """An empty home on PostgreSQL."""
    return shared_postgres.emptied()
