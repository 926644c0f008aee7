"""Uploaded files on their way to records."""

import io
import os
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant.desk.imports import Imports, Upload, Wish, fields_of
from assistant.desk.imports.state import WORKING
from assistant.desk.imports.uploads import safe_name
from assistant.errors import Forbidden, NotFound, UploadRefused
from assistant.records.batches import Answers
from assistant.records.schema import Account, User
from assistant.records.store import Store
from assistant.views import UserView

ADA = UserView(1, "Ada", "admin")
BEN = UserView(2, "Ben", "manager")
EVE = UserView(3, "Eve", "manager")
ACCOUNTS = b"id,name,founded\nA1,Acme,1999\nA2,Bolt,2001\n"


@pytest.fixture
def imports(tmp_path: Path) -> Iterator[Imports]:
    store = Store.open(tmp_path / "home")
    with store.write() as session:
        session.add_all(User(id=user.id, name=user.name, role=user.role) for user in (ADA, BEN, EVE))
    yield Imports(store, tmp_path / "home" / "jobs" / "imports")
    store.close()


def upload(imports: Imports, content: bytes = ACCOUNTS, *, name: str = "account.csv") -> str:
    return imports.receive(ADA, [(name, io.BytesIO(content))])


def settled(imports: Imports, token: str) -> Upload:
    end = time.monotonic() + 20
    while (found := imports.upload(ADA, token)).stage in WORKING:
        assert time.monotonic() < end
        time.sleep(0.01)
    return found


def accounts(imports: Imports) -> int:
    with imports._store.trusted() as session:
        return session.scalar(select(func.count(Account.id))) or 0


def test_files_are_checked_first_with_nothing_written(imports: Imports) -> None:
    found = settled(imports, upload(imports))
    assert (found.stage, found.files) == ("checked", ("account.csv",))
    assert found.report is not None
    assert (found.report.dry_run, found.report.rows_in, accounts(imports)) == (True, 2, 0)


def test_what_was_checked_is_imported_once_then_told_then_taken_back(imports: Imports) -> None:
    told: list[int] = []
    imports.when_done(lambda: told.append(1))
    token = upload(imports)
    settled(imports, token)
    imports.run(ADA, token)
    found = settled(imports, token)
    assert found.report is not None
    batch_id = found.report.batch_id
    assert batch_id is not None
    assert (found.stage, accounts(imports), len(told)) == ("done", 2, 1)
    with pytest.raises(UploadRefused, match="imported already"):
        imports.run(ADA, token)
    row = imports.batch(batch_id)
    assert (row.by, row.created, row.status, imports.batches()) == ("Ada", 2, "done", (row,))
    assert next(one.sentence for one in imports.fit(ADA, batch_id, as_of=date(2026, 1, 1)).came) == "user: 3 rows"
    imports.revert(ADA, batch_id)
    assert (accounts(imports), imports.batch(batch_id).status, len(told)) == (0, "reverted", 2)


def test_files_that_cannot_be_read_fail_with_the_sentence_that_says_why(imports: Imports) -> None:
    found = settled(imports, upload(imports, b"%PDF-1.7 nothing", name="a.csv"))
    assert found.stage == "failed"
    assert "PDF" in found.problem


def test_an_answer_is_tried_then_kept_for_the_import(imports: Imports) -> None:
    token = upload(imports, "id;name\nA1;Café\n".encode("cp1252"))
    assert settled(imports, token).stage == "failed"
    imports.check(ADA, token, Wish(answers=Answers(encoding="cp1252")))
    assert settled(imports, token).stage == "checked"
    imports.run(ADA, token)
    settled(imports, token)
    with imports._store.trusted() as session:
        assert session.scalars(select(Account.name)).all() == ["Café"]


def test_an_upload_outlives_the_server_but_not_its_work(imports: Imports, tmp_path: Path) -> None:
    token = upload(imports)
    checked = settled(imports, token)
    after_restart = Imports(imports._store, imports._folder)
    assert after_restart.upload(ADA, token) == checked
    state = imports._folder / token / "state.json"
    state.write_text(state.read_text().replace('"checked"', '"importing"'))
    assert after_restart.upload(ADA, token).problem.startswith(
        "The server was restarted meanwhile; nothing was imported"
    )


def test_only_administrators_import(imports: Imports) -> None:
    token = upload(imports)
    settled(imports, token)
    with pytest.raises(Forbidden):
        imports.receive(EVE, [("a.csv", io.BytesIO(ACCOUNTS))])
    with pytest.raises(Forbidden):
        imports.revert(EVE, 1)
    with pytest.raises(Forbidden):
        imports.upload(BEN, token)


@pytest.mark.parametrize("token", ["", "..", "../../etc", "x" * 16, "0" * 16, "a/../b"])
def test_a_token_is_no_path(imports: Imports, token: str) -> None:
    with pytest.raises(NotFound):
        imports.upload(ADA, token)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("account.csv", "account.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\deals (1).xlsx", "deals (1).xlsx"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("..", "file"),
        ("x" * 300 + ".csv", "x" * 120 + ".csv"),
        ("漢" * 90 + ".csv", "漢" * 40 + ".csv"),
    ],
)
def test_a_browser_s_file_name_cannot_lead_anywhere(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_too_many_or_too_large_or_no_files_are_refused_with_nothing_kept(
    imports: Imports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.desk.imports.uploads.LARGEST_UPLOAD", 10)
    for files in ([], [("", io.BytesIO())], [("a.csv", io.BytesIO())] * 41, [("a.csv", io.BytesIO(ACCOUNTS))]):
        with pytest.raises(UploadRefused):
            imports.receive(ADA, files)
    assert list(imports._folder.glob("*")) == []


def test_yesterday_s_uploads_are_swept_away(imports: Imports) -> None:
    token = upload(imports)
    settled(imports, token)
    old = time.time() - 90_000
    os.utime(imports._folder / token, (old, old))
    settled(imports, upload(imports))
    assert not (imports._folder / token).exists()


def test_files_of_one_name_are_all_kept(imports: Imports) -> None:
    names = ("3 account.csv", "account.csv", "account.csv", "ACCOUNT.csv")
    token = imports.receive(ADA, [(name, io.BytesIO(ACCOUNTS)) for name in names])
    assert settled(imports, token).files == ("3 account.csv", "account.csv", "2 account.csv", "4 ACCOUNT.csv")


def test_an_upload_can_be_discarded(imports: Imports) -> None:
    token = upload(imports)
    settled(imports, token)
    imports.discard(ADA, token)
    with pytest.raises(NotFound):
        imports.upload(ADA, token)


def test_the_fields_of_an_object_are_those_an_import_can_fill() -> None:
    assert fields_of("account")[:3] == ("id", "annual_revenue", "city")
    assert "password_hash" not in fields_of("user")
    assert fields_of("gadget") == ()
