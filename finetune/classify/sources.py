"""Reads labelled texts from wherever people keep them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import datasets

from finetune.classify.texts import Labelled, labelled
from finetune.errors import DataNotRead

TEXT_COLUMNS = ("text", "utterance", "sentence", "message", "tweet", "content", "body", "query")
LABEL_COLUMNS = ("label", "intent", "category", "class", "topic", "sentiment", "airline_sentiment")
PARTS = {"train": ("train",), "dev": ("validation", "valid", "val", "dev"), "test": ("test",)}
LEAST = 4  # texts, of at least two labels

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Source:
    """The parts a source has; a missing one is None."""

    train: Labelled
    dev: Labelled | None
    test: Labelled | None


def read_source(source: str, *, text_column: str | None = None, label_column: str | None = None) -> Source:
    """Read labelled texts.

    Args:
        source: A CSV, TSV, JSON or JSONL file; a folder with `train.csv` (or `.jsonl`), or with `train.seq.in` beside
            `train.label`, or with CLINC150's `data_full.json`, each with other parts beside it where there are any;
            else the name of a set on the Hugging Face hub.
        text_column: Column of the texts; default the first of the usual names that is there.
        label_column: Column of the labels, likewise.

    Raises:
        DataNotRead: There is nothing by that name, a column is missing, or too little is in it.
    """
    path = Path(source)
    columns = (text_column, label_column)
    if path.is_file():
        return _joined(source, {"train": _table(path, *columns)})
    if path.is_dir():
        return _joined(source, _folder(path, *columns))
    if path.suffix or source.startswith((".", "/")):
        raise DataNotRead(source, "there is no such file or folder")
    return _joined(source, _hub(source, *columns))


def _folder(folder: Path, text: str | None, label: str | None) -> dict[str, Pairs]:
    if (whole := folder / "data_full.json").is_file():
        parts = json.loads(whole.read_text(encoding="utf-8"))
        return {"train": parts["train"], "dev": parts["val"], "test": parts["test"]}
    found = {}
    for part, names in PARTS.items():
        for name in names:
            pairs = _part(folder, name, text, label)
            if pairs is not None:
                found[part] = pairs
    if "train" not in found:
        raise DataNotRead(str(folder), "it holds neither train.csv, train.jsonl, train.seq.in nor data_full.json")
    return found


def _part(folder: Path, name: str, text: str | None, label: str | None) -> Pairs | None:
    lines, labels = folder / f"{name}.seq.in", folder / f"{name}.label"
    if lines.is_file() and labels.is_file():
        texts, names = (file.read_text(encoding="utf-8").splitlines() for file in (lines, labels))
        if len(texts) != len(names):
            raise DataNotRead(str(lines), f"it has {len(texts)} lines, {labels.name} has {len(names)}")
        return list(zip(texts, names, strict=True))
    tables = [folder / f"{name}{suffix}" for suffix in (".csv", ".jsonl") if (folder / f"{name}{suffix}").is_file()]
    return _table(tables[0], text, label) if tables else None


def _table(path: Path, text: str | None, label: str | None) -> Pairs:
    kind = "json" if path.suffix in {".json", ".jsonl"} else "csv"
    more = {"delimiter": "\t"} if path.suffix == ".tsv" else {}
    with tempfile.TemporaryDirectory() as cache:
        try:
            rows = datasets.load_dataset(kind, data_files=str(path), split="train", cache_dir=cache, **more)
            return _pairs(str(path), rows, text, label)
        except (ValueError, OSError, datasets.exceptions.DatasetGenerationError) as error:
            raise DataNotRead(str(path), f"it is no table in {kind.upper()}") from error


def _hub(name: str, text: str | None, label: str | None) -> dict[str, Pairs]:
    try:
        parts = datasets.load_dataset(name)
    except (ValueError, OSError, RuntimeError) as error:
        why = "it is no file or folder here, and the hub has no such set, or cannot be reached"
        raise DataNotRead(name, why) from error
    found = {part: next((parts[one] for one in names if one in parts), None) for part, names in PARTS.items()}
    return {part: _pairs(name, rows, text, label) for part, rows in found.items() if rows is not None}


def _pairs(source: str, rows: datasets.Dataset, text: str | None, label: str | None) -> Pairs:
    column = _column(source, rows.column_names, text, TEXT_COLUMNS, "--text-column")
    of_label = _column(source, rows.column_names, label, LABEL_COLUMNS, "--label-column")
    names = getattr(rows.features[of_label], "names", None)  # a class of the hub's is kept as a number
    texts, labels = rows[column], rows[of_label]
    told = ((one, names[of] if names and of is not None else of) for one, of in zip(texts, labels, strict=True))
    return [(str(one), str(of)) for one, of in told if one is not None and of is not None]


def _column(source: str, there: Iterable[str], wanted: str | None, usual: tuple[str, ...], option: str) -> str:
    by_name = {name.casefold(): name for name in there}
    for name in (wanted,) if wanted else usual:
        if name.casefold() in by_name:
            return by_name[name.casefold()]
    asked = f"has no column {wanted}" if wanted else f"has none of the usual columns ({', '.join(usual)})"
    raise DataNotRead(source, f"it {asked} but {', '.join(by_name.values())}: name one with {option}")


def _joined(source: str, parts: dict[str, Pairs]) -> Source:
    pairs = {part: [pair for pair in rows if pair[0].strip()] for part, rows in parts.items()}
    if "train" not in pairs or len(pairs["train"]) < LEAST or len({label for _, label in pairs["train"]}) < 2:
        raise DataNotRead(source, f"at least {LEAST} texts with at least two labels are needed")
    names = sorted({label for _, label in pairs["train"]})
    read = {}
    for part, rows in pairs.items():
        try:
            read[part] = labelled([text for text, _ in rows], [label for _, label in rows], names)
        except ValueError as error:
            raise DataNotRead(source, f"in its {part} part {error}") from error
    return Source(read["train"], read.get("dev"), read.get("test"))
