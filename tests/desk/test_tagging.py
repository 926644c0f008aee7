import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.desk.tagged import COLUMNS
from assistant.desk.tagging import BUFFER, output_names, tag_file
from assistant.errors import CannotWrite, InUse, UnreadableFile
from assistant.halfway import halfway
from assistant.messages import Entity, Label, Reading

GOOD = Reading(
    language="en",
    supported=True,
    intent=Label("track_order", 0.97123, "high"),
    intent_alternatives=(Label("get_refund", 0.02, "low"),),
    sentiment=Label("neutral", 0.9, "high"),
    sentiment_level=0,
    frustrated=False,
    urgency="normal",
    needs_reply=True,
    entities=(Entity("order_number", "5512", 6, 10),),
    model_version="fake-1",
)
FOREIGN = Reading("de", False, None, (), None, None, None, None, None, (), "fake-1")
TAGS = {
    "intent": "track_order",
    "intent_confidence": "0.9712",
    "intent_band": "high",
    "intent_alternatives": '["get_refund"]',
    "sentiment": "neutral",
    "sentiment_confidence": "0.9",
    "sentiment_band": "high",
    "sentiment_level": "0",
    "frustrated": "false",
    "urgency": "normal",
    "language": "en",
    "supported": "true",
    "needs_reply": "true",
    "entities": '[{"kind": "order_number", "text": "5512", "start": 6, "end": 10}]',
}
EMPTY = dict.fromkeys(COLUMNS, "") | {"language": "de", "supported": "false", "entities": "[]"}


class FakeReader:
    """Reads everything as an order to track, but a text in German as German; remembers how much came at once."""

    version = "fake-1"

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
        """Read."""
        self.sizes.append(len(texts))
        return [FOREIGN if text.startswith("Wo ") else replace(GOOD, urgency=text or "normal") for text in texts]


