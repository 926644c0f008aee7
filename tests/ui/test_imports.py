"""The pages that bring records in."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.ui.conftest import ADDRESS, Browser
from tests.ui.fake_company import EVIL

OURS = {"origin": ADDRESS}
ACCOUNTS = b"id,name,Colour\nA1,Acme,red\nA2,Bolt,blue\n"


def send(client: TestClient, content: bytes = ACCOUNTS, *, name: str = "account.csv") -> str:
    answer = client.post("/imports", files=[("files", (name, content))], headers=OURS)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def settled(client: TestClient, page: str) -> Any:
    end = time.monotonic() + 20
    while True:
        answer = client.get(page)
        if 'http-equiv="refresh"' not in answer.text:
            return answer
        assert time.monotonic() < end
        time.sleep(0.02)


def press(client: TestClient, page: str, **fields: str | list[str]) -> Any:
    return client.post(page, data=fields, headers=OURS)


def test_files_are_checked_shown_imported_reported_taken_back(browser: Browser) -> None:
    client = browser(1)
    page = send(client)
    checked = settled(client, page).text
    assert "Import 2 rows" in checked
    assert "<td>Colour</td>" in checked
    assert "red · blue" in checked
    assert press(client, page, do="import").headers["location"] == page
    done = settled(client, page).text
    assert "Imported 2 rows" in done
    link = re.search(r'href="(/imports/\d+)" id="report"', done)
    assert link
    report = client.get(link[1]).text
    assert "2 rows in = 2 new + 0 updated + 0 duplicates + 0 quarantined" in report
    assert "churn: no subscriptions" in report
    assert client.post(f"{link[1]}/revert", headers=OURS).status_code == 303
    assert '<span class="tag">reverted</span>' in client.get(link[1]).text
    again = client.post(f"{link[1]}/revert", headers=OURS)
    assert (again.status_code, "only an import that is done" in again.text) == (409, True)


def test_a_column_can_be_read_as_another_field(browser: Browser) -> None:
    client = browser(1)
    page = send(client)
    checked = settled(client, page).text
    choice = re.search(r'value="(0:2:account\.segment)"', checked)
    assert choice
    press(client, page, do="check", column=[choice[1], "", "9:9:account.name", "0:2:user.password_hash", "x"])
    assert f'value="{choice[1]}" selected' in settled(client, page).text


def test_what_a_file_leaves_open_is_asked(browser: Browser) -> None:
    client = browser(1)
    page = send(client, b"id,name,stage,close_date\nD1,a,Won,03/04/2026\nD2,b,Won,05/06/2026\n", name="deal.csv")
    checked = settled(client, page).text
    assert "Which comes first?" in checked
    assert 'id="import"' not in checked
    press(client, page, do="check", dates="day first")
    assert 'id="import"' in settled(client, page).text


def test_a_failure_is_a_sentence_on_the_page(browser: Browser) -> None:
    client = browser(1)
    assert "PDF" in settled(client, send(client, b"%PDF-1.4", name="x.csv")).text


def test_nothing_that_a_file_holds_is_rendered(browser: Browser) -> None:
    client = browser(1)
    rows = f'"{EVIL.replace(chr(34), chr(34) * 2)}"'.encode()
    page = send(client, b"id,name," + rows + b"\nA1," + rows + b"," + rows + b"\n", name="account.csv")
    answer = settled(client, page).text
    assert "&lt;img src=x" in answer
    assert "<img src=x" not in answer


def test_only_those_who_may_import_see_the_pages(browser: Browser) -> None:
    agent, nobody = browser(2), browser(0)
    assert [agent.get(path).status_code for path in ("/imports", "/imports/1", "/imports/new/" + "0" * 16)] == [403] * 3
    assert agent.post("/imports", files=[("files", ("a.csv", ACCOUNTS))], headers=OURS).status_code == 403
    assert agent.post("/imports/1/revert", headers=OURS).status_code == 403
    assert nobody.get("/imports").status_code == 401


def test_another_site_cannot_upload(browser: Browser) -> None:
    files = [("files", ("a.csv", ACCOUNTS))]
    assert browser(1).post("/imports", files=files, headers={"origin": "http://evil.test"}).status_code == 403


def test_an_upload_without_files_says_what_to_do(browser: Browser) -> None:
    answer = browser(1).post("/imports", files=[("files", ("", b""))], headers=OURS)
    assert answer.status_code == 422
    assert "Choose at least one file first." in answer.text


def test_what_waits_can_be_found_again_gone_on_with_or_thrown_away(browser: Browser) -> None:
    client = browser(1)
    page = send(client, name="account.csv", content=b"id,name\nA7,Late\n")
    settled(client, page)
    overview = client.get("/imports").text
    assert "<strong>account.csv</strong><br>checked: 1 row can be imported" in overview
    assert re.search(r"Ada · [0-9 :-]{16} UTC · kept until [0-9 :-]{16} UTC", overview)
    assert f'href="{page}" aria-label="Go on with account.csv"' in overview
    assert press(client, page, do="discard").headers["location"] == "/imports"
    assert page not in client.get("/imports").text
    gone = client.get(page)
    assert gone.status_code == 404
    assert "uploads are kept for 7 days: upload them again" in gone.text


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("deal.csv", b"id,name,stage,close_date\nD1,a,Won,03/04/2026\n", "waits for an answer"),
        ("account.csv", b"id,name\nA1,\n", "checked: nothing of it can be taken in as it is; go on to see why"),
        ("x.csv", b"%PDF-1.7", "x.csv: this is no table but a PDF document."),
    ],
)
def test_the_list_says_how_each_upload_stands(browser: Browser, name: str, content: bytes, state: str) -> None:
    client = browser(1)
    page = send(client, content, name=name)
    settled(client, page)
    assert f"<strong>{name}</strong><br>{state}<br>" in client.get("/imports").text
    press(client, page, do="discard")


def test_files_that_are_worked_on_or_imported_refuse_another_wish(browser: Browser) -> None:
    client = browser(1)
    page = send(client, b"id,name\nA8,Once\n")
    settled(client, page)
    press(client, page, do="import")
    settled(client, page)
    again = press(client, page, do="import")
    assert again.status_code == 409
    assert "imported already; upload them again" in again.text


def test_a_room_that_is_full_says_so_on_the_page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.desk.imports.shelf.ROOM", 10)
    answer = browser(1).post("/imports", files=[("files", ("a.csv", ACCOUNTS))], headers=OURS)
    assert answer.status_code == 422
    assert "import or discard one of those that wait first" in answer.text
    assert "<h1>Import</h1>" in answer.text
