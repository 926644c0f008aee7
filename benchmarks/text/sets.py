"""The public sets as each protocol cuts them."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.text.grouping import grouped_places, groups_of, masked
from finetune.classify.texts import Labelled, labelled
from finetune.public import read_tweets, tweeteval_texts, unescape

SIDES = ("negative", "neutral", "positive")
FEW = 10  # texts a label in the few-shot protocol


@dataclass(frozen=True, slots=True)
class Split:
    """One protocol's parts; a development part that is None is cut from `train` by the recipe."""

    train: Labelled
    dev: Labelled | None
    test: Labelled
    files: tuple[Path, ...]  # measured on
    outside_dev: tuple[str, ...] = ()  # texts without any of the labels
    outside_test: tuple[str, ...] = ()


def banking77(data: Path) -> Split:
    """Banking77 as published."""
    folder = data / "banking77"
    train = _columns(folder / "train.csv", "text", "category")
    test = _columns(folder / "test.csv", "text", "category", train.names)
    return Split(train, None, test, (folder,))


def banking77_10shot(data: Path) -> Split:
    """Ten texts a label, the fixed draw."""
    train = _lines(data / "few_shot" / "BANKING77", "train_10")
    test = _columns(data / "banking77" / "test.csv", "text", "category", train.names)
    return Split(train, None, test, (data / "few_shot" / "BANKING77", data / "banking77"))


def banking77_draw(draw: int) -> Callable[[Path], Split]:
    """Ten texts a label, drawn from the published training part by a seed of its own."""

    def read(data: Path) -> Split:
        whole = banking77(data)
        of_label = defaultdict(list)
        for at, label in enumerate(whole.train.labels):
            of_label[label].append(at)
        dice = random.Random(1000 + draw)
        places = [at for label in sorted(of_label) for at in dice.sample(of_label[label], FEW)]
        return Split(whole.train.at(places), None, whole.test, whole.files)

    return read


def banking77_oos(data: Path) -> Split:
    """Banking77 less 27 intents, whose texts are rejects that look like the rest (Zhang et al. 2021)."""
    folder = data / "few_shot" / "BANKING77-OOS"
    train = _lines(folder, "train")
    dev, test = (_lines(folder, part, train.names) for part in ("valid", "test"))
    near = tuple(
        (folder / f"id-oos_{part}.seq.in").read_text(encoding="utf-8").splitlines() for part in ("valid", "test")
    )
    return Split(train, dev, test, (folder,), tuple(near[0]), tuple(near[1]))


def clinc150(data: Path) -> Split:
    """CLINC150 `data_full`; its 100 out-of-scope training texts are left out, those of validation choose thresholds."""
    path = data / "clinc150" / "data_full.json"
    parts = json.loads(path.read_text(encoding="utf-8"))
    read = {name: labelled([row[0] for row in rows], [row[1] for row in rows]) for name, rows in parts.items()}
    return Split(read["train"], read["val"], read["test"], (path,), read["oos_val"].texts, read["oos_test"].texts)


def hwu64(data: Path) -> Split:
    """HWU64 train, valid, test."""
    folder = data / "hwu64"
    train = _lines(folder, "train")
    return Split(train, _lines(folder, "valid", train.names), _lines(folder, "test", train.names), (folder,))


def bitext(data: Path) -> Split:
    """Bitext, its files merged, cut so that no template stands on both sides."""
    folder = data / "bitext_intent"
    rows = [row for part in ("train", "dev", "test") for row in _rows(folder / f"{part}.csv")]
    whole = labelled([row["utterance"] for row in rows], [row["intent"] for row in rows])
    bare = [masked(row["utterance"], row["entity_value"]) for row in rows]
    train, test = grouped_places(groups_of(bare))
    return Split(whole.at(train), None, whole.at(test), (folder,))


def tweeteval(data: Path) -> Split:
    """SemEval-2017 4A less all texts of TweetEval's val and test, which are development and test."""
    banned = tweeteval_texts(data / "tweeteval")
    rows = read_tweets(data / "semeval2017_4a", banned=banned, weight=1.0)
    sides = {(0, 1): "negative", (2,): "neutral", (3, 4): "positive"}
    train = labelled([row.text for row in rows], [sides[row.sentiment_levels] for row in rows], SIDES)
    dev, test = (_tweeteval_part(data / "tweeteval", part) for part in ("val", "test"))
    return Split(train, dev, test, (data / "semeval2017_4a", data / "tweeteval"))


def airline(data: Path) -> Split:
    """Tweets to airlines, our train and test; weights trained on them are only measured."""
    folder = data / "airline_tweets"
    train, test = (_columns(folder / f"{part}.csv", "text", "airline_sentiment", SIDES) for part in ("train", "test"))
    return Split(train, None, test, (folder,))


def _tweeteval_part(folder: Path, part: str) -> Labelled:
    texts = (folder / f"sentiment_{part}_text.txt").read_text(encoding="utf-8").split("\n")
    places = (folder / f"sentiment_{part}_labels.txt").read_text(encoding="utf-8").split()
    return labelled([unescape(text) for text in texts[: len(places)]], [SIDES[int(at)] for at in places], SIDES)


def _columns(path: Path, text: str, label: str, names: tuple[str, ...] | None = None) -> Labelled:
    rows = _rows(path)
    return labelled([row[text] for row in rows], [row[label] for row in rows], names)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _lines(folder: Path, part: str, names: tuple[str, ...] | None = None) -> Labelled:
    texts = (folder / f"{part}.seq.in").read_text(encoding="utf-8").splitlines()
    return labelled(texts, (folder / f"{part}.label").read_text(encoding="utf-8").splitlines(), names)


SETS: dict[str, Callable[[Path], Split]] = {
    "banking77": banking77,
    "clinc150": clinc150,
    "hwu64": hwu64,
    "banking77_10shot": banking77_10shot,
    "bitext": bitext,
    "airline": airline,
    "tweeteval": tweeteval,
    "banking77_oos": banking77_oos,
    **{f"banking77_draw{draw}": banking77_draw(draw) for draw in range(1, 6)},
}
"""Every protocol that adapters are trained for, in the order of training."""