class NormalReader(FakeReader):
    """Gives the same reading to every text but German."""

    def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
        """Read."""
        return [FOREIGN if text.startswith("Wo ") else GOOD for text in texts]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_csv_keeps_its_columns_and_gains_the_contract_s(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('id,text\n1,order 5512?\n2,"Wo ist, mein Paket?"\n', encoding="utf-8")
    report = tag_file(NormalReader(), tmp_path / "in.csv", tmp_path / "out.csv")
    assert rows_of(tmp_path / "out.csv") == [
        {"id": "1", "text": "order 5512?", **TAGS},
        {"id": "2", "text": "Wo ist, mein Paket?", **EMPTY},
    ]
    assert (report.rows, report.unsupported, report.high) == (2, 1, 1)
    assert "2 messages" in report.summary()


class Letters(NormalReader):
    """Remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[tuple[str, bool]] = []

    def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
        """Read."""
        self.given += [(text, entities) for text in texts]
        return super().read(texts, entities=entities)


def test_a_message_is_read_below_its_subject_with_entities_where_they_stand_in_it(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("Subject,Description\nOrder 77 late,It is 5512\nRe: hello,order 5512?\n")
    reader = Letters()
    tag_file(reader, tmp_path / "in.csv", tmp_path / "out.csv")
    assert reader.given == [("Subject: Order 77 late\n\nIt is 5512", False), ("order 5512?", False)]
    first, second = (json.loads(row["entities"]) for row in rows_of(tmp_path / "out.csv"))
    assert first == []
    assert [(one["kind"], one["start"], one["end"]) for one in second] == [("order_number", 6, 10)]


def test_a_subject_column_can_be_named_and_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("betreff,text\nWrong size,Please swap it\n", encoding="utf-8")
    reader = Letters()
    tag_file(reader, tmp_path / "in.csv", tmp_path / "out.csv", subject_column="betreff")
    assert reader.given == [("Subject: Wrong size\n\nPlease swap it", False)]
    with pytest.raises(UnreadableFile, match="no column 'topic'"):
        tag_file(reader, tmp_path / "in.csv", tmp_path / "out.csv", subject_column="topic")


def test_json_lines_keep_the_kinds_of_their_values(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": 7, "deep": {"a": [1]}, "body": "order 5512?"}\n{"id": null}\n')
    tag_file(NormalReader(), tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines())
    assert first == {
        "id": 7,
        "deep": {"a": [1]},
        "body": "order 5512?",
        "intent": "track_order",
        "intent_confidence": 0.9712,
        "intent_band": "high",
        "intent_alternatives": ["get_refund"],
        "sentiment": "neutral",
        "sentiment_confidence": 0.9,
        "sentiment_band": "high",
        "sentiment_level": 0,
        "frustrated": False,
        "urgency": "normal",
        "language": "en",
        "supported": True,
        "needs_reply": True,
        "entities": [{"kind": "order_number", "text": "5512", "start": 6, "end": 10}],
    }
    assert second["id"] is None


def test_rows_keep_their_order_over_several_buffers_of_bounded_size(tmp_path: Path) -> None:
    n = BUFFER * 2 + 5
    (tmp_path / "in.csv").write_text("text\n" + "".join(f"t{at}\n" for at in range(n)))
    reader, seen = FakeReader(), []
    tag_file(reader, tmp_path / "in.csv", tmp_path / "out.csv", progress=lambda done, total: seen.append((done, total)))
    assert [row["urgency"] for row in rows_of(tmp_path / "out.csv")] == [f"t{at}" for at in range(n)]
    assert reader.sizes == [BUFFER, BUFFER, 5]
    assert seen == [(BUFFER, n), (BUFFER * 2, n), (n, n)]


def test_an_input_column_with_a_tag_s_name_is_kept_under_another() -> None:
    assert output_names(("text", "intent", "input_intent", "urgency")) == {
        "text": "text",
        "intent": "input_input_intent",
        "input_intent": "input_intent",
        "urgency": "input_urgency",
    }


def test_a_text_that_a_spreadsheet_would_run_is_guarded(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("text,n\n=1+1,-5\n@shop hello,3\n")
    tag_file(NormalReader(), tmp_path / "in.csv", tmp_path / "out.csv")
    assert [(row["text"], row["n"]) for row in rows_of(tmp_path / "out.csv")] == [
        ("'=1+1", "-5"),
        ("'@shop hello", "3"),
    ]


def test_a_missing_column_names_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,words\n1,hello\n")
    with pytest.raises(UnreadableFile, match=r"no column 'txt'; its columns are id, words"):
        tag_file(NormalReader(), tmp_path / "in.csv", tmp_path / "out.csv", text_column="txt")
    with pytest.raises(UnreadableFile, match=r"--text; its columns are id, words"):
        tag_file(NormalReader(), tmp_path / "in.csv", tmp_path / "out.csv")


def test_the_named_column_is_the_one_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("text,other\nhello,Wo bleibt es?\n")
    tag_file(NormalReader(), tmp_path / "in.csv", tmp_path / "out.csv", text_column="other")
    assert rows_of(tmp_path / "out.csv")[0]["language"] == "de"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("in.csv", b""),
        ("in.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("in.csv", b"id,text\n1,fine\n2,too,many,cells\n"),
        ("in.jsonl", b'{"text": "fine"}\n[1, 2]\n'),
        ("in.jsonl", b'{"text": "fine"}\n{"text": \n'),
    ],
)
def test_a_file_that_is_no_table_leaves_the_old_output_alone(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "out.csv").write_text("old")
    reader = FakeReader()
    with pytest.raises(UnreadableFile):
        tag_file(reader, tmp_path / name, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == "old"
    assert reader.sizes == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "out.csv"])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        tag_file(FakeReader(), tmp_path / "none.csv", tmp_path / "out.csv")


class Failing(FakeReader):
    """Fails from some buffer on."""

    def __init__(self, works: int) -> None:
        super().__init__()
        self._works = works

    def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
        """Read, so many times."""
        if len(self.sizes) == self._works:
            raise RuntimeError("out of luck")
        return super().read(texts)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_a_run_that_was_cut_off_is_gone_on_with_to_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    source, out, whole = tmp_path / "in.csv", tmp_path / f"out{suffix}", tmp_path / f"whole{suffix}"
    source.write_text("text\n" + "".join(f"t{at}\n" for at in range(2 * BUFFER + 7)))
    tag_file(FakeReader(), source, whole)
    out.write_text("old")
    with pytest.raises(RuntimeError):
        tag_file(Failing(1), source, out)
    assert out.read_text() == "old"
    with (tmp_path / f".{out.name}.part").open("ab") as torn:
        torn.write(b"half a li")  # as a kill in the middle of writing leaves it
    reader = FakeReader()
    report = tag_file(reader, source, out)
    assert out.read_bytes() == whole.read_bytes()
    assert reader.sizes == [BUFFER, 7]
    assert (report.rows, report.already) == (2 * BUFFER + 7, BUFFER)
    assert f"after {BUFFER:,} of an earlier run" in report.summary()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", out.name, whole.name]


def test_another_file_or_model_begins_anew(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("text\n" + "t\n" * (BUFFER + 1))
    with pytest.raises(RuntimeError):
        tag_file(Failing(1), source, out)
    source.write_text("text\n" + "u\n" * (BUFFER + 1))
    report = tag_file(FakeReader(), source, out)
    assert report.already == 0
    assert {row["urgency"] for row in rows_of(out)} == {"u"}


def test_two_runs_do_not_write_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("text\nhello\n")
    with halfway(tmp_path / "out.csv", "another run"), pytest.raises(InUse, match=r"out\.csv: wait"):
        tag_file(FakeReader(), tmp_path / "in.csv", tmp_path / "out.csv")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("text\nhello\n")
    with pytest.raises(CannotWrite, match=r"in\.csv/out\.csv"):
        tag_file(FakeReader(), tmp_path / "in.csv", tmp_path / "in.csv/out.csv")
