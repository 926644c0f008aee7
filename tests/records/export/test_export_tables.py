"""Objects in the generic layout."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.errors import CannotWrite, NotFound
from assistant.records.export import everything, one_object, write_folder, write_workbook
from assistant.records.schema import Account, Contact, Deal, HomeSetting, Ticket
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

ADA = UserView(1, "Ada", "agent", 1)


@pytest.fixture
def filled(two_teams: Store) -> Store:
    """Two accounts of two owners, one of them with a parent, a deal with every kind of value."""
    with two_teams.write() as session:
        session.add(HomeSetting(key="custom:account.Tier", value="text"))
        session.add_all(
            [
                Account(id=1, name="=Acme", source_system="crm", source_id="A1", owner_id=1, custom={"Tier": "gold"}),
                Account(id=2, name="Bolt", parent_id=1, owner_id=2),
            ]
        )
        session.flush()
        session.add(
            Deal(
                id=5,
                account_id=1,
                owner_id=1,
                stage="Won",
                amount=12.5,
                is_closed=True,
                is_won=True,
                close_date=date(2024, 3, 1),
                created_at=datetime(2024, 1, 2, 3, 4, tzinfo=UTC),
            )
        )
        session.add(Ticket(id=1, subject="Help", account_id=2, tags=["a", "b"], owner_id=2))
    return two_teams


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]


def test_each_object_is_a_file_of_the_generic_layout_with_keys_for_references(filled: Store, tmp_path: Path) -> None:
    assert write_folder(tmp_path / "out", everything(filled, LOCAL_ADMIN)) == 8
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "account.csv", "deal.csv", "team.csv", "ticket.csv", "user.csv",
    ]  # fmt: skip
    assert table(tmp_path / "out", "account") == [
        {"id": "A1", "name": "'=Acme", "owner_id": "local-1", "Tier": "gold"},
        {"id": "local-2", "name": "Bolt", "parent_id": "A1", "owner_id": "local-2"},
    ]
    assert table(tmp_path / "out", "deal") == [
        {"id": "local-5", "account_id": "A1", "owner_id": "local-1", "stage": "Won", "amount": "12.5",
         "is_closed": "true", "is_won": "true", "close_date": "2024-03-01", "created_at": "2024-01-02T03:04:00+00:00"}
    ]  # fmt: skip
    assert table(tmp_path / "out", "ticket")[0]["tags"] == '["a", "b"]'


def test_no_secret_is_among_the_columns(filled: Store) -> None:
    assert "password_hash" not in one_object(filled, LOCAL_ADMIN, "user").columns


def test_keys_of_several_systems_name_their_system(filled: Store) -> None:
    with filled.write() as session:
        session.add(Account(id=3, name="Cog", source_system="other", source_id="A1"))
    keys = [row[0] for row in one_object(filled, LOCAL_ADMIN, "account").rows]
    assert keys == ["crm:A1", "local-2", "other:A1"]


def test_a_team_exports_only_what_it_may_see(canaries: Store) -> None:
    shown = {sheet.name: str(list(sheet.rows)) for sheet in everything(canaries, ADA)}
    public = {"team", "user", "product", "campaign", "kb_article", "exchange_rate"}
    assert {"account", "deal", "message"} <= {name for name, text in shown.items() if "CANARY-1" in text}
    assert {name for name, text in shown.items() if "CANARY-2" in text} <= public


def test_an_unknown_object_is_named(filled: Store) -> None:
    with pytest.raises(NotFound, match="gadget"):
        one_object(filled, LOCAL_ADMIN, "gadget")


def test_a_place_that_cannot_be_written_is_named_in_one_sentence(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite, match="choose another place"):
        write_workbook(tmp_path / "file" / "book.xlsx", everything(filled, LOCAL_ADMIN))


def test_a_long_table_is_read_piece_by_piece(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.records.export.tables.AT_ONCE", 3)
    with store.write() as session:
        session.add_all(Contact(last_name=f"n{number}") for number in range(7))
    sheet = one_object(store, LOCAL_ADMIN, "contact")
    place = sheet.columns.index("last_name")
    assert [row[place] for row in sheet.rows] == [f"n{number}" for number in range(7)]
