"""Failures of the pages are pages in the house style with a sentence and a way on; programs get JSON."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.ui.conftest import ADDRESS, Browser
from ui.limits import LARGEST_BODY

OURS = {"origin": ADDRESS}
READER = {"accept": "text/html,application/xhtml+xml"}


def told(answer: Any) -> tuple[int, str, str]:
    """Status, sentence, where the way on leads."""
    assert answer.headers["content-type"] == "text/html; charset=utf-8", answer.text
    sentence = re.search(r'role="alert">([^<]+)<', answer.text)
    way = re.search(r'<a [^>]*href="([^"]+)"[^>]* id="way-on"', answer.text)
    return answer.status_code, sentence[1] if sentence else "", way[1] if way else ""


@pytest.mark.parametrize(
    ("path", "status", "sentence", "way"),
    [
        ("/imports/12345", 404, "I can&#39;t find the import batch “12345”.", "/imports"),
        ("/imports/new", 404, "There is no such page; it may have been taken away meanwhile.", "/imports"),
        ("/imports/1/2/3", 404, "There is no such page; it may have been taken away meanwhile.", "/imports"),
        ("/imports/new/0123456789abcdef", 404, "These files are not here any more, as uploads are kept for 7 days: "
         "upload them again.", "/imports"),
        ("/duplicates?status=all", 422, "I cannot read what this form sent; go back, look at it again, "
         "then send it once more.", "/"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_page(browser: Browser, path: str, status: int, sentence: str, way: str) -> None:
    assert told(browser(1).get(path)) == (status, sentence, way)


@pytest.mark.parametrize("path", ["/imports", "/imports/1", "/imports/new/0123456789abcdef", "/duplicates"])
def test_what_is_forbidden_is_a_page_that_leads_home(browser: Browser, path: str) -> None:
    status, sentence, way = told(browser(2).get(path))
    assert (status, way) == (403, "/")
    assert sentence.startswith("Your role does not allow you to ")


def test_a_form_sent_after_the_session_ended_leads_to_the_sign_in(browser: Browser) -> None:
    for path in ("/imports", "/imports/new/0123456789abcdef", "/imports/1/revert", "/duplicates", "/duplicates/1"):
        answer = browser().post(path, headers=OURS)
        assert told(answer) == (401, "Your session has ended; sign in, then do it again.", "/sign-in")
    moved = browser().get("/imports", headers=READER)
    assert (moved.status_code, moved.headers["location"]) == (303, "/sign-in")


def test_a_form_that_makes_no_sense_is_a_page(browser: Browser) -> None:
    client = browser(1)
    for path, fields in (("/imports/new/0123456789abcdef", {"do": "x"}), ("/duplicates/1", {"do": "drop table"})):
        assert told(client.post(path, data=fields, headers=OURS))[0] == 422


def test_too_large_an_upload_is_read_to_its_end_and_refused_on_a_page(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.limits.LARGER", {"/imports": LARGEST_BODY + 1_000_000})
    files = [("files", ("a.csv", b"x" * (LARGEST_BODY + 2_000_000)))]
    answer = browser(1).post("/imports", files=files, headers=OURS)
    sentence = "These files are larger than 250 MB together; use `crm-assistant import` on the server for them."
    assert told(answer) == (413, sentence, "/imports")


def test_a_crash_is_a_page_with_a_reference(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("assistant.records.batches.history.batch", crash)
    status, sentence, way = told(browser(1).get("/imports/1"))
    assert (status, way) == (500, "/imports")
    assert re.fullmatch(r"Something went wrong here\. Reference: [0-9a-f]{8}", sentence)


def test_programs_are_answered_as_before(browser: Browser) -> None:
    client: TestClient = browser(1)
    token = {"authorization": "Bearer token-ada"}
    for headers in (token, token | READER):  # the API never answers with a page
        answer = client.post("/api/v1/predict/weather", json={}, headers=headers)
        assert answer.status_code == 404
        assert answer.json() == {"error": "I can't find the predictor “weather”. Did you mean churn?"}
        assert "detail" in client.post("/api/v1/ask", json={}, headers=headers).json()
    assert client.get("/turns/999/table.csv").json() == {"error": "I can't find the turn “999”."}
    assert told(client.get("/turns/999/table.csv", headers=READER)) == (404, "I can&#39;t find the turn “999”.", "/")
