"""Measure the stored adapters of one public set beside its peers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.understanding.calibration import probabilities
from assistant.understanding.outputs import Floats
from benchmarks.reporting import DATA, Report, measuring
from benchmarks.text.comparing import METRICS, Places, interval, mcnemar, mean_over
from benchmarks.text.peers import FROZEN, SETFIT, SVM, frozen_logistic, tfidf_svm
from benchmarks.text.setfit import read_by_setfit
from benchmarks.text.sets import SETS, Split
from benchmarks.text.train import BENCH, stored, train_missing
from finetune.calibrate import calibration_error
from finetune.classify.stored import StoredClassifier

HOW = (
    " Means over the seeds' adapters (MiniLM, low-rank adapter, a head, word pieces added). Every choice was made on "
    "the development part. Intervals: 95 % percentile bootstrap over the test texts, 1,000 draws, seed 0; gains over a "
    "peer are paired, beside McNemar's exact test of the worst seed. Calibration error: 15 bins of equal mass."
)


@dataclass(frozen=True, slots=True)
class Read:
    """What each seed's adapter gives for the test texts."""

    seeds: tuple[int, ...]
    logits: tuple[Floats, ...]  # (n, labels) each
    network_logits: tuple[Floats, ...]
    temperatures: tuple[float, ...]
    sha256: tuple[str, ...]

    def labels(self) -> list[Places]:
        """The likeliest label of each text, by seed."""
        return [one.argmax(-1) for one in self.logits]


def bench(name: str, set_name: str, protocol: str, *, setfit_rounds: int = 0) -> None:
    """Measure a set, write its result file.

    Args:
        name: Of the result.
        set_name: A key of SETS.
        protocol: What is measured, in sentences.
        setfit_rounds: Pairs of each kind a text for the SetFit-like peer; 0 leaves it out.
    """
    data = data_folder()
    train_missing(set_name, data)
    split, seeds = SETS[set_name](data), tuple(stored(set_name))
    require(set_name)
    with measuring(Report(name, protocol + HOW, split.files, seeds)) as report:
        read = read_stored(set_name, split.test.texts)
        fill(report, split, read)
        guesses = peers(split)
        if setfit_rounds:
            folder = BENCH / set_name
            guesses[SETFIT] = read_by_setfit(split.train, split.test.texts, rounds=setfit_rounds, seed=0, folder=folder)
            report.notes["SetFit-like"] = f"{setfit_rounds} pairs of each kind a text, one epoch, seed 0"
        beside(report, np.array(split.test.labels), read.labels(), guesses)


def data_folder() -> Path:
    """The folder of public sets, from `--data`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    folder: Path = parser.parse_args().data
    return folder


def require(set_name: str) -> None:
    """Leave with one sentence where no adapter is stored."""
    if not stored(set_name):
        sys.exit(f"No adapter in {BENCH / set_name}: run this with TRAIN=1 to train what is missing.")


def read_stored(set_name: str, texts: Sequence[str]) -> Read:
    """Read texts with every stored adapter of a set."""
    models = {seed: StoredClassifier(folder) for seed, folder in stored(set_name).items()}
    readings = [model.read(texts) for model in models.values()]
    return Read(
        tuple(models),
        tuple(one.logits for one in readings),
        tuple(one.network_logits for one in readings),
        tuple(model.temperature for model in models.values()),
        tuple(model.sha256 for model in models.values()),
    )


def fill(report: Report, split: Split, read: Read) -> None:
    """The recipe's own figures."""
    labels, runs = np.array(split.test.labels), read.labels()
    for name, metric in METRICS.items():
        report.figures[name] = mean_over(metric, labels, runs)
        report.intervals[name] = interval(metric, labels, runs)
    report.figures["network_accuracy"] = mean_over(
        METRICS["accuracy"], labels, [one.argmax(-1) for one in read.network_logits]
    )
    errors = [_calibration(*pair, labels) for pair in zip(read.logits, read.temperatures, strict=True)]
    report.figures["ece"] = float(np.mean([one for one, _, _ in errors]))
    report.intervals["ece"] = (
        float(np.mean([low for _, low, _ in errors])),
        float(np.mean([up for _, _, up in errors])),
    )
    if len(runs) > 1:
        averaged = sum(probabilities(*pair) for pair in zip(read.logits, read.temperatures, strict=True))
        for name, metric in METRICS.items():
            report.figures[f"seeds_averaged_{name}"] = metric(labels, np.asarray(averaged).argmax(-1))
    by_seed = [f"{seed}: {METRICS['accuracy'](labels, run):.4f}" for seed, run in zip(read.seeds, runs, strict=True)]
    report.notes["accuracy by seed"] = ", ".join(by_seed)
    report.notes["adapters"] = ", ".join(read.sha256)


def peers(split: Split) -> dict[str, Places]:
    """What the cheap peers read in the test texts."""
    parts = (split.train, split.dev, split.test.texts)
    return {SVM: tfidf_svm(*parts), FROZEN: frozen_logistic(*parts)}


def beside(report: Report, labels: Places, runs: Sequence[Places], guesses: dict[str, Places]) -> None:
    """The peers' figures, with the paired gain over each."""
    for peer, guess in guesses.items():
        report.peers[peer] = {name: metric(labels, guess) for name, metric in METRICS.items()}
        for name in ("accuracy", "macro_recall"):
            metric = METRICS[name]
            report.figures[f"{name}_gain_over {peer}"] = mean_over(metric, labels, runs) - metric(labels, guess)
            report.intervals[f"{name}_gain_over {peer}"] = interval(metric, labels, runs, guess)
        report.figures[f"mcnemar_p over {peer}"] = max(mcnemar(labels, run, guess) for run in runs)


def _calibration(logits: Floats, temperature: float, labels: Places) -> tuple[float, float, float]:
    """Calibration error with its 95 % interval by bootstrap over texts."""
    shares = probabilities(logits, temperature)
    sure: NDArray[np.float64] = shares.max(-1)
    right = shares.argmax(-1) == labels
    dice, found = np.random.default_rng(0), []
    for _ in range(200):
        at = dice.integers(0, len(labels), len(labels))
        found.append(calibration_error(sure[at], right[at]))
    low, high = np.percentile(found, [2.5, 97.5])
    return calibration_error(sure, right), float(low), float(high)
