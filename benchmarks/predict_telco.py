"""Measures the yes-or-no machinery on the public Telco churn set beside its peers."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from assistant.predictors.models.arrays import BoolArray, Examples, FloatArray
from assistant.predictors.models.design import Design, Direction
from assistant.predictors.models.metrics import brier, calibration_error, top_decile_lift
from assistant.predictors.models.trained import Minimum, Refusal, train
from benchmarks.intervals import resampled_interval
from benchmarks.reporting import DATA, Report, measuring

PROTOCOL = (
    "2 x 5 stratified folds (shuffled, random_state 0 and 1); tuning and calibration inside the training fold; "
    "means over folds, corrected resampled t intervals, calibration error over all rows of a repetition; "
    "not yet compared with an EBM"
)
SEEDS = (0, 1)
FOLDS = 5
NUMBERS = ["tenure", "MonthlyCharges", "TotalCharges"]
HALF_LIVES = (3, 12, 36)
"""Months after which half of a new customer's risk is gone, as three candidate shapes."""
Method = Callable[[pd.DataFrame, BoolArray, pd.DataFrame], FloatArray]


def load(path: Path) -> tuple[pd.DataFrame, BoolArray]:
    """Customers without their id, with whether they left; a blank total of a new customer is 0."""
    table = pd.read_csv(path).drop(columns="customerID")
    table["TotalCharges"] = pd.to_numeric(table["TotalCharges"], errors="coerce").fillna(0.0)
    table["SeniorCitizen"] = table["SeniorCitizen"].astype(str)
    return table.drop(columns="Churn"), (table["Churn"] == "Yes").to_numpy()


def features(table: pd.DataFrame) -> tuple[FloatArray, Design]:
    """Columns for the machinery, shape (n_rows, n_columns), no direction being expected of any."""
    tenure, fibre = table["tenure"].to_numpy(float), (table["InternetService"] == "Fiber optic").to_numpy(float)
    monthly = table["MonthlyCharges"].to_numpy(float)
    short = (table["Contract"] == "Month-to-month").to_numpy(float)
    shapes = [0.5 ** (tenure / half_life) for half_life in HALF_LIVES]
    plain = [tenure, monthly, monthly**2 / 100, *shapes, fibre * shapes[1], short * shapes[1], fibre * short]
    logged = [tenure, table["TotalCharges"].to_numpy(float), monthly]
    dummies = pd.get_dummies(table.drop(columns=NUMBERS)).to_numpy(float)
    flags = (False,) * len(plain) + (True,) * len(logged) + (False,) * dummies.shape[1]
    nothing: Direction = 0
    return np.column_stack([*plain, *logged, dummies]), Design(flags, (nothing,) * len(flags))


def ours(known: pd.DataFrame, outcomes: BoolArray, unknown: pd.DataFrame) -> FloatArray:
    """The pipeline that churn uses: scaled logistic regression, tuned, calibrated on its own folds."""
    both, design = features(pd.concat([known, unknown]))  # names of categories are no information on outcomes
    examples = Examples(both[: len(known)], outcomes, np.arange(len(known)))
    trained = train(examples, design, Minimum(subjects=50, outcomes=20), happened="left")
    if isinstance(trained, Refusal):
        raise SystemExit(f"the machinery refused: {trained.why}")
    return trained.probability(both[len(known) :])


def logistic(known: pd.DataFrame, outcomes: BoolArray, unknown: pd.DataFrame) -> FloatArray:
    """Plain logistic regression on scaled numbers with one-hot categories, C tuned."""
    categories = [name for name in known.columns if name not in NUMBERS]
    coded = make_column_transformer((StandardScaler(), NUMBERS), (OneHotEncoder(handle_unknown="ignore"), categories))
    pipeline = make_pipeline(coded, LogisticRegression(max_iter=2000))
    grid = GridSearchCV(pipeline, {"logisticregression__C": [0.01, 0.1, 1.0, 10.0]}, scoring="neg_log_loss", cv=5)
    return np.asarray(grid.fit(known, outcomes).predict_proba(unknown)[:, 1])


