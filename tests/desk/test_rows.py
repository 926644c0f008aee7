"""Files of messages in every form that a table can have."""

import json
from pathlib import Path

import pytest

from assistant.desk.rows import open_messages
from assistant.errors import UnreadableFile
from tests.records.batches.reading.books import book

OBJECTS = [{"id": 1, "text": "hello", "meta": {"a": [1]}}, {"id": 2, "text": None}]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("in.json", json.dumps(OBJECTS, indent=1)),
        ("in.json", "".join(f"{json.dumps(one)}\n" for one in OBJECTS)),
        ("in.jsonl", "".join(f"{json.dumps(one)}\n" for one in OBJECTS)),
    ],
)
def test_objects_keep_their_values_as_they_are(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    rows = open_messages(tmp_path / name)
    assert (rows.columns, rows.text_column, list(rows)) == (("id", "text", "meta"), "text", OBJECTS)
    assert [rows.text(row) for row in rows] == ["hello", ""]


def test_a_sheet_of_messages_is_read_like_a_csv_file(tmp_path: Path) -> None:
    rows = open_messages(book(tmp_path / "in.xlsx", Messages=[["id", "message"], [1, "hello"], [2, "bye"]]))
    assert list(rows) == [{"id": "1", "message": "hello"}, {"id": "2", "message": "bye"}]


def test_of_several_tables_nobody_knows_which_holds_the_messages(tmp_path: Path) -> None:
    path = book(tmp_path / "in.xlsx", One=[["text", "id"], ["a", 1]], Two=[["text", "id"], ["b", 2]])
    with pytest.raises(UnreadableFile, match=r"it holds several tables .*; save the messages in a file alone"):
        open_messages(path)
    (tmp_path / "in.json").write_text(json.dumps({"tickets": [{"text": "a"}], "users": [{"name": "b"}]}), "utf-8")
    with pytest.raises(UnreadableFile, match=r"it holds several tables \(tickets, users\)"):
        open_messages(tmp_path / "in.json")


def test_a_json_file_without_messages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="there are no messages in it"):
        open_messages(tmp_path / "in.json")
