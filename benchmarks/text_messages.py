"""Measures the shipped reader on customer messages by a writer it never saw."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score, f1_score

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.messages import Reading
from assistant.understanding.labels import SENTIMENTS, URGENCIES
from assistant.understanding.reader import TransformerReader
from benchmarks.peers.messages import Read, labels_of, peers
from benchmarks.reporting import Report, measuring
from finetune.calibrate import calibration_error
from finetune.evaluate import SIDES, acceptable
from finetune.examples import Example, read_messages
from finetune.messages import VOICES

DRAWS = 2000  # of the bootstrap
PROTOCOL = (
    "The shipped weights on dev.jsonl (160 English messages, 10 in other languages), whose writer wrote nothing that "
    "was trained, tuned or calibrated on. Intent is right when it is the label or one of `also`; sentiment in three "
    "sides (macro-F1) and five levels (quadratic kappa); urgency in four levels (quadratic kappa, and within one "
    "level). precision_at_N: of the N % of messages whose intent is surest (risk and coverage). Peers are trained on "
    "the same messages (train.jsonl and finetune/voices). Intervals: 95 % percentile bootstrap over messages, 2,000 "
    "draws, seed 0; differences to a peer are paired."
)

Index = NDArray[np.int64]
Metric = Callable[[Index], float]


def metrics_of(read: Read, truth: Read, right: NDArray[np.bool_]) -> dict[str, Metric]:
    """Each figure as a function of the places of the messages it is taken over."""

    def kappa(found: Index, wanted: Index) -> Metric:
        return lambda at: float(cohen_kappa_score(wanted[at], found[at], weights="quadratic"))

    return {
        "intent_accuracy": lambda at: float(right[at].mean()),
        "intent_macro_f1": lambda at: float(f1_score(truth.intent[at], read.intent[at], average="macro")),
        "sentiment_macro_f1": lambda at: float(
            f1_score(SIDES[truth.sentiment[at]], SIDES[read.sentiment[at]], average="macro")
        ),
        "sentiment_kappa": kappa(read.sentiment, truth.sentiment),
        "urgency_kappa": kappa(read.urgency, truth.urgency),
        "urgency_within_one": lambda at: float((abs(read.urgency[at] - truth.urgency[at]) <= 1).mean()),
        "frustrated_f1": lambda at: float(f1_score(truth.frustrated[at], read.frustrated[at], zero_division=0.0)),
    }


def trained_on(train: Path) -> list[Example]:
    """The messages that the shipped weights learned from."""
    return [row for file in (train, *sorted(VOICES.glob("*.jsonl"))) for row in read_messages(file)]


def draws(n: int) -> list[Index]:
    """Places of each bootstrap draw."""
    dice = np.random.default_rng(0)
    return [dice.integers(0, n, n) for _ in range(DRAWS)]


def interval(metric: Metric, drawn: Sequence[Index]) -> tuple[float, float]:
    """95 % percentile interval; a draw without any positive message has no figure."""
    low, high = np.nanpercentile([metric(at) for at in drawn], [2.5, 97.5])
    return float(low), float(high)


def read_of(readings: Sequence[Reading]) -> Read:
    """Readings as places in the lists of labels; a message left unlabelled counts as out of scope, neutral, low."""
    return Read(
        np.array([CUSTOMER_SERVICE.names.index(one.intent.name if one.intent else "out_of_scope") for one in readings]),
        np.array([SENTIMENTS.index(one.sentiment.name if one.sentiment else "neutral") for one in readings]),
        np.array([URGENCIES.index(one.urgency or "low") for one in readings]),
        np.array([int(bool(one.frustrated)) for one in readings]),
    )


def band_metrics(readings: Sequence[Reading], right: NDArray[np.bool_]) -> dict[str, Metric]:
    """Coverage and precision of the intent's bands, calibration error, Brier score."""
    bands = np.array([one.intent.band if one.intent else "low" for one in readings])
    sure = np.array([one.intent.confidence if one.intent else 0.0 for one in readings])

    def precision(band: str) -> Metric:
        return lambda at: float(right[at][bands[at] == band].mean()) if (bands[at] == band).any() else float("nan")

    return {
        "high_coverage": lambda at: float((bands[at] == "high").mean()),
        "high_precision": precision("high"),
        "medium_coverage": lambda at: float((bands[at] == "medium").mean()),
        "medium_precision": precision("medium"),
        **{f"precision_at_{share}": _precision_at(share, sure, right) for share in (50, 60, 70, 80, 90)},
        "intent_ece": lambda at: calibration_error(sure[at], right[at]),
        "intent_brier": lambda at: float(((sure[at] - right[at]) ** 2).mean()),
    }


def _precision_at(share: int, sure: NDArray[np.float64], right: NDArray[np.bool_]) -> Metric:
    """Precision of the given share, in percent, of the messages with the highest confidence."""

    def metric(at: Index) -> float:
        order = np.argsort(-sure[at], kind="stable")[: len(at) * share // 100]
        return float(right[at][order].mean())

    return metric


def measure(report: Report, train: Path, dev: Path) -> None:
    """Fill in the report."""
    rows = [json.loads(line) for line in dev.read_text(encoding="utf-8").splitlines()]
    reader = TransformerReader.load()
    readings = reader.read([row["text"] for row in rows])
    english: list[Example] = read_messages(dev)
    own = [one for one, row in zip(readings, rows, strict=True) if row["language"] == "en"]
    truth, read, everyone = labels_of(english), read_of(own), np.arange(len(english))
    right, drawn = acceptable(read.intent, english), draws(len(english))
    for name, metric in {**metrics_of(read, truth, right), **band_metrics(own, right)}.items():
        if not np.isnan(metric(everyone)):  # a band that nothing reaches has no precision
            report.figures[name], report.intervals[name] = metric(everyone), interval(metric, drawn)
    named = [one.language == row["language"] for one, row in zip(readings, rows, strict=True)]
    known = [one.supported == (row["language"] == "en") for one, row in zip(readings, rows, strict=True)]
    report.figures |= {"language_accuracy": float(np.mean(named)), "supported_accuracy": float(np.mean(known))}
    report.notes["weights"] = reader.version
    for peer, guess in peers(trained_on(train), english).items():
        theirs = acceptable(guess.intent, english)
        report.peers[peer] = {name: metric(everyone) for name, metric in metrics_of(guess, truth, theirs).items()}
        gain = right.astype(float) - theirs.astype(float)
        report.figures[f"intent_gain_over {peer}"] = float(gain.mean())
        report.intervals[f"intent_gain_over {peer}"] = interval(lambda at, gain=gain: float(gain[at].mean()), drawn)  # type: ignore[misc]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, default=Path("../shared/messages"))
    folder = parser.parse_args().messages
    files = (folder / "train.jsonl", folder / "dev.jsonl")
    with measuring(Report("text_messages", PROTOCOL, files, (0,))) as filled:
        measure(filled, *files)
