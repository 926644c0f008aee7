"""The page on which managers decide whether two records are one."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from assistant.records.schema import Account
from tests.ui.conftest import ADDRESS, Browser
from tests.ui.fake_assistant import EVIL, FakeAssistant

OURS = {"origin": ADDRESS}


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
    assert client.post("/duplicates", headers=OURS).status_code == 303
    (pair,) = pairs(client)
    assert "the same name but for its legal form" in client.get("/duplicates").text
    assert decide(client, pair, "merge", other=1) == 422  # another pair than the one that was seen
    assert decide(client, pair, "merge second") == 303
    assert (pairs(client), pairs(client, "merged")) == ([], [pair])
    assert decide(client, pair, "merge") == 422
    assert decide(client, pair, "unmerge", status="merged") == 303
    assert decide(client, pair, "dismiss") == 303
    assert pairs(client, "dismissed") == [pair]


def test_names_are_never_rendered(assistant: FakeAssistant, browser: Browser) -> None:
    with assistant.duplicates.store.write() as session:
        session.add_all([Account(name=EVIL), Account(name=EVIL + " Inc")])
    client = browser(1)
    client.post("/duplicates", headers=OURS)
    text = client.get("/duplicates").text
    assert "&lt;img src=x" in text
    assert "<img src=x" not in text


def test_agents_decide_on_nothing(browser: Browser) -> None:
    client = browser(2)
    assert client.get("/duplicates").status_code == 403
    assert decide(client, "1", "merge") == 403
    assert browser(1).post("/duplicates/1", data={"do": "drop table"}, headers=OURS).status_code == 422
