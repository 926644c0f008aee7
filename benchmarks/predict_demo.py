"""Measures churn on demo companies forward in time, beside its peers."""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import fmean

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GridSearchCV, StratifiedGroupKFold

from assistant.predictors.churn import CHURN
from assistant.predictors.features.columns import design, matrix
from assistant.predictors.models.arrays import BoolArray, FloatArray
from assistant.predictors.models.metrics import brier, calibration_error, clustered_auc, top_decile_lift
from assistant.predictors.models.trained import Refusal, fit
from assistant.predictors.records_facts import StoreFacts
from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.load import load
from assistant.records.demo.story import Story
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN
from benchmarks.intervals import mean_interval
from benchmarks.reporting import Report, measuring

PROTOCOL = (
    "small demo companies of twenty seeds; on each of two days 90 days apart the model is trained on records before "
    "the day, judged by cancellations in the 90 days from it (also where the product would decline); all taken "
    "together, intervals by t over seeds. On the company's own day: the share that speaks with the story, the share "
    "that declines when the same outcomes are dealt out at random. Chosen on seeds 0 to 26: the story's effect sizes, "
    "the push that is expected of a column"
)
SEEDS = tuple(range(201, 221))
"""Five companies alone, with about ten cancellations each, cannot tell methods apart."""
HORIZON = timedelta(days=CHURN.horizon_days)
DAYS = (DATA_DATE - HORIZON, DATA_DATE - 2 * HORIZON)
"""Each prediction is made on one of these days, from records before it, and judged by the 90 days from it."""


@dataclass(frozen=True, slots=True)
class Forward:
    """Predictions made on one day for one company, with what came of them."""

    seed: int
    day: date
    outcomes: BoolArray  # shape (n_accounts,)
    probabilities: Mapping[str, FloatArray]  # by method, each shape (n_accounts,)


def company(seed: int, story: Story, scale: float, folder: Path) -> StoreFacts:
    """A demo company in a fresh home."""
    store = Store.open(folder / f"{seed}-{'none' if story.shuffled else 'story'}")
    load(store, seed=seed, story=story, scale=scale)
    return StoreFacts(store)


def forward(facts: StoreFacts, seed: int, day: date) -> Forward:
    """Predict on a day with our model and its peers; none of them sees that day or later."""
    accounts = [account for account in facts.accounts(LOCAL_ADMIN, day) if account.running]
    happened = facts.departures(LOCAL_ADMIN, day, day + HORIZON)
    known, features = CHURN.examples_until(facts, day), matrix(CHURN.columns, accounts)
    varied = np.nanmax(known.features, axis=0, initial=-np.inf) > np.nanmin(known.features, axis=0, initial=np.inf)
    grid = GridSearchCV(
        HistGradientBoostingClassifier(max_iter=100, random_state=0),
        {"learning_rate": [0.02, 0.05, 0.1], "max_leaf_nodes": [4, 8]},
        scoring="neg_log_loss",
        cv=StratifiedGroupKFold(5, shuffle=True, random_state=0),
    ).fit(known.features[:, varied], known.outcomes, groups=known.subjects)
    usage = features[:, [column.name for column in CHURN.columns].index("usage_change")]
    return Forward(
        seed,
        day,
        np.array([account.account_id in happened for account in accounts]),
        {
            "ours": fit(known, design(CHURN.columns)).probability(features),
            "hist_gradient_boosting": np.asarray(grid.predict_proba(features[:, varied])[:, 1]),
            "constant": np.full(len(accounts), known.outcomes.mean()),
            "usage_fall": -np.nan_to_num(usage),  # a ranking alone, no probability
        },
    )


def measure(made: Sequence[Forward], method: str) -> dict[str, float]:
    """Figures over several days or companies taken together."""
    probability = np.concatenate([each.probabilities[method] for each in made])
    outcomes = np.concatenate([each.outcomes for each in made])
    figures = {
        "roc_auc": clustered_auc(probability, outcomes, np.arange(len(outcomes)), confidence=0.95).value,
        "top_decile_lift": top_decile_lift(probability, outcomes),
    }
    if method == "usage_fall":
        return figures
    return figures | {"brier": brier(probability, outcomes), "ece": calibration_error(probability, outcomes)}


def fill(report: Report, made: Sequence[Forward]) -> None:
    """Put the figures of the forward predictions into the report."""
    methods, seeds = list(made[0].probabilities), sorted({each.seed for each in made})
    areas = {
        name: [measure([each for each in made if each.seed == seed], name)["roc_auc"] for seed in seeds]
        for name in methods
    }
    report.peers = {name: measure(made, name) for name in methods if name != "ours"}
    report.figures |= measure(made, "ours") | {
        "roc_auc_mean_of_seeds": fmean(areas["ours"]),
        "n_predictions": float(sum(len(each.outcomes) for each in made)),
        "n_outcomes": float(sum(each.outcomes.sum() for each in made)),
    }
    report.intervals["roc_auc_mean_of_seeds"] = mean_interval(areas["ours"])
    for peer in ("hist_gradient_boosting", "usage_fall"):
        gains = [own - other for own, other in zip(areas["ours"], areas[peer], strict=True)]
        report.figures[f"roc_auc_gain_over_{peer}"] = fmean(gains)
        report.intervals[f"roc_auc_gain_over_{peer}"] = mean_interval(gains)


def main() -> None:
    """Run all seeds with the story and without, write benchmarks/results/predict_demo.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=0.17, help="of the demo companies; 0.17 has 102 accounts")
    parser.add_argument("--seeds", type=int, default=len(SEEDS), help="how many of the twenty; fewer write nothing")
    options = parser.parse_args()
    seeds = SEEDS[: options.seeds]
    report = Report("predict_demo", f"{PROTOCOL}; scale {options.scale:g}", seeds=seeds)
    with tempfile.TemporaryDirectory() as folder:
        if len(seeds) == len(SEEDS):
            with measuring(report):
                observe(report, seeds, options.scale, Path(folder))
        else:
            observe(report, seeds, options.scale, Path(folder))
            print(report.figures, report.intervals, report.peers, sep="\n")


def observe(report: Report, seeds: Sequence[int], scale: float, folder: Path) -> None:
    """Make the companies of some seeds, predict on them, put what came of it into the report."""
    made: list[Forward] = []
    spoke = abstained = 0
    digest = hashlib.sha256()
    for seed in seeds:
        told = company(seed, Story(), scale, folder)
        digest.update(repr(told.accounts(LOCAL_ADMIN, DATA_DATE)).encode())
        made += [forward(told, seed, day) for day in DAYS]
        spoke += not isinstance(CHURN.fit(told, DATA_DATE), Refusal)
        abstained += isinstance(CHURN.fit(company(seed, Story.none(), scale, folder), DATA_DATE), Refusal)
        print(seed, measure(made[-len(DAYS) :], "ours"), f"spoke {spoke}, abstained without a story {abstained}")
    fill(report, made)
    report.figures |= {"spoke_with_story": spoke / len(seeds), "abstained_without_story": abstained / len(seeds)}
    report.notes["facts_sha256"] = digest.hexdigest()


if __name__ == "__main__":
    main()
