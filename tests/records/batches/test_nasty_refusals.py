"""What is no table is refused in one sentence that says what to do, before anything is written."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import NeedsAnswer, NothingToImport, UnreadableFile
from assistant.records.batches import import_paths
from assistant.records.batches.answers import Answers
from assistant.records.store import Store
from tests.records.batches.nasty import making
from tests.records.batches.tables import contents, put

NASTY = Path(__file__).parent / "nasty"
SAVE_PLAIN = "this workbook is protected by a password; save it without one, then import it again."
OLD = "this is an old Excel workbook (.xls); open it in Excel and save it as .xlsx or CSV."
BINARY = "this is no table but a binary Excel workbook (.xlsb); save it as .xlsx."
MUCH_TEXT = "this workbook holds too much text to be read at once; save the sheet as CSV."
OPEN_DOCUMENT = "this is no table but an OpenDocument file; save the sheet as .xlsx or CSV."
DAMAGED = "this workbook is damaged; open it in Excel and save it again, or save it as CSV."
BOMB = "this workbook unpacks to far more than a table holds, as a zip bomb does; save the sheet as CSV."
PAGE = "this is a web page or XML with a table's name; open it in Excel and save it as .xlsx or CSV."
NO_RECORDS = "there are no records in it; give JSON objects with the columns as their keys."
EMPTY = "the file is empty; export it again with its header row."
NOT_UTF8 = "is text that is not UTF-8; name the encoding it was saved in, such as --encoding cp1252."
OPEN_QUOTE = "the quoted text that opens in line 3 is not closed where it should be; mend that line."


def refusal(store: Store, *paths: Path, answers: Answers | None = None) -> str:
    """The sentence; the store must be as it was."""
    before = contents(store)
    with pytest.raises((UnreadableFile, NothingToImport, NeedsAnswer)) as caught:
        import_paths(store, list(paths), answers=answers or Answers())
    assert contents(store) == before
    return caught.value.reply


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("empty.csv", EMPTY),
        ("blanks.csv", EMPTY),
        ("mark_only.csv", "there is no header row; the first line must name the columns."),
        ("document.csv", "this is no table but a PDF document."),
        ("picture.csv", "this is no table but a picture."),
        ("compressed.csv", "this is no table but a compressed file; unpack it first."),
        ("page.csv", PAGE),
        ("page.xls", PAGE),
        ("spreadsheet.xml", PAGE),
        ("latin.csv", f"line 2 {NOT_UTF8}"),
        ("two_encodings.csv", f"line 3 {NOT_UTF8}"),
        ("half_a_character.csv", "line 2 is text that is not UTF-16; save it as UTF-8."),
        ("nul_in_header.csv", "the header holds NUL characters; this is no table."),
        ("same_headers.csv", "2 columns are named 'name'; give each column its own name."),
        ("open_quote.csv", OPEN_QUOTE),
        ("open_quote_at_the_end.csv", OPEN_QUOTE),
        ("cut.json", "the JSON ends in the middle; export or download the file again."),
        ("plain_list.json", NO_RECORDS),
    ],
)
def test_a_file_that_is_no_table(store: Store, name: str, why: str) -> None:
    assert refusal(store, NASTY / name) == f"{name}: {why}"


@pytest.mark.parametrize(
    ("make", "name", "why"),
    [
        (making.old_workbook, "book.xls", OLD),
        (making.locked_workbook, "book.xlsx", SAVE_PLAIN),
        (making.bomb, "book.xlsx", BOMB),
        (making.many_bombs, "book.xlsx", BOMB),
        (making.endless_directory, "book.xlsx", BOMB),
        (making.liar, "book.xlsx", DAMAGED),
        (making.cut_workbook, "book.xlsx", DAMAGED),
        (making.swollen_texts, "book.xlsx", MUCH_TEXT),
        (making.archive, "account.csv", "this is no table but a zip archive; unpack it first."),
        (making.open_document, "book.ods", OPEN_DOCUMENT),
        (making.binary_workbook, "book.xlsb", BINARY),
        (making.deep, "account.json", "what stands near line 1 is nested too deeply to be read; export it again."),
        (making.wide, "account.csv", "the header has 10,000 columns and I read up to 2,000."),
        (making.noise, "account.csv", "this is a binary file, no table; give a CSV, TSV, JSON or Excel (.xlsx) file."),
        (making.zeros, "account.csv", "this is a binary file, no table; give a CSV, TSV, JSON or Excel (.xlsx) file."),
    ],
)  # fmt: skip
def test_a_file_that_was_made_to_harm(
    store: Store, tmp_path: Path, make: Callable[[Path], None], name: str, why: str
) -> None:
    make(tmp_path / name)
    assert refusal(store, tmp_path / name) == f"{name}: {why}"


@pytest.mark.parametrize("codec", ["klingon", "hex", "rot13", "undefined", ""])
def test_an_encoding_that_is_none(store: Store, tmp_path: Path, codec: str) -> None:
    path = put(tmp_path, "account.csv", "id,name", "A1,Alpha")
    if codec:
        sentence = refusal(store, path, answers=Answers(encoding=codec))
        assert sentence == f"account.csv: there is no encoding {codec!r}; try --encoding cp1252."
    else:
        assert import_paths(store, [path], answers=Answers(encoding=codec)).rows_in == 1


def test_a_path_that_leads_nowhere(store: Store, tmp_path: Path) -> None:
    (tmp_path / "lost.csv").symlink_to(tmp_path / "gone.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    for name in ("gone.csv", "lost.csv", "loop.csv"):
        assert refusal(store, tmp_path / name) == f"{tmp_path / name}: there is no such file or folder; check the path."


def test_a_file_that_may_not_be_opened(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "account.csv", "id,name", "A1,Alpha")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the administrator may open anything

        def refuse(self: Path, *_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "open", refuse)
    sentence = refusal(store, path)
    assert sentence == "account.csv: cannot be opened (Permission denied); check its path and permissions."


def test_a_folder_without_tables(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "readme.md", "no table")
    (tmp_path / "account.csv").mkdir()
    assert refusal(store, tmp_path) == "There is no table in what you named; give CSV, TSV, Excel or JSON files."


def test_a_pipe_or_a_device_is_not_waited_for(store: Store, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "deal.csv")
    for path in (tmp_path / "deal.csv", Path("/dev/zero")):
        assert refusal(store, path) == f"{path}: this is a device or a pipe; give a file or a folder."


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("open_dates", "deal.csv, column 'opened_at': '03/04/2026' can be read in two ways; "
         "say --dates day-first or --dates month-first."),
        ("open_numbers", "deal.csv, column 'amount': '1.234' can be read in two ways; "
         "say --numbers point or --numbers comma."),
    ],
)  # fmt: skip
def test_a_column_that_can_be_read_in_two_ways_is_asked_about(store: Store, name: str, why: str) -> None:
    assert refusal(store, NASTY / name / "deal.csv") == why


def test_one_bad_file_among_many_is_named_and_the_others_wait(store: Store, tmp_path: Path) -> None:
    put(tmp_path, "account.csv", "id,name", "A1,Alpha")
    shutil.copy(NASTY / "document.csv", tmp_path / "contact.csv")
    assert refusal(store, tmp_path) == "contact.csv: this is no table but a PDF document."
