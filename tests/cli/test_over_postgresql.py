"""The main verbs over a PostgreSQL database, one after the other on one home."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from assistant.cli import main
from assistant.home import Home
from assistant.records.schema import Account
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN
from tests.postgres_server import PostgresServer

ACCOUNTS = "id,name,country\nA1,Boreal Foods,Norway\nA2,Zest Labs,Kenya\nA3,Boreal Foods Inc,Norway\nA4,,Peru\n"
TICKETS = (
    "id,account,subject,description,created_at\n"
    "T1,Zest Labs,Wrong invoice,The invoice counts two sensors that we never got.,2026-06-01\n"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb printed, with how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class CommandLine:
    """The command line over one home whose records are in a database of a server."""

    home: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: object) -> Said:
        """Run one verb."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(["--home", str(self.home), *map(str, arguments)])
        captured = self.capsys.readouterr()
        return Said(int(left.value.code or 0), captured.out, captured.err)


@pytest.fixture(scope="module")
def home(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with what a file of accounts and one of tickets brought; every store that a verb opened is closed."""
    opened: list[Store] = []
    open_store = Store.open

    def noted(where: Home, *, create: bool = True) -> Store:
        opened.append(open_store(where, create=create))
        return opened[-1]

    folder = tmp_path_factory.mktemp("verbs")
    (folder / "account.csv").write_text(ACCOUNTS)
    (folder / "ticket.csv").write_text(TICKETS)
    with postgres_server.database() as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_DATABASE_URL", url)
        patch.setattr(Store, "open", noted)
        with pytest.raises(SystemExit) as left:
            main(["--home", str(folder / "home"), "import", str(folder), "--as-of", "2026-06-30"])
        assert not left.value.code
        yield folder / "home"
        for store in opened:
            store.close()


@pytest.fixture
def verb(home: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(home, capsys)


def names(home: Path) -> list[str]:
    """The accounts there are, oldest first."""
    with Store.open(Home(home), create=False).read(LOCAL_ADMIN) as session:
        return list(session.scalars(select(Account.name).order_by(Account.id)))


def test_a_question_is_answered_from_the_server(verb: CommandLine) -> None:
    said = verb("ask", "which accounts are in Norway", "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["status"]) == (0, "answered")
    assert sorted(row[0] for row in answer["rows"]) == ["Boreal Foods", "Boreal Foods Inc"]


def test_an_index_built_anew_finds_who_wrote_about_something(verb: CommandLine) -> None:
    assert verb("index", "rebuild") == Said(0, "The index is rebuilt.\n", "")
    answer = json.loads(verb("ask", "who complained about a wrong invoice", "--json").out)
    assert [row[0] for row in answer["rows"]] == ["Zest Labs"]
    assert answer["citations"] == ["account:A2", "ticket:T1"]


def test_an_import_taken_back_leaves_what_was_there(verb: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "account.csv").write_text("id,name,country\nA2,Zest Laboratories,Kenya\nA9,Quagga,Kenya\n")
    said = verb("import", tmp_path / "account.csv")
    assert "2 rows in = 1 created + 1 updated + 0 duplicates + 0 quarantined" in said.out
    assert verb("import", "--revert", 2).code == 0
    assert names(verb.home) == ["Boreal Foods", "Zest Labs", "Boreal Foods Inc"]


def test_a_row_in_quarantine_is_listed(verb: CommandLine) -> None:
    said = verb("quarantine", "list")
    assert said.code == 0
    assert "account.csv" in said.out


def test_duplicates_are_found_merged_parted(verb: CommandLine) -> None:
    assert "1 pairs of accounts may be one." in verb("duplicates", "find").out
    listed = verb("duplicates", "list").out
    assert "Boreal Foods Inc" in listed
    assert verb("duplicates", "merge", 1).code == 0
    assert names(verb.home) == ["Boreal Foods", "Zest Labs"]
    assert verb("duplicates", "unmerge", 1).out == "Parted: both records are back.\n"
    assert names(verb.home) == ["Boreal Foods", "Zest Labs", "Boreal Foods Inc"]


def test_a_table_goes_out_with_every_row(verb: CommandLine, tmp_path: Path) -> None:
    assert verb("export", tmp_path / "accounts.csv", "--only", "account").code == 0
    with (tmp_path / "accounts.csv").open(encoding="utf-8-sig") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Boreal Foods", "Zest Labs", "Boreal Foods Inc"]
    assert verb("export", tmp_path / "all.xlsx").code == 0
    assert {"account", "ticket"} <= set(load_workbook(tmp_path / "all.xlsx", read_only=True).sheetnames)


def test_a_setting_is_kept(verb: CommandLine) -> None:
    assert verb("settings", "currency", "EUR").out == "currency is now EUR.\n"
    assert "currency EUR\n" in verb("settings").out


def test_the_fit_report_says_what_came(verb: CommandLine) -> None:
    said = verb("fit", "--json")
    came = {one["object"]: one["rows"] for one in json.loads(said.out)["came"]}
    assert (said.code, came["account"], came["ticket"]) == (0, 3, 1)


def test_a_prediction_without_the_records_for_it_says_what_is_missing(verb: CommandLine) -> None:
    said = verb("predict", "churn", "--all", "--json")
    found = json.loads(said.out)
    assert (said.code, found["kind"], found["rows"]) == (0, "churn", [])
    assert found["declined"]


def test_a_backup_is_told_to_be_the_servers_work(verb: CommandLine, tmp_path: Path) -> None:
    said = verb("backup", "--out", tmp_path / "crm.db")
    assert (said.code, "pg_dump --format=custom" in said.err) == (1, True)
    assert "s3cret" not in said.err


def test_the_home_is_sound_at_the_end(verb: CommandLine, home: Path) -> None:
    assert verb("check") == Said(0, f"{home} is sound.\n", "")
