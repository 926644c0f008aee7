"""The records of a JSON file become tables, whatever holds them."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import UnreadableFile
from assistant.records.batches.reading import json_window, open_tables
from assistant.records.batches.reading.json_records import Record, read_records
from tests.records.batches.reading.books import read

ADA = {"id": 1, "name": "Ada"}
BEA = {"id": 2, "name": "Bea"}
PEOPLE = [["id", "name"], ["1", "Ada"], ["2", "Bea"]]
PLAIN = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=9)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def write(folder: Path, value: object, name: str = "people.json", indent: int | None = None) -> Path:
    """Write one value as a file."""
    path = folder / name
    path.write_text(json.dumps(value, indent=indent), encoding="utf-8")
    return path


@pytest.mark.parametrize("indent", [None, 2], ids=["one line", "pretty"])
@pytest.mark.parametrize(
    ("value", "tables"),
    [
        pytest.param([ADA, BEA], {"people.json": PEOPLE}, id="array"),
        pytest.param(
            {"results": [ADA, BEA], "paging": {"next": {"after": "2"}}}, {"people.json": PEOPLE}, id="unnamed"
        ),
        pytest.param({"users": [ADA, BEA], "next_page": None}, {"people.json › users": PEOPLE}, id="named"),
        pytest.param({"data": {"Users": [ADA, BEA]}}, {"people.json › users": PEOPLE}, id="named within"),
        pytest.param(
            {"users": [ADA, BEA], "count": 2, "groups": [{"id": 9}]},
            {"people.json › users": PEOPLE, "people.json › groups": [["id"], ["9"]]},
            id="several",
        ),
        pytest.param(ADA, {"people.json": PEOPLE[:2]}, id="a record alone"),
        pytest.param({"user": ADA}, {"people.json › user": PEOPLE[:2]}, id="a record alone with its name"),
        pytest.param({"name": "Ada", "tags": [1]}, {"people.json": [["name", "tags"], ["Ada", "[1]"]]}, id="no id"),
    ],
)
def test_records_are_found(
    tmp_path: Path, value: object, indent: int | None, tables: dict[str, list[list[str]]]
) -> None:
    assert read(write(tmp_path, value, indent=indent)) == tables


@pytest.mark.parametrize("name", ["people.jsonl", "people.ndjson", "people.json"])
def test_lines_are_records_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"\n{json.dumps(ADA)}\n\n{json.dumps(BEA)}\n", encoding="utf-8")
    (table,) = open_tables(path)
    assert [(line.number, line.cells) for line in table.lines()] == [(2, ["1", "Ada"]), (4, ["2", "Bea"])]


def test_an_array_in_a_file_of_lines_is_an_array(tmp_path: Path) -> None:
    assert read(write(tmp_path, [ADA, BEA], name="people.jsonl", indent=1)) == {"people.jsonl": PEOPLE}


def test_one_document_may_follow_another(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps([ADA], indent=1) + json.dumps([BEA], indent=1), encoding="utf-8")
    assert read(path) == {"people.json": PEOPLE}


def test_objects_become_dotted_columns_and_lists_stay_lists(tmp_path: Path) -> None:
    ticket = {"id": 7, "via": {"channel": "web", "source": {"from": {}}}, "score": None, "tags": ["a", 1], "open": True}
    other = {"id": 8, "score": {"value": 1.234, "count": 2.0}, "tags": [], "mixed": [1, {"a": 1}]}
    assert read(write(tmp_path, [ticket, other])) == {
        "people.json": [
            ["id", "via.channel", "tags", "open", "score.value", "score.count", "mixed", "via.source.from"],
            ["7", "web", '["a", 1]', "true", "", "", "", ""],
            ["8", "", "", "", "1.2340", "2", '[1, {"a": 1}]', ""],
        ]
    }


def test_objects_in_a_list_are_a_table_of_their_own_that_names_the_record(tmp_path: Path) -> None:
    comments = [{"id": 71, "body": "hi", "files": [{"name": "a.pdf"}]}, {"id": 72, "body": "ho"}]
    tickets = [{"id": 7, "comments": comments}, {"id": 8, "comments": []}]
    tables = {
        "x.json › tickets": [["id"], ["7"], ["8"]],
        "x.json › tickets.comments": [["parent.id", "id", "body"], ["7", "71", "hi"], ["7", "72", "ho"]],
        "x.json › tickets.comments.files": [["parent.id", "name"], ["71", "a.pdf"]],
    }
    assert read(write(tmp_path, {"tickets": tickets}, name="x.json")) == tables
    (tmp_path / "tickets.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in tickets), encoding="utf-8")
    assert [table.head.stem for table in open_tables(tmp_path / "tickets.jsonl")] == [
        "tickets",
        "tickets.comments",
        "tickets.comments.files",
    ]


def test_pairs_of_id_and_value_are_columns(tmp_path: Path) -> None:
    fields = [{"id": 7, "value": "x"}, {"id": 9, "value": None}]
    assert read(write(tmp_path, [{"id": 1, "fields": fields}])) == {
        "people.json": [["id", "fields.7", "fields.9"], ["1", "x", ""]]
    }


def test_entries_that_are_no_objects_or_contradict_themselves_are_told(tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text('[{"id": 1}, 5, {"a.b": 1, "a": {"b": 2}}, {"id": "\\ud800"}]', encoding="utf-8")
    (table,) = open_tables(path)
    assert [(line.number, line.problem) for line in table.lines()] == [
        (1, ""),
        (2, "the entry is no JSON object"),
        (3, "two values are called 'a.b'"),
        (4, "a text holds half a character"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"id": 1}, {"id": 2', "the JSON ends in the middle; export or download the file again"),
        ('{"users": [{"id": 1}], "count"', "the JSON ends in the middle; export or download the file again"),
        ('[{"id": 1},\n {"id": x}]', "what stands near line 2 is no valid JSON; export the file again"),
        ('[{"id": 1} {"id": 2}]', "what stands near line 1 is no valid JSON; export the file again"),
        ('{users: [{"id": 1}]}', "what stands near line 1 is no valid JSON; export the file again"),
        ('[{"id": ' + "9" * 5000 + "}]", "what stands near line 1 is no valid JSON; export the file again"),
        ("[" * 100_000, "what stands near line 1 is nested too deeply to be read; export it again"),
        ('[{"a":' * 50_000, "what stands near line 1 is nested too deeply to be read; export it again"),
        ('{"tickets": []}', "there are no records in it; give JSON objects with the columns as their keys"),
        ("[1, 2, 3]", "there are no records in it; give JSON objects with the columns as their keys"),
        ('"just text"', "there are no records in it; give JSON objects with the columns as their keys"),
        (
            json.dumps([{f"c{number}": 1 for number in range(3000)}]),
            "the header has 3,000 columns and I read up to 2,000",
        ),
    ],
    ids=range(12),
)
def test_a_document_that_is_none_is_refused_in_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "people.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=f"people.json: {why}"):
        open_tables(path)


def test_an_endless_record_is_refused_before_it_fills_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_window, "LONGEST_VALUE", 100_000)
    monkeypatch.setattr(json_window, "PIECE", 1000)
    with pytest.raises(UnreadableFile, match="is a record of more than 100,000 characters; export it in smaller parts"):
        open_tables(write(tmp_path, [{"id": 1, "text": "x" * 1_000_000}], indent=1))


@settings(max_examples=40, deadline=None)
@given(
    value=st.lists(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), VALUES, min_size=1), max_size=5)
)
def test_records_are_the_same_in_pieces_of_any_size(
    value: list[object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("json") / "people.json"
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_window, "PIECE", 3)
        found = list(read_records(path, "utf-8"))
    assert found == [Record("", place, one) for place, one in enumerate(value, start=1)]
