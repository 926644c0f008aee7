"""What a format may declare: which rows, which part of a cell, records told of in passing, a report's footer."""

from pathlib import Path

import pytest

from assistant.records.batches import import_paths
from assistant.records.batches.layout import Field, Implies, Layout, Only
from assistant.records.batches.takes import first_word, rest_words
from assistant.records.store import Store
from tests.records.batches.formats import use
from tests.records.batches.tables import count, load, put, reasons, rows

PEOPLE = ("people.csv", "id,role,name", "1,agent,Ada", "2,customer,Cy", "3,robot,Rex", "4,,Ann", "5", "6,customer,Di")


def test_rows_go_to_the_layout_they_are_for_and_those_nobody_takes_are_reported_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = (Field("source_id", "id"),)
    agent = Layout("user", (*fields, Field("name", "name")), only=Only("role", lambda cell: cell == "agent"))
    customer = Layout(
        "contact", (*fields, Field("last_name", "name")), only=Only("role", lambda cell: cell == "customer")
    )
    use(monkeypatch, {"people": (customer, agent)})
    report = load(store, tmp_path, *PEOPLE)
    assert report.objects == (count("user", created=1), count("contact", created=2, quarantined=3))
    assert reasons(report) == [
        (4, "role: 'robot' is no kind of row that I know"),
        (5, "role is blank"),
        (6, "1 columns where the header has 3"),
    ]
    assert rows(store, "contact", "last_name") == [("Cy",), ("Di",)]


