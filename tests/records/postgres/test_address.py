"""Addresses of databases, as people paste them."""

from __future__ import annotations

import ssl
import traceback
from importlib.util import find_spec

import pytest

from assistant.errors import AssistantError, DatabaseDriverMissing, DatabaseUrlWrong
from assistant.records.postgres import Address, address
from assistant.settings import Settings

SECRET = "s3cret"


@pytest.fixture
def drivers(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The drivers that are installed, as far as addresses can see."""
    installed = {"pg8000"}
    monkeypatch.setattr(address, "find_spec", lambda name: find_spec("ssl") if name in installed else None)
    return installed


@pytest.mark.parametrize("text", ["postgres://", "postgresql://", "postgresql+pg8000://"])
def test_the_usual_beginnings_lead_to_the_driver_that_is_installed(drivers: set[str], text: str) -> None:
    found = Address.parse(f"{text}ada:{SECRET}@db.example.com/crm")
    assert found.url.render_as_string(hide_password=False) == f"postgresql+pg8000://ada:{SECRET}@db.example.com/crm"
    drivers.clear()
    drivers.add("psycopg")
    if "+" not in text:
        assert Address.parse(f"{text}ada@db/crm").url.drivername == "postgresql+psycopg"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"mysql://ada:{SECRET}@db/crm", "it starts with 'mysql'"),
        (f"postgresql+psycopg2://ada:{SECRET}@db/crm", "psycopg2"),
        (f"postgresql://ada:x@{SECRET}@db/crm", "more than one @"),
        (f"ada:{SECRET}@db", "cannot be read"),
        (f"postgresql://ada:{SECRET}@db/crm?sslmode=perhaps", "no sslmode 'perhaps'"),
        (f"postgresql://ada:{SECRET}@db/crm?target_session_attrs=any", "knows no target_session_attrs"),
    ],
)
def test_what_is_no_address_is_said_without_the_password(drivers: set[str], text: str, why: str) -> None:
    with pytest.raises(DatabaseUrlWrong, match=why) as caught:
        Address.parse(text)
    assert SECRET not in told(caught.value)
    assert "postgresql://USER:PASSWORD@HOST:PORT/DATABASE" in str(caught.value)


def test_without_a_driver_the_command_that_installs_one_is_said(drivers: set[str]) -> None:
    drivers.clear()
    for text in ("postgresql://ada@db/crm", "postgresql+psycopg://ada@db/crm"):
        with pytest.raises(DatabaseDriverMissing, match=r"pip install 'crm-assistant\[postgres\]'"):
            Address.parse(text)


@pytest.mark.parametrize(
    ("query", "arguments", "kept"),
    [
        ("", {}, {}),
        ("?sslmode=prefer", {}, {}),
        ("?sslmode=require", {"ssl_context": True}, {}),
        ("?sslmode=disable&application_name=crm", {"ssl_context": False}, {"application_name": "crm"}),
        ("?host=/run/postgresql", {}, {"unix_sock": "/run/postgresql/.s.PGSQL.5432"}),
    ],
)
def test_the_words_of_postgresqls_own_library_are_understood(
    drivers: set[str], query: str, arguments: dict[str, bool], kept: dict[str, str]
) -> None:
    found = Address.parse(f"postgresql://ada@db/crm{query}")
    assert (dict(found.arguments), dict(found.url.query)) == (arguments, kept)


def test_a_certificate_is_checked_when_that_is_asked_for(drivers: set[str]) -> None:
    for mode, names in (("verify-ca", False), ("verify-full", True)):
        context = Address.parse(f"postgresql://ada@db/crm?sslmode={mode}").arguments["ssl_context"]
        assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, names)


def test_an_address_shows_where_it_leads_to_and_never_the_password(drivers: set[str]) -> None:
    found = Address.parse(f"postgresql://ada:{SECRET}@db.example.com/crm")
    assert str(found) == "db.example.com:5432/crm"
    assert found.for_tools() == "postgresql://ada@db.example.com/crm"
    assert SECRET not in repr(found)
    assert SECRET not in repr(Settings(database_url=f"postgresql://ada:{SECRET}@db/crm"))


def told(error: AssistantError) -> str:
    return "".join(traceback.format_exception(error)) + error.reply
