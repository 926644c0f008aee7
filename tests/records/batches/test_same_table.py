"""A table is the same whatever its file's encoding, delimiter, line ends or form."""

import json
from pathlib import Path

import pytest

from assistant.records.batches import Answers, ImportReport, import_paths
from assistant.records.store import Store
from tests.records.batches.reading.books import book
from tests.records.batches.tables import count, rows

TWO = (count("account", created=2),)
NAMES = [("Alpha",), ("Béta",)]
OBJECTS = [{"id": "A1", "name": "Alpha"}, {"id": "A2", "name": "Béta"}]
TABLE = "id,name\nA1,Alpha\nA2,Béta\n"


def load_bytes(
    store: Store, folder: Path, content: bytes, *, name: str = "account.csv", encoding: str = ""
) -> ImportReport:
    """Write these bytes and import them."""
    (folder / name).write_bytes(content)
    return import_paths(store, [folder / name], answers=Answers(encoding=encoding))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(TABLE.encode(), "account.csv", id="utf-8"),
        pytest.param(TABLE.encode("utf-8-sig"), "account.csv", id="utf-8 with mark"),
        pytest.param(TABLE.encode("utf-16"), "account.csv", id="utf-16 with mark"),
        pytest.param(b"\xfe\xff" + TABLE.encode("utf-16-be"), "account.csv", id="utf-16 big-endian"),
        pytest.param(TABLE.encode("utf-16-le"), "account.csv", id="utf-16 without mark"),
        pytest.param(TABLE.encode("utf-32"), "account.csv", id="utf-32"),
        pytest.param(TABLE.encode("utf-32-be"), "account.csv", id="utf-32 without mark"),
        pytest.param(TABLE.replace("\n", "\r\n").encode(), "account.csv", id="CRLF"),
        pytest.param(TABLE.replace("\n", "\r").encode(), "account.csv", id="CR"),
        pytest.param(TABLE.rstrip().encode(), "account.csv", id="no newline at the end"),
        pytest.param(TABLE.replace(",", ";").encode(), "account.csv", id="semicolons"),
        pytest.param(TABLE.replace(",", "|").encode(), "account.txt", id="bars"),
        pytest.param(TABLE.replace(",", "\t").encode(), "account.tsv", id="tabs"),
        pytest.param(TABLE.replace(",", "\t").encode(), "account.csv", id="tabs in a .csv"),
        pytest.param(
            b'id,name,notes\nA1,Alpha,"a;""b"\nA2,B\xc3\xa9ta,\n', "account.csv", id="another delimiter inside"
        ),
        pytest.param(TABLE.replace("\n", "\n\n  \n").encode(), "account.csv", id="blank lines"),
        pytest.param(
            b" ID , Name \nA1, Alpha \nA2,B\xc3\xa9ta\n", "account.csv", id="blanks and capitals in the header"
        ),
        pytest.param(b"id,name\nA1,Alpha,,\nA2,B\xc3\xa9ta,\n", "account.csv", id="delimiters too many"),
        pytest.param(b"id,name,\nA1,Alpha,\nA2,B\xc3\xa9ta,\n", "account.csv", id="a nameless column"),
        pytest.param(TABLE.encode(), "Accounts.CSV", id="plural and capitals in the file name"),
        pytest.param(
            b'{"id": "A1", "name": "Alpha"}\n\n{"name": "B\xc3\xa9ta", "id": "A2"}\n', "account.jsonl", id="JSON lines"
        ),
        pytest.param(json.dumps(OBJECTS).encode(), "account.json", id="a JSON array"),
        pytest.param(json.dumps({"account": OBJECTS, "count": 2}, indent=1).encode(), "x.json", id="a JSON object"),
        pytest.param(json.dumps(OBJECTS).encode("utf-16"), "account.json", id="a JSON array in UTF-16"),
    ],
)
def test_these_are_all_the_same_table(store: Store, tmp_path: Path, content: bytes, name: str) -> None:
    assert load_bytes(store, tmp_path, content, name=name).objects == TWO
    assert rows(store, "account", "name") == NAMES


def test_a_sheet_is_the_same_table(store: Store, tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", Account=[["id", "name"], ["A1", "Alpha"], ["A2", "Béta"]])
    assert import_paths(store, [path]).objects == TWO
    assert rows(store, "account", "name") == NAMES


def test_the_encoding_that_a_person_names_is_used(store: Store, tmp_path: Path) -> None:
    assert load_bytes(store, tmp_path, TABLE.encode("cp1252"), encoding="cp1252").objects == TWO
    assert rows(store, "account", "name") == NAMES