def test_two_conditions_must_both_hold(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = Only("role", lambda cell: cell == "agent", also=Only("name", lambda cell: cell.startswith("A")))
    use(monkeypatch, {"people": (Layout("user", (Field("source_id", "id"), Field("name", "name")), only=only),)})
    report = load(store, tmp_path, "people.csv", "id,role,name", "1,agent,Ada", "2,agent,Ben", "3,customer,Ann")
    assert report.objects == (count("user", created=1, quarantined=2),)


def test_a_reports_footer_is_left_out_and_said(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = Layout("account", (Field("source_id", "id"), Field("name", "name"), Field("employees", "staff")))
    use(monkeypatch, {"report": (layout,)}, is_footer=lambda cells: cells[0].startswith(("Grand", "Copy")))
    lines = ("A1,Alpha,5,gold", "A2,Beta,6,", "Grand Totals,,11,2", "Copyright (c)")
    report = load(store, tmp_path, "report.csv", "id,name,staff,tier", *lines)
    assert report.objects == (count("account", created=2),)
    assert report.notes == ("report.csv: 2 lines of the report's footer left out",)
    assert rows(store, "home_setting", "key", "value") == [("custom:account.tier", "text")]


IMPLIED = Layout("account", (Field("name", "Account"),), ignored=frozenset({"Deal", "Stage"}), distinct=True)
REPORT = Layout(
    "deal",
    (Field("name", "Deal"), Field("account_id", "Account", "account", by="name"), Field("stage", "Stage")),
)
ACCOUNTS = Layout("account", (Field("source_id", "Id"), Field("name", "Name"), Field("city", "City")))
DEALS = Layout(
    "deal",
    (
        Field("source_id", "Id"),
        Field("name", "Name"),
        Field("account_id", "Account", "account"),
        Field("stage", "Stage"),
    ),
)


@pytest.fixture
def sales(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format with a report that names accounts, besides exports with keys."""
    use(monkeypatch, {"report": (IMPLIED, REPORT), "accounts": (ACCOUNTS,), "deals": (DEALS,)})


@pytest.mark.usefixtures("sales")
def test_records_named_in_a_report_take_the_keys_of_their_own_export(store: Store, tmp_path: Path) -> None:
    report = load(
        store, tmp_path, "report.csv", "Deal,Account,Stage", "Big,Acme Corp.,Won", "Small,Acme Corp.,Lost", "Odd,,Won"
    )
    assert report.objects == (count("account", created=1), count("deal", created=3))
    later = load(
        store, tmp_path, "accounts.csv", "Id,Name,City", "001,ACME Corp,Oslo", "002,Beta,Rome", "003,acme corp,Bari"
    )
    assert later.objects == (count("account", created=2, updated=1),)
    assert rows(store, "account", "source_id", "name", "city") == [
        ("001", "ACME Corp", "Oslo"),
        ("002", "Beta", "Rome"),
        ("003", "acme corp", "Bari"),
    ]
    deals = load(store, tmp_path, "deals.csv", "Id,Name,Account,Stage", "006,Big,001,Won", "007,Big,002,Won")
    assert deals.objects == (count("deal", created=1, duplicates=0, updated=1),)
    assert [key for (key,) in rows(store, "deal", "source_id")] == ["006", None, None, "007"]
    again = load(store, tmp_path, "report.csv", "Deal,Account,Stage", "Big,Acme Corp.,Won", "Small,Acme Corp.,Lost")
    assert again.objects == (count("account", quarantined=1), count("deal", quarantined=2))
    assert reasons(again) == [
        (2, "2 records of account have nearly this name"),
        (2, "Account: 'Acme Corp.' is not clear, it could be ACME Corp or acme corp"),
        (3, "Account: 'Acme Corp.' is not clear, it could be ACME Corp or acme corp"),
    ]


@pytest.mark.usefixtures("sales")
def test_a_report_beside_its_exports_finds_their_records_in_any_order_of_files(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "report.csv", "Deal,Account,Stage", "Big,acme corp,Won")
    put(tmp_path, "accounts.csv", "Id,Name,City", "001,ACME Corp.,Oslo")
    report = import_paths(store, [tmp_path / "report.csv", tmp_path / "accounts.csv"])
    assert report.objects == (count("account", created=1, duplicates=1), count("deal", created=1))
    assert rows(store, "account", "source_id", "name") == [("001", "ACME Corp.")]


def test_a_record_told_of_in_passing_gets_its_blanks_filled_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Layout(
        "contact",
        (
            Field("source_id", "Who"),
            Field("email", "Mail"),
            Field("first_name", "Name", take=first_word),
            Field("last_name", "Name", take=rest_words),
        ),
        ignored=frozenset({"Id", "Subject"}),
        distinct=True,
        implied=True,
    )
    ticket = Layout(
        "ticket", (Field("source_id", "Id"), Field("subject", "Subject"), Field("contact_id", "Who", "contact"))
    )
    own = Layout("contact", (Field("source_id", "Id"), Field("first_name", "First"), Field("last_name", "Last")))
    use(monkeypatch, {"tickets": (person, ticket), "people": (own,)})
    put(tmp_path, "people.csv", "Id,First,Last", "7,Ada,Lovelace")
    put(tmp_path, "tickets.csv", "Id,Subject,Who,Mail,Name", "T1,Help,7,a@x.com,Ada King", "T2,Hi,8,b@x.com,Ben Birch")
    report = import_paths(store, [tmp_path / "tickets.csv", tmp_path / "people.csv"])
    assert report.objects == (count("contact", created=2, updated=1), count("ticket", created=2))
    assert rows(store, "contact", "source_id", "email", "first_name", "last_name") == [
        ("7", "a@x.com", "Ada", "Lovelace"),
        ("8", "b@x.com", "Ben", "Birch"),
    ]


def test_several_columns_make_one_text_and_what_a_part_leaves_out_is_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(
        "account",
        (
            Field("source_id", "id"),
            Field("name", "one", also_from=("two", ""), join=lambda cells: "+".join(cells)),
            Field("city", "place", take=first_word, keep=True),
        ),
    )
    use(monkeypatch, {"things": (layout,)})
    load(store, tmp_path, "things.csv", "id,one,two,place", "A1,Al,Be,Oslo Norway", "A2,Al,,Rome")
    assert rows(store, "account", "name", "city", "custom") == [
        ("Al+Be+", "Oslo", {"place": "Oslo Norway"}),
        ("Al++", None, {"place": "Rome"}),
    ]
    assert rows(store, "home_setting", "key", "value") == [("custom:account.place", "text")]


def test_who_wrote_a_message_tells_its_direction(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    implies = (Implies("user", "direction", "out"), Implies("contact", "direction", "in"))
    message = Layout(
        "message",
        (
            Field("source_id", "id"),
            Field("ticket_id", "ticket", "ticket"),
            Field("body_text", "text"),
            Field("author_id", "by", "user", by="email", also="contact", implies=implies, may_miss=True),
        ),
    )
    ticket = Layout("ticket", (Field("source_id", "id"), Field("subject", "subject")))
    user = Layout("user", (Field("name", "name"), Field("email", "mail")))
    contact = Layout("contact", (Field("email", "mail"),))
    use(monkeypatch, {"messages": (message,), "tickets": (ticket,), "agents": (user,), "clients": (contact,)})
    load(store, tmp_path, "tickets.csv", "id,subject", "T1,Help")
    load(store, tmp_path, "agents.csv", "name,mail", "Ada,ada@x.com")
    load(store, tmp_path, "clients.csv", "mail", "cy@x.com")
    lines = ("M1,T1,Hi,CY@x.com", "M2,T1,Hello,Ada@x.com", "M3,T1,Hm,who@x.com")
    report = load(store, tmp_path, "messages.csv", "id,ticket,text,by", *lines)
    assert rows(store, "message", "direction", "custom") == [("in", {"by": "CY@x.com"}), ("out", {})]
    assert reasons(report) == [(4, "direction of the message is missing")]


def test_of_two_people_with_one_address_the_files_own_system_is_meant(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = Layout(
        "ticket", (Field("subject", "subject"), Field("number", "no"), Field("contact_id", "by", "contact", by="email"))
    )
    contact = Layout("contact", (Field("source_id", "id"), Field("email", "mail")))
    use(monkeypatch, {"people": (contact,)}, name="north")
    use(monkeypatch, {"clients": (contact,), "tickets": (ticket,)}, name="south")
    load(store, tmp_path, "people.csv", "id,mail", "1,a@x.com", "2,a@x.com", "3,b@x.com", "4,b@x.com")
    load(store, tmp_path, "clients.csv", "id,mail", "9,a@x.com")
    report = load(store, tmp_path, "tickets.csv", "no,subject,by", "1,Help,a@x.com", "2,Help,B@x.com")
    keys = dict(rows(store, "contact", "id", "source_id"))
    assert [keys[one] for (one,) in rows(store, "ticket", "contact_id")] == ["9"]
    assert reasons(report) == [(3, "by: 'B@x.com' is not clear, 2 records of contact have this address")]
