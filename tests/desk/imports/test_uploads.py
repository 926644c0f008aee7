"""Uploaded files on their way to records."""

import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from assistant.desk.imports import Imports, Upload, Wish, fields_of, uploads
from assistant.desk.imports.shelf import KEPT, safe_name
from assistant.desk.imports.state import WORKING
from assistant.errors import Forbidden, NotFound, UploadBusy, UploadGone, UploadRefused
from assistant.records.batches import Answers, ImportReport, Progress, import_paths
from assistant.records.schema import Account, User
from assistant.records.store import Store
from assistant.views import UserView

ADA = UserView(1, "Ada", "admin")
BEN = UserView(2, "Ben", "manager")
EVA = UserView(4, "Eva", "admin")
EVE = UserView(3, "Eve", "manager")
ACCOUNTS = b"id,name,founded\nA1,Acme,1999\nA2,Bolt,2001\n"


@pytest.fixture
def imports(tmp_path: Path) -> Iterator[Imports]:
    store = Store.open(tmp_path / "home")
    with store.write() as session:
        session.add_all(User(id=user.id, name=user.name, role=user.role) for user in (ADA, BEN, EVE, EVA))
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
    with pytest.raises(UploadBusy, match="imported already"):
        imports.run(ADA, token)
    assert not imports._shelf.files(token).exists()  # they are records now
    row = imports.batch(batch_id)
    assert (row.by, row.created, row.status, imports.batches()) == ("Ada", 2, "done", (row,))
    assert next(one.sentence for one in imports.fit(ADA, batch_id, as_of=date(2026, 1, 1)).came) == "user: 4 rows"
    imports.revert(ADA, batch_id)
    assert (accounts(imports), imports.batch(batch_id).status, len(told)) == (0, "reverted", 2)
    again = imports.fit(ADA, batch_id, as_of=date(2026, 1, 1))
    assert imports.fit(ADA, batch_id, as_of=date(2026, 1, 1)) is again  # made once for each state of the records


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
    after_restart = Imports(imports._store, imports._shelf.folder)
    assert after_restart.upload(ADA, token) == checked
    state = imports._shelf.folder / token / "state.json"
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
    monkeypatch.setattr("assistant.desk.imports.shelf.LARGEST_UPLOAD", 10)
    for files in ([], [("", io.BytesIO())], [("a.csv", io.BytesIO())] * 41, [("a.csv", io.BytesIO(ACCOUNTS))]):
        with pytest.raises(UploadRefused):
            imports.receive(ADA, files)
    assert list(imports._shelf.folder.glob("*")) == []


def test_uploads_to_which_nothing_happened_for_a_week_are_swept_away_the_others_are_not(imports: Imports) -> None:
    old, busy, new = upload(imports), upload(imports), upload(imports)
    for token in (old, busy, new):
        settled(imports, token)
    before = time.time() - KEPT.total_seconds() - 60
    for token in (old, busy):
        os.utime(imports._shelf.folder / token, (before, before))
    imports._working[busy] = imports.upload(ADA, busy)
    assert imports.sweep() == 1
    assert {path.name for path in imports._shelf.folder.glob("*")} == {busy, new}
    with pytest.raises(UploadGone) as caught:
        imports.upload(ADA, old)
    assert caught.value.reply == (
        "These files are not here any more, as uploads are kept for 7 days: upload them again."
    )


def test_what_waits_is_listed_until_it_is_imported_or_thrown_away(imports: Imports) -> None:
    first, second, third = upload(imports), upload(imports, b"%PDF-1.7", name="x.csv"), upload(imports)
    for token in (first, second, third):
        settled(imports, token)
    after_restart = Imports(imports._store, imports._shelf.folder)
    listed = after_restart.waiting(EVA)
    assert {one.upload.token: (one.upload.stage, one.upload.by) for one in listed} == {
        first: ("checked", "Ada"), second: ("failed", "Ada"), third: ("checked", "Ada"),
    }  # fmt: skip
    assert all(timedelta(0) < one.until_utc - datetime.now(UTC) <= KEPT for one in listed)
    after_restart.run(EVA, first)
    settled(after_restart, first)
    after_restart.discard(EVA, second)
    assert [one.upload.token for one in after_restart.waiting(ADA)] == [third]
    with pytest.raises(Forbidden):
        imports.waiting(BEN)


def test_uploads_together_hold_no_more_than_there_is_room_for(
    imports: Imports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.desk.imports.shelf.ROOM", 2 * len(ACCOUNTS))
    first, second = upload(imports), upload(imports)
    with pytest.raises(UploadRefused) as caught:
        upload(imports)
    assert caught.value.reply == (
        "Uploads that wait may hold 0 MB together, and these files would be more: "
        "import or discard one of those that wait first."
    )
    assert {path.name for path in imports._shelf.folder.glob("*")} == {first, second}
    settled(imports, first)
    imports.run(ADA, first)
    settled(imports, first)
    assert settled(imports, upload(imports)).stage == "checked"  # what is imported needs no room


def test_a_full_disk_is_a_sentence_with_nothing_kept(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(UploadRefused, match="no room for these files on the server's disk"):
        upload(imports)
    assert list(imports._shelf.folder.glob("*")) == []


def test_others_write_while_files_are_checked(imports: Imports, monkeypatch: pytest.MonkeyPatch) -> None:
    checking, written = threading.Event(), threading.Event()

    def slowly(*args: Any, progress: Callable[[Progress], None], **more: Any) -> ImportReport:
        def tell(now: Progress) -> None:
            progress(now)
            checking.set()
            assert written.wait(10)

        return import_paths(*args, progress=tell, **more)

    monkeypatch.setattr(uploads, "import_paths", slowly)
    token = upload(imports)
    assert checking.wait(10)
    with imports._store.write() as session:
        session.add(Account(name="Written meanwhile"))
    written.set()
    assert (settled(imports, token).stage, accounts(imports)) == ("checked", 1)


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
