"""Where a PostgreSQL database is, as a driver that is installed understands it."""

from __future__ import annotations

import getpass
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from assistant.errors import DatabaseDriverMissing, DatabaseUrlWrong

DRIVERS = ("pg8000", "psycopg")
"""Names of the drivers, which are those of their modules; the first one that is installed is taken."""

SOCKET = ".s.PGSQL.5432"


@dataclass(frozen=True, slots=True)
class Address:
    """One database with the role that signs in to it; as text it never shows the password."""

    url: URL
    arguments: Mapping[str, Any] = field(default_factory=dict, repr=False)  # of the driver's `connect`

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address such as `postgres://ada:secret@db.example.com:5432/crm?sslmode=require`.

        Raises:
            DatabaseUrlWrong: It is none of a PostgreSQL database, or asks for something that the driver cannot do.
            DatabaseDriverMissing: No driver for PostgreSQL is installed.
        """
        try:
            url = make_url(text)
        except (ArgumentError, ValueError):  # whose own words may hold a part of the password
            raise DatabaseUrlWrong("it cannot be read") from None
        if "@" in (url.host or ""):  # which is the rest of a password
            raise DatabaseUrlWrong("it has more than one @")
        system, _, driver = url.drivername.partition("+")
        if system not in ("postgres", "postgresql"):
            raise DatabaseUrlWrong(f"it starts with {system!r}")
        driver = _installed(driver)
        url = url.set(drivername=f"postgresql+{driver}", username=url.username or getpass.getuser())
        return cls(url) if driver == "psycopg" else _for_pg8000(url)

    def __str__(self) -> str:
        query = self.url.query
        where = query.get("unix_sock") or query.get("host") or f"{self.url.host or 'localhost'}:{self.url.port or 5432}"
        return f"{where}/{self.url.database or self.url.username}"

    def signed_in_as(self, role: str, password: str) -> Address:
        """The same database for another role."""
        return replace(self, url=self.url.set(username=role, password=password))

    def for_tools(self) -> str:
        """What `pg_dump` and `psql` take, without the password."""
        at = self.url
        socket = at.query.get("unix_sock")
        query = {"host": socket.removesuffix(f"/{SOCKET}")} if isinstance(socket, str) else {}
        url = URL.create("postgresql", at.username, None, at.host, at.port, at.database, query)
        return url.render_as_string(hide_password=False)


def _installed(driver: str) -> str:
    if driver and driver not in DRIVERS:
        raise DatabaseUrlWrong(f"it names the driver {driver!r}, while {' and '.join(DRIVERS)} are known here")
    for name in (driver,) if driver else DRIVERS:
        if find_spec(name) is not None:
            return name
    raise DatabaseDriverMissing(driver or DRIVERS[0])


def _for_pg8000(url: URL) -> Address:
    """Say in this driver's words what addresses say in those of PostgreSQL's own library."""
    said = {name: value for name, value in url.query.items() if isinstance(value, str)}
    kept: dict[str, str] = {name: said.pop(name) for name in ("unix_sock", "application_name") if name in said}
    arguments: dict[str, Any] = {}
    if (folder := said.pop("host", "")).startswith("/"):
        kept["unix_sock"] = f"{folder}/{SOCKET}"
    elif folder:
        url = url.set(host=folder)
    mode, roots = said.pop("sslmode", "prefer"), said.pop("sslrootcert", None)
    if mode not in ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"):
        raise DatabaseUrlWrong(f"there is no sslmode {mode!r}")
    if mode.startswith("verify"):
        context = ssl.create_default_context(cafile=roots)
        context.check_hostname = mode == "verify-full"
        arguments["ssl_context"] = context
    elif mode in ("disable", "require"):
        arguments["ssl_context"] = mode == "require"  # otherwise encrypted where the server can
    if seconds := said.pop("connect_timeout", None):
        raise DatabaseUrlWrong(f"pg8000 knows no connect_timeout={seconds}; leave it out or install psycopg")
    if said:
        raise DatabaseUrlWrong(f"pg8000 knows no {' or '.join(sorted(said))}; leave it out or install psycopg")
    return Address(url.set(query=kept), arguments)
