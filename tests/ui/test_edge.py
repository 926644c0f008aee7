from __future__ import annotations

import logging

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui.conftest import ADDRESS, Browser
from ui.edge import CONTENT_SECURITY_POLICY, Edge
from ui.limits import LARGEST_BODY, BodyLimit


def test_every_response_carries_the_strict_headers(browser: Browser) -> None:
    visitor = browser()
    answers = [
        visitor.get("/healthz"),
        visitor.get("/sign-in"),
        visitor.get("/nothing-here"),
        visitor.get("/", headers={"Host": "evil.test"}),
        visitor.post("/sign-in", headers={"Origin": "http://evil.test"}),
        browser(1).get("/"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 400, 403, 200]
    for answer in answers:
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost", "[::1]:7860", "crm.example.org"])
def test_our_own_host_names_are_answered(browser: Browser, host: str) -> None:
    assert browser().get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test", ""])
def test_a_forged_host_is_refused(browser: Browser, host: str) -> None:
    assert browser().get("/healthz", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/account", "/gradio_api/queue/join", "/api/v1/ask"])
def test_another_site_cannot_post(browser: Browser, path: str, headers: dict[str, str]) -> None:
    assert browser(1).post(path, headers=headers).status_code == 403


def test_another_site_cannot_read_either(browser: Browser) -> None:
    assert browser(1).get("/me", headers={"Origin": "http://evil.test"}).status_code == 403


def test_a_large_body_is_refused_announced_or_not(browser: Browser) -> None:
    ada = browser(1)
    announced = ada.post("/api/v1/ask", content=b"x" * 20_000_000)
    form = {"Origin": ADDRESS, "Content-Type": "application/x-www-form-urlencoded"}
    streamed = ada.post("/sign-in", content=(b"x" * 1_000_000 for _ in range(20)), headers=form)
    assert (announced.status_code, streamed.status_code) == (413, 413)
    assert announced.text == f"The request is larger than {LARGEST_BODY // 1_000_000} MB."


def test_a_body_within_the_limit_passes_whole() -> None:
    inner = FastAPI()

    @inner.post("/length")
    def length(body: dict[str, str]) -> int:
        return len(body["text"])

    client = TestClient(BodyLimit(inner, largest=100))
    assert client.post("/length", json={"text": "x" * 50}).json() == 50
    assert client.post("/length", json={"text": "x" * 100}).status_code == 413


def test_a_crash_becomes_a_reference_and_the_log_holds_no_words(caplog: pytest.LogCaptureFixture) -> None:
    inner = FastAPI()

    @inner.get("/crash")
    def crash() -> None:
        raise RuntimeError("what the customer wrote")

    with caplog.at_level(logging.ERROR):
        answer = TestClient(Edge(inner), raise_server_exceptions=False).get("/crash")
    assert answer.status_code == 500
    (record,) = [record for record in caplog.records if record.name == "crm_assistant.ui"]
    reference = answer.text.rsplit(" ", 1)[-1]
    assert reference in record.getMessage()
    assert "RuntimeError" in record.getMessage()
    assert "customer wrote" not in record.getMessage()
