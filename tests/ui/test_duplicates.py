"""The page on which managers decide whether two records are one."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from assistant.desk import looking
from assistant.records.schema import Account
from assistant.records.store import Store
from tests.ui.conftest import ADDRESS, Browser
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.fake_company import EVIL

OURS = {"origin": ADDRESS}


def look(client: TestClient) -> None:
    assert client.post("/duplicates", headers=OURS).status_code == 303
    assert "Looked through everything" in looked(client)


def looked(client: TestClient) -> str:
    end = time.monotonic() + 20
    while 'id="looking"' in (text := client.get("/duplicates").text):
        assert time.monotonic() < end
        time.sleep(0.02)
    return text


def pairs(client: TestClient, status: str = "proposed") -> list[str]:
    return re.findall(r'id="pair-(\d+)"', client.get(f"/duplicates?status={status}").text)


def decide(client: TestClient, pair: str, verdict: str, *, status: str = "proposed", other: int = 0) -> int:
    text = client.get(f"/duplicates?status={status}").text
    seen = re.search(r'name="kept" value="(\d+)"><input type="hidden" name="merged" value="(\d+)"', text)
    kept, merged = seen.groups() if seen else ("1", "2")
    fields = {"do": verdict, "kept": kept, "merged": str(int(merged) + other)}
    return client.post(f"/duplicates/{pair}", data=fields, headers=OURS).status_code


def test_a_pair_is_found_merged_parted_kept_apart(assistant: FakeAssistant, browser: Browser) -> None:
    with assistant.duplicates.store.write() as session:
        session.add_all([Account(name="Zephyr Ltd"), Account(name="ZEPHYR", description=EVIL)])
    client = browser(1)
    look(client)
    (pair,) = pairs(client)
    assert "the same name but for its legal form" in client.get("/duplicates").text
    assert decide(client, pair, "merge", other=1) == 404  # another pair than the one that was seen
    assert decide(client, pair, "merge second") == 303
    assert (pairs(client), pairs(client, "merged")) == ([], [pair])
    assert decide(client, pair, "merge") == 404
    assert decide(client, pair, "unmerge", status="merged") == 303
    assert decide(client, pair, "dismiss") == 303
    assert (pairs(client), pairs(client, "dismissed")) == ([], [pair])
    assert "Decide again" in client.get("/duplicates?status=dismissed").text
    assert decide(client, pair, "reconsider", status="dismissed") == 303
    assert (pairs(client), pairs(client, "dismissed")) == ([pair], [])


def test_looking_goes_on_behind_the_page_which_says_how_far_it_is(
    assistant: FakeAssistant, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_way, go_on = threading.Event(), threading.Event()

    def find(store: Store, name: str, *, progress: Callable[[int, int], None]) -> int:
        progress(1500, 3000)
        half_way.set()
        assert go_on.wait(10)
        return 1

    monkeypatch.setattr(looking, "find_duplicates", find)
    client = browser(1)
    assert client.post("/duplicates", headers=OURS).status_code == 303
    assert half_way.wait(10)
    assert client.post("/duplicates", headers=OURS).status_code == 303  # one look at a time
    text = client.get("/duplicates").text
    assert "Comparing accounts: 1,500 of 3,000 pairs" in text
    assert '<progress value="1500" max="3000">' in text
    go_on.set()
    assert "2 pairs to decide" in looked(client)


def test_a_look_that_fails_is_told_with_a_reference_and_can_be_begun_anew(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(store: Store, name: str, *, progress: Callable[[int, int], None]) -> int:
        raise RuntimeError("secret words")

    monkeypatch.setattr(looking, "find_duplicates", fail)
    client = browser(1)
    client.post("/duplicates", headers=OURS)
    text = looked(client)
    assert "Something went wrong on our side" in text
    assert "secret words" not in text
    monkeypatch.undo()
    look(client)


def test_names_are_never_rendered(assistant: FakeAssistant, browser: Browser) -> None:
    with assistant.duplicates.store.write() as session:
        session.add_all([Account(name=EVIL), Account(name=EVIL + " Inc")])
    client = browser(1)
    look(client)
    text = client.get("/duplicates").text
    assert "&lt;img src=x" in text
    assert "<img src=x" not in text


def test_agents_decide_on_nothing(browser: Browser) -> None:
    client = browser(2)
    assert client.get("/duplicates").status_code == 403
    assert decide(client, "1", "merge") == 403
    assert browser(1).post("/duplicates/1", data={"do": "drop table"}, headers=OURS).status_code == 422
