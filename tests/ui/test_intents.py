"""The page on which managers make intents of their own."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from assistant.messages import Label, Reading
from assistant.records.schema import Message, Ticket
from assistant.records.triage import Triages
from tests.ui.conftest import ADDRESS, Browser
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.fake_company import EVIL

OURS = {"origin": ADDRESS}
READ = Reading("en", True, Label("out_of_scope", 0.4, "low"), (), None, None, None, None, None, (), "v1")
EXAMPLES = "the lamp is under warranty\nrepair it under the warranty\nis this warranty still good"


@pytest.fixture(autouse=True, scope="module")
def tickets(assistant: FakeAssistant) -> Iterator[None]:
    """Open tickets about warranties that fit no intent."""
    store = assistant.duplicates.store
    texts = {n: f"please repair my lamp under its warranty, number {n} {EVIL}" for n in range(1, 7)}
    with store.write() as session:
        session.add_all([Ticket(id=n, number=f"T{n}", subject=f"Lamp {n} {EVIL}", status="open") for n in texts])
        session.flush()
        session.add_all([Message(id=n, ticket_id=n, direction="in", body_text=text) for n, text in texts.items()])
    Triages(store).store_readings(dict.fromkeys(texts, READ))
    yield


def test_a_suggestion_is_previewed_made_retired(browser: Browser, assistant: FakeAssistant) -> None:
    client = browser(1)
    assert "Look for groups" in client.get("/intents").text
    page = client.get("/intents?suggest=true").text
    assert "6 messages" in page
    assert "<script" not in page.replace('<script src="/site/app.js" defer></script>', "")
    messages = re.findall(r'name="message" value="(\d+)"', page)
    fields = {"title": "Warranty claim", "about": "Wants a repair.", "message": messages, "waits": "true"}
    shown = client.post("/intents/preview", data=fields, headers=OURS).text
    assert "Changes 6 open tickets." in shown
    assert assistant.new_intents.every() == []
    assert client.post("/intents", data=fields, headers=OURS).status_code == 303
    (made,) = assistant.new_intents.every()
    assert (made.name, made.examples, made.needs_reply) == ("warranty_claim", len(messages), True)
    assert client.post("/intents/warranty_claim/retire", headers=OURS).status_code == 303
    assert "retired" in client.get("/intents").text


def test_what_cannot_be_made_is_said_with_everything_typed_still_there(browser: Browser) -> None:
    client = browser(1)
    fields = {"title": "Get refund", "about": f"Money back {EVIL}", "examples": EXAMPLES}
    answer = client.post("/intents", data=fields, headers=OURS)
    assert answer.status_code == 422
    text = html.unescape(answer.text)
    assert 'role="alert"' in text
    assert EXAMPLES in text.replace("\r", "")
    assert "Money back" in text
    many = client.post("/intents/preview", data=fields | {"title": "Lamps", "examples": "a lamp\n" * 51}, headers=OURS)
    assert "At most 50 examples" in html.unescape(many.text)
    huge = fields | {"title": "Lamps", "message": "99999999999999999999"}
    assert client.post("/intents/preview", data=huge, headers=OURS).status_code == 422
    few = client.post("/intents/preview", data=fields | {"title": "Lamps", "examples": "one"}, headers=OURS)
    assert "at least 3 examples" in html.unescape(few.text)


def test_too_few_judgements_settle_nothing_and_it_says_so(browser: Browser) -> None:
    client = browser(1)
    assert client.post("/intents/settle", headers=OURS).status_code == 303
    assert "Not enough corrections yet" in client.get("/intents").text


def test_agents_and_strangers_make_no_intents(browser: Browser) -> None:
    agent, nobody = browser(2), browser(0)
    for path in ("/intents/preview", "/intents", "/intents/settle", "/intents/warranty_claim/retire"):
        assert agent.post(path, data={"title": "X"}, headers=OURS).status_code == 403
        assert nobody.post(path, data={"title": "X"}, headers=OURS).status_code == 401
    assert agent.get("/intents").status_code == 403
    assert agent.get("/intents?suggest=true").status_code == 403