def boosted(known: pd.DataFrame, outcomes: BoolArray, unknown: pd.DataFrame) -> FloatArray:
    """Histogram gradient boosting, tuned."""
    categories = [name for name in known.columns if name not in NUMBERS]
    coded = make_column_transformer((OrdinalEncoder(), categories), remainder="passthrough")
    model = HistGradientBoostingClassifier(max_iter=150, random_state=0, categorical_features=range(len(categories)))
    name = "histgradientboostingclassifier"
    choices = {f"{name}__learning_rate": [0.03, 0.06, 0.1], f"{name}__max_leaf_nodes": [4, 8, 16]}
    grid = GridSearchCV(make_pipeline(coded, model), choices, scoring="neg_log_loss", cv=5)
    return np.asarray(grid.fit(known, outcomes).predict_proba(unknown)[:, 1])


def constant(known: pd.DataFrame, outcomes: BoolArray, unknown: pd.DataFrame) -> FloatArray:
    """Always the base rate."""
    return np.full(len(unknown), outcomes.mean())


METHODS: dict[str, Method] = {
    "ours": ours,
    "logistic": logistic,
    "hist_gradient_boosting": boosted,
    "constant": constant,
}


def measure(probability: FloatArray, outcomes: BoolArray) -> dict[str, float]:
    """The figures of one fold."""
    return {
        "roc_auc": float(roc_auc_score(outcomes, probability)),
        "brier": brier(probability, outcomes),
        "top_decile_lift": top_decile_lift(probability, outcomes),
    }


@dataclass
class Folds:
    """What each method reached: figures of each fold, calibration errors of each repetition."""

    figures: dict[str, list[dict[str, float]]]
    errors: dict[str, list[float]]

    def mean(self, method: str) -> dict[str, float]:
        """The mean of each figure."""
        found = self.figures[method]
        return {metric: fmean(fold[metric] for fold in found) for metric in found[0]} | {
            "ece": fmean(self.errors[method])
        }

    def fill(self, report: Report) -> None:
        """Put our figures with their intervals into the report, beside those of the peers."""
        ours = self.figures["ours"]
        report.figures |= self.mean("ours")
        for metric in ours[0]:
            report.intervals[metric] = resampled_interval([fold[metric] for fold in ours], test_share=1 / FOLDS)
        for peer in [name for name in self.figures if name != "ours"]:
            report.peers[peer] = self.mean(peer)
            gains = [own["roc_auc"] - other["roc_auc"] for own, other in zip(ours, self.figures[peer], strict=True)]
            report.figures[f"roc_auc_gain_over_{peer}"] = fmean(gains)
            report.intervals[f"roc_auc_gain_over_{peer}"] = resampled_interval(gains, test_share=1 / FOLDS)


def run(table: pd.DataFrame, outcomes: BoolArray) -> Folds:
    """All methods on 2 × 5 folds."""
    folds = Folds({name: [] for name in METHODS}, {name: [] for name in METHODS})
    for seed in SEEDS:
        unfolded = {name: np.empty(len(table)) for name in METHODS}
        for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(table, outcomes):
            for name, method in METHODS.items():
                probability = method(table.iloc[seen], outcomes[seen], table.iloc[unseen])
                folds.figures[name].append(measure(probability, outcomes[unseen]))
                unfolded[name][unseen] = probability
            print(seed, {name: round(found[-1]["roc_auc"], 4) for name, found in folds.figures.items()}, flush=True)
        for name, probability in unfolded.items():  # in one fold alone, 15 bins would be too few rows each
            folds.errors[name].append(calibration_error(probability, outcomes))
    return folds


def main() -> None:
    """Run 2 × 5 folds, write benchmarks/results/predict_telco.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    path = parser.parse_args().data / "telco_churn" / "Telco-Customer-Churn.csv"
    with measuring(Report("predict_telco", PROTOCOL, [path], SEEDS)) as report:
        run(*load(path)).fill(report)


if __name__ == "__main__":
    main()
