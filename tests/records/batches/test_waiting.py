"""A forgotten file keeps no row out: what names nothing yet is kept, then filled in; a typo is seen."""

from pathlib import Path

import pytest

from assistant.records.batches import import_paths, revert
from assistant.records.batches.layout import Field, Layout
from assistant.records.schema import Account
from assistant.records.store import Store
from tests.records.batches.formats import use
from tests.records.batches.tables import contents, count, load, put, reasons, rows

DEALS = ("deal.csv", "id,account_id,stage", "D1,A1,Prospecting", "D2,A1,Won", "D3,A9,Won", "D4,,Won")


def test_deals_imported_before_their_accounts_find_them_when_those_come(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, *DEALS)
    assert report.objects == (count("deal", created=4),)
    assert report.notes == (
        "deal.account_id: 3 rows name a record of account that is not here yet (such as 'A1'); the cell is kept as a "
        "custom field, and the reference filled in when that record is imported",
    )
    assert rows(store, "deal", "account_id", "custom")[0] == (None, {"account_id": "A1"})
    later = load(store, tmp_path, "account.csv", "id,name", "A1,Alpha")
    assert later.notes == ("deal.account_id: 2 earlier rows found the account that they name",)
    ((account,),) = rows(store, "account", "id")
    expected = [(account, {}), (account, {}), (None, {"account_id": "A9"}), (None, {})]
    assert rows(store, "deal", "account_id", "custom") == expected
    load(store, tmp_path, "account.csv", "id,name", "A9,Iota")
    assert rows(store, "deal", "custom") == [({},)] * 4
    assert rows(store, "home_setting", "key") == []


def test_taking_the_accounts_back_lets_the_deals_wait_again(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, *DEALS)
    before = contents(store)
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha", "A9,Iota")
    revert(store, 2)
    assert contents(store) == before
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha")
    assert [custom for (custom,) in rows(store, "deal", "custom")] == [{}, {}, {"account_id": "A9"}, {}]


def test_a_key_of_another_source_is_no_answer(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, *DEALS)
    with store.write() as session:
        session.add(Account(source_system="other", source_id="A1", name="Other"))
    load(store, tmp_path, "product.csv", "id,name", "P1,Drill")
    assert load(store, tmp_path, *DEALS).objects == (count("deal", duplicates=4),)
    assert next(custom for (custom,) in rows(store, "deal", "custom")) == {"account_id": "A1"}


def test_where_the_sources_accounts_are_there_a_wrong_key_is_seen(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "account.csv", "id,name", "A1,Alpha")
    assert reasons(load(store, tmp_path, *DEALS)) == [(4, "account_id: 'A9' names no account")]


def test_a_row_that_cannot_be_without_its_parent_is_kept_aside(store: Store, tmp_path: Path) -> None:
    report = load(store, tmp_path, "order_item.csv", "id,order_id,quantity", "I1,O1,2")
    assert reasons(report) == [(2, "order_id: 'O1' names no order that is here")]


def test_parents_that_may_miss_are_filled_in_later_without_a_circle(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = (Field("source_id", "id"), Field("name", "name"), Field("parent_id", "up", "account", may_miss=True))
    use(monkeypatch, {"companies": (Layout("account", fields),)})
    lines = ("A1,One,A9", "A2,Two,A3", "A3,Three,A2", "A4,Four,A1", "A5,Five,A5")
    report = load(store, tmp_path, "companies.csv", "id,name,up", *lines)
    assert report.objects == (count("account", created=5),)
    ids = dict(rows(store, "account", "source_id", "id"))
    assert dict(rows(store, "account", "source_id", "parent_id")) == {
        "A1": None, "A2": ids["A3"], "A3": None, "A4": ids["A1"], "A5": None,
    }  # fmt: skip
    load(store, tmp_path, "companies.csv", "id,name,up", "A9,Nine,")
    parents = dict(rows(store, "account", "source_id", "parent_id"))
    assert parents["A1"] == dict(rows(store, "account", "source_id", "id"))["A9"]


def test_names_and_addresses_wait_too(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deal = Layout(
        "deal",
        (
            Field("source_id", "id"),
            Field("stage", "stage"),
            Field("owner_id", "owner", "user", by="email"),
            Field("account_id", "company", "account", by="name"),
        ),
    )
    user = Layout("user", (Field("source_id", "id"), Field("name", "name"), Field("email", "mail")))
    account = Layout("account", (Field("source_id", "id"), Field("name", "name")))
    use(monkeypatch, {"sales": (deal,), "people": (user,), "companies": (account,)})
    load(store, tmp_path, "sales.csv", "id,stage,owner,company", "D1,Won,Ada@X.com,Alpha Ltd.")
    put(tmp_path, "people.csv", "id,name,mail", "U1,Ada,ADA@x.com")
    put(tmp_path, "companies.csv", "id,name", "A1,ALPHA LTD")
    import_paths(store, [tmp_path / "people.csv", tmp_path / "companies.csv"])
    ((user_id,), (account_id,)) = [*rows(store, "user", "id"), *rows(store, "account", "id")]
    assert rows(store, "deal", "owner_id", "account_id", "custom") == [(user_id, account_id, {})]
