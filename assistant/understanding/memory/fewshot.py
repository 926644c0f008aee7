"""Whether a message has an intent that people showed with a few examples."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from assistant.messages import Band, Label
from assistant.understanding.memory.prototypes import Floats

BACKGROUND = Path(__file__).with_name("background.npz")
SETTINGS = Path(__file__).with_name("fewshot.json")
FEATURES = ("to_examples", "to_others", "to_description", "to_others_descriptions", "log_odds", "log_examples")


@dataclass(frozen=True, slots=True)
class Background:
    """What an intent of one's own is told apart from: the shipped ones."""

    mean: Floats  # (384,), of all messages
    intents: Floats  # (40, 384), mean of each intent's messages less `mean`, unit length
    description_mean: Floats  # (384,)
    descriptions: Floats  # (40, 384), what each intent is, in words, less their mean, unit length


@dataclass(frozen=True, slots=True)
class Settings:
    """A logistic model over `FEATURES`, fitted on shipped intents that were held out one by one."""

    weights: tuple[float, ...]
    bias: float
    cut: float  # probability from which on the message has the intent
    medium: float  # lowest probability of the medium band
    high: float  # of the high band; above 1 where nothing reaches it


@dataclass(frozen=True, slots=True)
class OwnIntent:
    """An intent as its examples show it."""

    name: str
    examples: Floats  # (n, 384), unit length
    description: Floats  # (384,), unit length: its title with what it is about


def features(vectors: Floats, read: Sequence[float], intent: OwnIntent, background: Background) -> Floats:
    """What tells an own intent from the shipped ones, float32 (n, 6), in the order of `FEATURES`.

    Args:
        vectors: Messages, (n, 384), unit length.
        read: The reader's own confidence in what it says of each, 0 to 1.
        intent: The intent.
        background: The shipped ones.
    """
    centred = unit(vectors - background.mean)
    centre = unit(intent.examples.mean(0) - background.mean)
    described = unit(intent.description - background.description_mean)
    sure = np.clip(np.asarray(read, dtype=np.float32), 1e-4, 1 - 1e-4)
    columns = (
        centred @ centre,
        (centred @ background.intents.T).max(1),
        centred @ described,
        (centred @ background.descriptions.T).max(1),
        np.log(sure / (1 - sure)),
        np.full(len(vectors), np.log(len(intent.examples))),
    )
    table: Floats = np.stack(columns, 1).astype(np.float32)
    return table


def chance(table: Floats, settings: Settings) -> Floats:
    """Probability of each message's having the intent, (n,)."""
    logits = table @ np.asarray(settings.weights, np.float32) + np.float32(settings.bias)
    likely: Floats = 1 / (1 + np.exp(-logits))
    return likely


def own_labels(vectors: Floats, read: Sequence[Label | None], intents: Sequence[OwnIntent]) -> list[Label | None]:
    """The own intent that each message has, where it has one."""
    if not intents or not len(vectors):
        return [None] * len(read)
    settings, background = shipped_settings(), shipped_background()
    sure = [0.5 if label is None else label.confidence for label in read]
    table = np.stack([chance(features(vectors, sure, one, background), settings) for one in intents], 1)  # (n, intents)
    best = table.argmax(1)
    found: list[Label | None] = []
    for at, label in enumerate(read):
        likely = float(table[at, best[at]])
        named = Label(intents[best[at]].name, likely, band_of(likely, settings))
        found.append(named if label is not None and likely >= settings.cut else None)
    return found


def band_of(likely: float, settings: Settings) -> Band:
    """The band of a probability."""
    if likely >= settings.high:
        return "high"
    return "medium" if likely >= settings.medium else "low"


def unit(vectors: Floats) -> Floats:
    """Vectors scaled to length 1."""
    scaled: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)
    return scaled


@cache
def shipped_background() -> Background:
    """The background that ships, from our own training messages."""
    with np.load(io.BytesIO(BACKGROUND.read_bytes()), allow_pickle=False) as arrays:
        return Background(**{name: arrays[name].astype(np.float32) for name in arrays.files})


@cache
def shipped_settings() -> Settings:
    """The settings that ship."""
    stored = json.loads(SETTINGS.read_text(encoding="utf-8"))
    return Settings(**{**stored, "weights": tuple(stored["weights"])})
