"""Training runs over writers: each leaves its figures and the outputs for the writers it never saw."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from assistant.understanding.outputs import Floats, Outputs
from assistant.understanding.spelling import Speller, words_seen
from finetune.evaluate import figures_of, outputs_of
from finetune.examples import Example, split_by_writer
from finetune.lexical import fit_lexical
from finetune.recipe import Recipe
from finetune.train import Trained, train
from indexes.encoder import load_base

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a run read in messages of writers it never saw."""

    examples: tuple[Example, ...]
    outputs: Outputs  # of the network alone
    lexical: Floats  # (n, 50), scores of a lexical head that saw as little of them, unscaled


def leave_out(
    messages: Sequence[Example], public: Sequence[Example], writers: Sequence[str], recipe: Recipe, folder: Path
) -> HeldOut:
    """Train without some writers, then read their messages; a fold that was finished before is read from its folder."""
    train_part, held = split_by_writer(messages, frozenset(writers))
    tokenizer = load_base().tokenizer
    speller = Speller.of(words_seen(row.text for row in train_part), tokenizer)
    held = [replace(row, text=speller.mended(row.text)) for row in held]  # as they are read when the reader serves
    path = folder / "outputs.npz"
    if not path.exists():
        trained = train([*train_part, *public], held, recipe, folder)
        outputs = outputs_of(trained.network, held, trained.tokenizer, recipe)
        figures = {"writers": list(writers), "epoch": trained.best_epoch, **asdict(figures_of(outputs, held))}
        log.info("without writers %s: %s", ",".join(writers), figures)
        (folder / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
        with path.open("wb") as file:
            np.savez(file, **asdict(outputs))
    encodings = tokenizer.encode_batch([row.text for row in held])
    lexical = fit_lexical(train_part, tokenizer).scores([encoding.ids for encoding in encodings])
    with np.load(path, allow_pickle=False) as arrays:
        return HeldOut(tuple(held), Outputs(**{name: arrays[name] for name in arrays.files}), lexical)


def final(
    messages: Sequence[Example], public: Sequence[Example], recipe: Recipe, folder: Path, *, start: Path
) -> Trained:
    """Train on every writer from a fold's parameters on, for `final_epochs` at `final_learning_rate`.

    The last epoch is kept, since no writer is left to choose one by. Starting from a fold costs half the time of
    starting from the bare base.
    """
    shorter = replace(recipe, epochs=recipe.final_epochs, learning_rate=recipe.final_learning_rate)
    return train([*messages, *public], [], shorter, folder, start=start)
