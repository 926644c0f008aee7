from __future__ import annotations

import pytest

from tests.ui.conftest import Browser
from tests.ui.fake_assistant import FakeAssistant
from ui.api import LONGEST_TEXT, MOST_TEXTS

ADA = {"Authorization": "Bearer token-ada"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nope"}, {"Authorization": "Basic token-ada"}])
@pytest.mark.parametrize("path", ["ask", "tag", "predict/churn"])
def test_without_a_valid_token_there_is_no_answer(browser: Browser, path: str, headers: dict[str, str]) -> None:
    answer = browser().post(f"/api/v1/{path}", json={"text": "hello"}, headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_session_cookie_is_no_token(browser: Browser) -> None:
    assert browser(1).post("/api/v1/ask", json={"text": "hello"}).status_code == 401


def test_each_verb_answers_with_the_command_lines_json(browser: Browser) -> None:
    caller = browser()
    asked = caller.post("/api/v1/ask", json={"text": "hello"}, headers=ADA)
    tagged = caller.post("/api/v1/tag", json={"texts": ["refund me"]}, headers=ADA)
    predicted = caller.post("/api/v1/predict/churn", json={"account": "A1"}, headers=ADA)
    assert asked.json() == {"id": "", "status": "answered", "text": "Ada: hello"}
    assert tagged.json() == [{"text": "refund me", "intent": "refund"}]
    assert predicted.json() == {"kind": "churn", "rows": [], "declined": None, "account": "A1"}


def test_an_expected_failure_is_one_sentence(browser: Browser) -> None:
    answer = browser().post("/api/v1/predict/weather", json={}, headers=ADA)
    assert answer.status_code == 404
    assert answer.json() == {"error": "I can't find the predictor “weather”. Did you mean churn?"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("ask", {"text": ""}),
        ("ask", {"text": "x" * (LONGEST_TEXT + 1)}),
        ("ask", {"text": "hello", "user": 1}),
        ("ask", {}),
        ("tag", {"texts": []}),
        ("tag", {"texts": ["x"] * (MOST_TEXTS + 1)}),
        ("predict/churn", {"account": "x" * 201}),
    ],
)
def test_a_body_out_of_bounds_is_refused(browser: Browser, path: str, body: dict[str, object]) -> None:
    assert browser().post(f"/api/v1/{path}", json=body, headers=ADA).status_code == 422


def test_health_needs_no_sign_in_and_tells_nothing_of_the_records(
    browser: Browser, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = browser()
    assert visitor.get("/healthz").json() == {"status": "ok"}
    assert visitor.get("/readyz").json() == {"status": "ready"}
    monkeypatch.setattr(assistant, "notices", ("The index of Acme is missing.",))
    assert visitor.get("/readyz").json() == {"status": "degraded"}


@pytest.mark.parametrize(
    "body", [b'{"text":"\\ud800 Ada"}', b'{"text":"hi","\\ud800 Ada":1}', b'{"text":["Ada"]}', b'{"text":"\xff']
)
def test_a_malformed_body_is_refused_without_repeating_the_text(browser: Browser, body: bytes) -> None:
    answer = browser().post("/api/v1/ask", content=body, headers={**ADA, "Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert '"input"' not in answer.text
