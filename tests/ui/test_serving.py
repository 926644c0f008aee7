from __future__ import annotations

import socket
from pathlib import Path
from types import SimpleNamespace

import pytest

import ui.__main__ as child
from assistant.errors import PortInUse
from assistant.home import Home
from assistant.records.people import People
from assistant.records.store import Store
from tests.ui.fake_assistant import FakeAssistant
from ui.backend import Backend
from ui.first_run import welcome_token
from ui.listening import CannotListen, address_of, is_loopback, listen
from ui.passwords import Passwords


def accepts(backend: Backend) -> Backend:
    return backend


@pytest.fixture
def people(tmp_path: Path) -> People:
    return People(Store.open(Home(tmp_path)))


def test_a_new_home_gets_an_administrator_and_a_link_that_signs_in(people: People) -> None:
    first = welcome_token(people)
    assert first is not None
    again = welcome_token(people)
    assert again is not None
    user = people.redeem_welcome(first)
    assert user is not None
    assert (user.name, user.role) == ("admin", "admin")
    assert people.redeem_welcome(first) is None
    assert people.redeem_welcome(again) == user


def test_once_an_administrator_has_a_password_no_link_is_made(people: People) -> None:
    people.set_password_hash(people.add_user("Root", role="admin"), Passwords().make("a long enough sentence"))
    assert welcome_token(people) is None
    assert [user.name for user in people.list_users()] == ["Root"]


def test_a_port_in_use_is_named() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert address_of(taken, "127.0.0.1") == f"http://127.0.0.1:{port}"
        with pytest.raises(PortInUse, match=f"Port {port} on 127.0.0.1 is in use"):
            listen("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_named() -> None:
    with pytest.raises(CannotListen, match=r"Cannot listen on 192\.0\.2\.1 port 0"):
        listen("192.0.2.1", 0)


def test_loopback_is_told_from_public() -> None:
    loopback = [is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")]
    public = [is_loopback(host) for host in ("0.0.0.0", "::", "192.168.1.5", "crm.example.org", "")]
    assert (loopback, public) == ([True] * 4, [False] * 5)


def test_a_public_address_waits_for_an_administrators_password(
    people: People, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(child, "open_assistant", lambda home, create: SimpleNamespace(people=people))
    assert child.main(["--home", str(tmp_path), "--host", "0.0.0.0", "--port", "0"]) == 1
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("No administrator has a password yet, so the server does not listen on 0.0.0.0: ")
    assert said.err.count("\n") == 1


def test_a_port_in_use_ends_with_one_sentence(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert child.main(["--home", str(tmp_path), "--port", str(port)]) == 1
    assert capfd.readouterr().err == f"Port {port} on 127.0.0.1 is in use: choose another with --port.\n"


def test_the_small_assistant_is_what_the_pages_expect() -> None:
    assert accepts(FakeAssistant()).company == "Demo"
