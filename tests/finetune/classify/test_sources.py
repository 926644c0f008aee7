import json
from pathlib import Path

import datasets
import pytest

from finetune.classify.sources import read_source
from finetune.classify.texts import Labelled
from finetune.errors import DataNotRead

TRAIN = Labelled(("one", "two", "three", "four"), (0, 1, 0, 1), ("a", "b"))
LINES = [{"text": text, "label": "ab"[label]} for text, label in zip(TRAIN.texts, TRAIN.labels, strict=True)]


def write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("text,label\n" + "".join(f"{row['text']},{row['label']}\n" for row in rows))


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl"])
def test_a_file_is_training_texts_alone(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"mine.{kind}"
    if kind == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in LINES))
    else:
        write_csv(path, LINES)
        path.write_text(path.read_text().replace(",", "\t" if kind == "tsv" else ","))
    read = read_source(str(path))
    assert (read.train, read.dev, read.test) == (TRAIN, None, None)


def test_a_folder_of_tables_has_all_its_parts(tmp_path: Path) -> None:
    write_csv(tmp_path / "train.csv", LINES)
    write_csv(tmp_path / "dev.csv", LINES[:1])
    write_csv(tmp_path / "test.csv", LINES[2:])
    read = read_source(str(tmp_path))
    assert (read.train, read.dev, read.test) == (TRAIN, TRAIN.at([0]), TRAIN.at([2, 3]))


def test_a_folder_of_lines_is_read(tmp_path: Path) -> None:
    for part, rows in (("train", LINES), ("valid", LINES[1:2])):
        (tmp_path / f"{part}.seq.in").write_text("".join(row["text"] + "\n" for row in rows))
        (tmp_path / f"{part}.label").write_text("".join(row["label"] + "\n" for row in rows))
    read = read_source(str(tmp_path))
    assert (read.train, read.dev, read.test) == (TRAIN, TRAIN.at([1]), None)
    (tmp_path / "valid.label").write_text("a\nb\n")
    with pytest.raises(DataNotRead, match=r"1 lines, valid\.label has 2"):
        read_source(str(tmp_path))


def test_clinc_s_own_file_is_read(tmp_path: Path) -> None:
    pairs = [[row["text"], row["label"]] for row in LINES]
    parts = {"train": pairs, "val": pairs[:1], "test": pairs[1:2], "oos_train": [["x", "oos"]]}
    (tmp_path / "data_full.json").write_text(json.dumps(parts))
    read = read_source(str(tmp_path))
    assert (read.train, read.dev, read.test) == (TRAIN, TRAIN.at([0]), TRAIN.at([1]))


def test_a_hub_set_keeps_the_names_of_its_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    features = datasets.Features({"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["a", "b"])})
    part = datasets.Dataset.from_dict({"text": list(TRAIN.texts), "label": list(TRAIN.labels)}, features=features)
    parts = datasets.DatasetDict(train=part, validation=part.select([0]))
    monkeypatch.setattr(datasets, "load_dataset", lambda name: {"own/set": parts}[name])
    read = read_source("own/set")
    assert (read.train, read.dev, read.test) == (TRAIN, TRAIN.at([0]), None)


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("".join(f"{row['text']},{row['label']}\n" for row in [{"text": "words", "label": "kind"}, *LINES]))
    assert read_source(str(path), text_column="words", label_column="Kind").train == TRAIN


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("no.csv", None, "there is no such file or folder"),
        ("empty.csv", "", "it is no table in CSV"),
        ("binary.jsonl", "\x00\x01", "it is no table in JSON"),
        ("other.csv", "words,label\na,b\n", "none of the usual columns"),
        ("few.csv", "text,label\na,b\n", "at least 4 texts with at least two labels are needed"),
        ("one.csv", "text,label\n" + "a,b\n" * 9, "at least 4 texts with at least two labels are needed"),
        ("blank.csv", "text,label\n" + " ,b\n ,a\n" * 9, "at least 4 texts with at least two labels are needed"),
    ],
)
def test_what_cannot_be_learnt_from_is_said(name: str, content: str | None, why: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(DataNotRead) as caught:
        read_source(str(path))
    assert why in caught.value.reply
    assert caught.value.reply.startswith(f"I can't train on {path}: ")


def test_a_folder_without_any_layout_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataNotRead, match=r"neither train\.csv"):
        read_source(str(tmp_path))
