"""Fits how an intent of a home's own is told from the shipped ones: `python -m finetune fewshot`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.atomic import replacing, replacing_bytes
from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.mail import clean
from assistant.understanding.memory.fewshot import BACKGROUND, SETTINGS, Background, OwnIntent, Settings, features, unit
from assistant.understanding.outputs import Floats
from finetune.calibrate import HIGH_PRECISION, MEDIUM_PRECISION, lowest_cut
from finetune.examples import Example, read_messages
from finetune.standin import StandIn
from indexes.encoder import MiniLM, load_base

NAMES = CUSTOMER_SERVICE.names
CUT = 0.5
SIZES = (5, 5, 5, 10, 20)  # examples an intent is shown with, one draw each
NEVER = 2.0


@dataclass(frozen=True, slots=True)
class Data:
    """Labelled messages with their places in the frozen encoder's space."""

    examples: tuple[Example, ...]
    vectors: Floats  # (n, 384)
    descriptions: Floats  # (40, 384), of each intent's name with what it is
    intents: NDArray[np.int64]  # (n,)
    accepted: NDArray[np.bool_]  # (n, 40), the label with those a careful colleague could equally choose
    writers: NDArray[np.str_]  # (n,)


@dataclass(frozen=True, slots=True)
class Episode:
    """One intent that the reader never saw, shown by a few messages of two writers, looked for in two others'."""

    intent: int
    size: int  # examples
    shown: NDArray[np.int64]  # places of the examples
    asked: NDArray[np.int64]  # places of the messages it is looked for in
    shares: NDArray[np.float64]  # what the reader says of every message of the writers it never saw, (n, 40)
    table: Floats  # `features` of the messages asked


def read_data(paths: Sequence[Path]) -> Data:
    """Read labelled messages, then place them."""
    examples = tuple(one for path in paths for one in read_messages(path))
    encoder = MiniLM()
    words = [f"{one.name.replace('_', ' ')}. {one.description}" for one in CUSTOMER_SERVICE.intents]
    accepted = np.zeros((len(examples), len(NAMES)), dtype=np.bool_)
    for at, one in enumerate(examples):
        for name in (str(one.intent), *one.also):
            if name in NAMES:
                accepted[at, NAMES.index(name)] = True
    return Data(
        examples,
        encoder.encode([clean(one.text) for one in examples]),
        encoder.encode(words),
        np.array([NAMES.index(str(one.intent)) for one in examples]),
        accepted,
        np.array([one.writer for one in examples]),
    )


def background(data: Data, places: NDArray[np.int64], *, hidden: int | None = None) -> Background:
    """The shipped intents, as some messages show them."""
    mean = data.vectors[places].mean(0)
    kept = [intent for intent in range(len(NAMES)) if intent != hidden]
    centres = [data.vectors[places][data.intents[places] == intent].mean(0) for intent in kept]
    described = data.descriptions.mean(0)
    return Background(mean, unit(np.array(centres) - mean), described, unit(data.descriptions[kept] - described))


def episodes(data: Data, *, seed: int = 0, sizes: Sequence[int] = SIZES) -> Iterator[Episode]:
    """Every intent hidden once from a reader trained on either half of the writers."""
    dice = np.random.default_rng(seed)
    standin = StandIn(data.examples, data.vectors, load_base().tokenizer)
    writers = np.unique(data.writers)
    for half in (writers[: len(writers) // 2], writers[len(writers) // 2 :]):
        unseen, train = np.flatnonzero(np.isin(data.writers, half)), np.flatnonzero(~np.isin(data.writers, half))
        for intent in range(len(NAMES)):
            shares = np.zeros((len(data.examples), len(NAMES)))
            shares[unseen] = standin.shares(train, unseen, hidden=intent)
            known = background(data, train, hidden=intent)
            for size in sizes:
                order = dice.permutation(half)
                of = np.flatnonzero((data.intents == intent) & np.isin(data.writers, order[: len(half) // 2]))
                shown = dice.choice(of, min(size, len(of)), replace=False)
                asked = np.flatnonzero(np.isin(data.writers, order[len(half) // 2 :]))
                own = OwnIntent(NAMES[intent], data.vectors[shown], data.descriptions[intent])
                table = features(data.vectors[asked], shares[asked].max(1).tolist(), own, known)
                yield Episode(intent, size, shown, asked, shares, table)


def fit(seen: Sequence[Episode], data: Data) -> LogisticRegression:
    """The logistic model over the features of some episodes."""
    table = np.concatenate([one.table for one in seen])
    has = np.concatenate([data.accepted[one.asked, one.intent] for one in seen])
    return LogisticRegression(max_iter=1000).fit(table, has)


def cross_fitted(every: Sequence[Episode], data: Data, *, folds: int = 4) -> list[NDArray[np.float64]]:
    """Each episode's probabilities by a model that was fitted on other intents."""
    models = [fit([one for one in every if one.intent % folds != fold], data) for fold in range(folds)]
    return [models[one.intent % folds].predict_proba(one.table)[:, 1] for one in every]


def settings_of(every: Sequence[Episode], data: Data) -> Settings:
    """What ships: fitted on every intent, bands by probabilities of models that never saw the intent."""
    likely = np.concatenate(cross_fitted(every, data))
    has = np.concatenate([data.accepted[one.asked, one.intent] for one in every])
    high = lowest_cut(likely, has, HIGH_PRECISION)
    rest = likely < high
    medium = min(high, lowest_cut(likely[rest], has[rest], MEDIUM_PRECISION))
    model = fit(every, data)
    weights = tuple(round(float(one), 4) for one in model.coef_[0])
    return Settings(weights, round(float(model.intercept_[0]), 4), CUT, round(medium, 4), round(min(high, NEVER), 4))


def main(
    messages: Annotated[list[Path], typer.Option(help="Labelled messages, one JSON object a line, with a `writer`.")],
) -> None:
    """Fit, then write the settings with the background beside them."""
    data = read_data(messages)
    found = settings_of(list(episodes(data)), data)
    with replacing(SETTINGS) as file:
        json.dump(asdict(found), file, indent=1)
    known = {
        name: array.astype(np.float16)
        for name, array in asdict(background(data, np.arange(len(data.examples)))).items()
    }
    with replacing_bytes(BACKGROUND) as raw:
        np.savez_compressed(raw, **known)
    typer.echo(f"Wrote {SETTINGS.name} and {BACKGROUND.name}: {found}")
