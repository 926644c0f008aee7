"""Train a message reader, calibrate it on writers it never saw, write the folder that ships."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.understanding.spelling import words_seen
from finetune.calibrate import calibrate
from finetune.card import card
from finetune.crossfit import assemble
from finetune.errors import DataNotRead
from finetune.examples import Example, read_messages
from finetune.export import export
from finetune.lexical import fit_lexical
from finetune.public import read_bitext, read_table, read_tweets, tweeteval_texts
from finetune.recipe import Recipe
from finetune.runs import final, leave_out

log = logging.getLogger("finetune")
VOICES = Path(__file__).with_name("voices")


def main(
    messages: Annotated[
        list[Path] | None, typer.Option(help="Labelled messages, one JSON object a line, with a `writer` each.")
    ] = None,
    voices: Annotated[bool, typer.Option(help="Learn from the messages that come with the package too.")] = True,
    out: Annotated[Path, typer.Option(help="Folder of the run; a killed run goes on from it.")] = Path("out/finetune"),
    data: Annotated[Path | None, typer.Option(help="Folder of public sets; without it only messages are used.")] = None,
    also: Annotated[list[str] | None, typer.Option(help="More texts: FILE.csv, FILE.jsonl or a hub name.")] = None,
    text_column: Annotated[str, typer.Option(help="Column of the text in --also.")] = "text",
    intent_column: Annotated[str, typer.Option(help="Column of the intent in --also.")] = "intent",
    hold_out: Annotated[
        list[str] | None, typer.Option(help="Writers to calibrate on, as `e,h`; several folds cross-fit.")
    ] = None,
    epochs: Annotated[int, typer.Option(help="Times through the messages.")] = Recipe().epochs,
    seed: Annotated[int, typer.Option(help="Of every random choice.")] = Recipe().seed,
) -> None:
    """Train the reader of customers' messages, calibrate it on writers it never saw, export it to OUT/weights."""
    recipe = replace(Recipe(), epochs=epochs, seed=seed)
    files = [*(messages or []), *(sorted(VOICES.glob("*.jsonl")) if voices else [])]
    rows = [row for file in files for row in _read(file)]
    if not rows:
        raise DataNotRead("messages", "there are none: name a file with --messages, or leave out --no-voices")
    public = _public(data, recipe)
    for source in also or []:
        public += read_table(source, text_column=text_column, intent_column=intent_column)
    folds = [fold.split(",") for fold in hold_out or _default_folds(rows)]
    places = [out / f"without-{'-'.join(fold)}" for fold in folds]
    held = [leave_out(rows, public, fold, recipe, place) for fold, place in zip(folds, places, strict=True)]
    fitted = assemble(held)
    settings, report = calibrate(fitted.outputs, fitted.examples)
    log.info("lexical factors %s, %s", sorted(set(fitted.factors.tolist())), report)
    trained = final(rows, public, recipe, out / "final", start=places[0])
    writers = sorted({row.writer for row in rows})
    written = card(
        recipe,
        report,
        messages=len(rows),
        writers=writers,
        cross_fitted=len(folds) if len(folds) > 1 else 0,
        command=" ".join(["python -m finetune", *sys.argv[1:]]),
    )
    lexical = fit_lexical(rows, trained.tokenizer).scaled(fitted.factors)
    words = words_seen(row.text for row in rows)
    version = export(out / "weights", trained, lexical, recipe, settings, report, written, words)
    log.info("wrote %s to %s", version, out / "weights")


def _read(path: Path) -> list[Example]:
    try:
        return read_messages(path)
    except OSError as error:
        raise DataNotRead(str(path), f"it cannot be opened ({error.strerror})") from error
    except KeyError as error:
        raise DataNotRead(str(path), f"one of its messages has no {error}") from error
    except ValueError as error:
        raise DataNotRead(str(path), f"one of its lines is not as it should be ({error})") from error


def _public(data: Path | None, recipe: Recipe) -> list[Example]:
    if data is None:
        return []
    banned = tweeteval_texts(data / "tweeteval")
    tweets = read_tweets(data / "semeval2017_4a", banned=banned, weight=recipe.tweet_weight)
    return [*read_bitext(data / "bitext_intent", weight=recipe.bitext_weight), *tweets]


def _default_folds(rows: list[Example]) -> list[str]:
    """Four groups of writers, each held out once."""
    writers = sorted({row.writer for row in rows})
    return [",".join(writers[at::4]) for at in range(min(4, len(writers)))]
