from __future__ import annotations

from tests.ui.conftest import ADDRESS, QUICK, Browser
from tests.ui.fake_assistant import FakeAssistant
from ui.guards import COOKIE

OURS = {"Origin": ADDRESS}
PASSWORD = "a long enough sentence"


def test_a_stranger_is_sent_to_the_sign_in_page_from_every_page(browser: Browser) -> None:
    for path in ("/", "/accounts", "/tickets", "/account"):
        answer = browser().get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_a_stranger_gets_401_from_everything_that_is_no_page(browser: Browser) -> None:
    for path in ("/me", "/config", "/turns/1/table.csv", "/gradio_api/info"):
        assert browser().get(path).status_code == 401


def test_a_welcome_link_works_once(browser: Browser, assistant: FakeAssistant) -> None:
    assistant.people.links["once"] = 1
    first = browser().get("/welcome/once")
    assert (first.status_code, first.headers["location"]) == (303, "/")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    second = browser().get("/welcome/once")
    assert (second.status_code, "used already" in second.text, "set-cookie" in second.headers) == (410, True, False)


def test_over_https_the_cookie_is_secure(browser: Browser, assistant: FakeAssistant) -> None:
    assistant.people.links["tls"] = 1
    answer = browser(address="https://127.0.0.1").get("/welcome/tls")
    assert "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_a_chosen_password_signs_in_again(browser: Browser, assistant: FakeAssistant) -> None:
    ada = browser(1)
    saved = ada.post("/account", data={"password": PASSWORD}, headers=OURS)
    assert (saved.status_code, saved.headers["location"]) == (303, "/")
    assert assistant.people.hashes[1].startswith("$argon2id$")
    again = browser()
    answer = again.post("/sign-in", data={"name": "ADA", "password": PASSWORD}, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert again.get("/me").json() == {"name": "Ada", "role": "admin"}


def test_a_short_password_is_refused_with_a_reason(browser: Browser, assistant: FakeAssistant) -> None:
    answer = browser(2).post("/account", data={"password": "short"}, headers=OURS)
    assert (answer.status_code, "at least 10 characters" in answer.text) == (422, True)
    assert 2 not in assistant.people.hashes


def test_signing_in_rotates_the_session(browser: Browser, assistant: FakeAssistant) -> None:
    assistant.people.hashes[1] = QUICK.make(PASSWORD)
    ada = browser(1)
    before = ada.cookies[COOKIE]
    ada.post("/sign-in", data={"name": "Ada", "password": PASSWORD}, headers=OURS)
    assert assistant.people.user_of_session(before) is None


def test_a_session_replayed_after_sign_out_is_worth_nothing(browser: Browser) -> None:
    ada = browser(1)
    stolen = ada.cookies[COOKIE]
    assert ada.get("/me").status_code == 200
    assert ada.post("/sign-out", headers=OURS).headers["location"] == "/sign-in"
    thief = browser()
    thief.cookies.set(COOKIE, stolen)
    assert thief.get("/me").status_code == 401
    assert thief.get("/", headers={"Accept": "text/html"}).status_code == 303
    assert thief.post("/gradio_api/queue/join", json={"session_hash": "x"}, headers=OURS).status_code == 401


def test_the_sixth_try_in_a_minute_is_refused(browser: Browser) -> None:
    visitor = browser()
    statuses = [
        visitor.post("/sign-in", data={"name": "somebody", "password": "wrong"}, headers=OURS).status_code
        for _ in range(6)
    ]
    assert statuses == [401, 401, 401, 401, 401, 429]


def test_an_unknown_name_reads_like_a_wrong_password(assistant: FakeAssistant, browser: Browser) -> None:
    assistant.people.hashes[2] = QUICK.make(PASSWORD)
    answers = [
        browser().post("/sign-in", data={"name": name, "password": "wrong"}, headers=OURS).text.replace(name, "NAME")
        for name in ("Ben", "nobody at all")
    ]
    assert answers[0] == answers[1]


def test_a_name_with_markup_is_shown_as_text(browser: Browser) -> None:
    answer = browser().post("/sign-in", data={"name": '"><script>x</script>', "password": "wrong"}, headers=OURS)
    assert "<script>" not in answer.text
    assert "&quot;&gt;&lt;script&gt;x&lt;/script&gt;" in answer.text
