"""Measure how well a set's adapters turn away texts that fit none of its labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.reporting import Report
from benchmarks.text.outside import Scores, auroc, known_of, risk_coverage, scores_of, threshold, with_sum
from benchmarks.text.sets import Split
from benchmarks.text.train import stored
from finetune.classify.stored import StoredClassifier

DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of one seed's adapter, by kind."""

    inside_dev: dict[str, Scores]
    outside_dev: dict[str, Scores]
    inside_test: dict[str, Scores]
    outside_test: dict[str, Scores]
    sure: Scores  # highest probability of the test texts, in-scope then out
    right: np.ndarray[tuple[int], np.dtype[np.bool_]]  # whether the label is; never for a text out of scope


def measure_rejection(report: Report, set_name: str, split: Split, *, prefix: str = "") -> None:
    """Add recall, false rejections, AUROC and the risk-coverage curve, of the score that is best on validation.

    Args:
        report: Filled in.
        set_name: Whose stored adapters are measured.
        split: The set, with texts out of scope.
        prefix: Of the figures' names.
    """
    runs = [scored(StoredClassifier(folder), split) for folder in stored(set_name).values()]
    kinds = list(runs[0].inside_dev)
    on_dev = {
        kind: float(np.mean([auroc(run.inside_dev[kind], run.outside_dev[kind]) for run in runs])) for kind in kinds
    }
    best = max(kinds, key=lambda kind: on_dev[kind])
    report.notes[f"{prefix}score"] = best
    report.notes[f"{prefix}AUROC on validation"] = ", ".join(f"{kind} {on_dev[kind]:.4f}" for kind in kinds)
    for kind in kinds:
        figures, intervals = rejection(runs, kind)
        report.peers[f"{prefix}{kind}"] = figures
        if kind == best:
            report.figures |= {f"{prefix}{name}": value for name, value in figures.items()}
            report.intervals |= {f"{prefix}{name}": value for name, value in intervals.items()}
    curves = [risk_coverage(run.sure, run.right) for run in runs]
    means = {share: float(np.mean([curve[share] for curve in curves])) for share in curves[0]}
    report.notes[f"{prefix}risk by coverage, in and out of scope together"] = ", ".join(
        f"{share:.0%}: {risk:.4f}" for share, risk in means.items()
    )


def scored(model: StoredClassifier, split: Split) -> Scored:
    """Score validation and test by one adapter."""
    assert split.dev is not None
    known = known_of(model.read(split.train.texts).vectors, np.array(split.train.labels))
    inside = scores_of(model.read(split.dev.texts), model.temperature, known)
    outside = scores_of(model.read(split.outside_dev), model.temperature, known)
    tested = model.read(split.test.texts)
    outer = scores_of(model.read(split.outside_test), model.temperature, known)
    tests = scores_of(tested, model.temperature, known)
    right = tested.logits.argmax(-1) == np.array(split.test.labels)
    never = np.zeros(len(split.outside_test), bool)
    return Scored(
        with_sum(inside, inside),
        with_sum(outside, inside),
        with_sum(tests, inside),
        with_sum(outer, inside),
        1 - np.concatenate([tests["highest probability"], outer["highest probability"]]),
        np.concatenate([right, never]),
    )


def rejection(runs: list[Scored], kind: str) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Figures of one score at validation's threshold, with bootstrap intervals over the test texts."""
    cuts = [threshold(run.inside_dev[kind]) for run in runs]
    turned = np.mean([run.outside_test[kind] > cut for run, cut in zip(runs, cuts, strict=True)], axis=0)  # (outside,)
    lost = np.mean([run.inside_test[kind] > cut for run, cut in zip(runs, cuts, strict=True)], axis=0)  # (inside,)
    areas = [auroc(run.inside_test[kind], run.outside_test[kind]) for run in runs]
    dice = np.random.default_rng(0)
    drawn = {
        name: [float(values[dice.integers(0, len(values), len(values))].mean()) for _ in range(DRAWS)]
        for name, values in (("oos_recall", turned), ("oos_false", lost))
    }
    figures = {"oos_recall": float(turned.mean()), "oos_false": float(lost.mean()), "auroc": float(np.mean(areas))}
    intervals = {name: (float(np.percentile(one, 2.5)), float(np.percentile(one, 97.5))) for name, one in drawn.items()}
    return figures, intervals
