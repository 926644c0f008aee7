"""The verb that trains a classifier of texts with one label each."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from finetune.classify.report import Report, report_of
from finetune.classify.settings import Effort, settings_for
from finetune.classify.sources import read_source
from finetune.classify.stored import StoredClassifier
from finetune.classify.texts import Labelled
from finetune.classify.whole import run
from finetune.errors import DataNotRead

log = logging.getLogger(__name__)


def main(
    data: Annotated[str, typer.Option(help="A CSV, TSV, JSON or JSONL file, a folder, or a hub name.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; a killed run goes on from it.")],
    effort: Annotated[Effort, typer.Option(help="How long to train.")] = "standard",
    text_column: Annotated[str | None, typer.Option(help="Column of the texts; default: found by usual names.")] = None,
    label_column: Annotated[str | None, typer.Option(help="Column of the labels, likewise.")] = None,
    test: Annotated[str | None, typer.Option(help="Texts to measure on at the end; default: DATA's own.")] = None,
    start: Annotated[Path | None, typer.Option(help="Folder of a stored classifier to begin from.")] = None,
    seed: Annotated[int, typer.Option(help="Of every random choice.")] = 0,
) -> None:
    """Train a classifier of texts with one label each, measure it, store it in OUT/model."""
    columns = (text_column, label_column)
    source = read_source(data, text_column=text_column, label_column=label_column)
    measured = _test_part(test, columns, source.train.names) if test else source.test
    settings = settings_for(effort, texts=len(source.train), labels=len(source.train.names), seed=seed)
    log.info("%d texts, %d labels, %s", len(source.train), len(source.train.names), settings)
    command = " ".join(["python -m finetune", *sys.argv[1:]])
    model = run(source.train, source.dev, settings, out, source=data, command=command, start=start)
    if measured is not None:
        report = _measure(model, measured)
        (out / "test.json").write_text(report.as_json(), encoding="utf-8")
        typer.echo(f"test: accuracy {report.accuracy:.4f}, macro-F1 {report.macro_f1:.4f}, n {report.n}")
    typer.echo(f"stored in {model}")


def _measure(model: Path, rows: Labelled) -> Report:
    classifier = StoredClassifier(model)
    return report_of(classifier.read(rows.texts).logits, rows, classifier.temperature)


def _test_part(source: str, columns: tuple[str | None, str | None], names: tuple[str, ...]) -> Labelled:
    """The texts of a source under the labels of the training texts."""
    try:
        return read_source(source, text_column=columns[0], label_column=columns[1]).train.under(names)
    except ValueError as error:
        raise DataNotRead(source, str(error)) from error
