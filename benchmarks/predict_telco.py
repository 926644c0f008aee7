"""Measures the yes-or-no machinery on the public Telco churn set beside its peers."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
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
from assistant.predictors.models.metrics import brier, calibration_error, top_decile_lift
from assistant.predictors.models.trained import Minimum, Refusal, train
from benchmarks.result_file import ResultFile, cpu, resampled_interval, sha256, versions

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


def features(table: pd.DataFrame) -> tuple[FloatArray, list[bool]]:
    """Columns for the machinery, with whether each is logged: shape (n_rows, n_columns)."""
    tenure, fibre = table["tenure"].to_numpy(float), (table["InternetService"] == "Fiber optic").to_numpy(float)
    monthly = table["MonthlyCharges"].to_numpy(float)
    short = (table["Contract"] == "Month-to-month").to_numpy(float)
    shapes = [0.5 ** (tenure / half_life) for half_life in HALF_LIVES]
    plain = [tenure, monthly, monthly**2 / 100, *shapes, fibre * shapes[1], short * shapes[1], fibre * short]
    logged = [tenure, table["TotalCharges"].to_numpy(float), monthly]
    dummies = pd.get_dummies(table.drop(columns=NUMBERS)).to_numpy(float)
    flags = [False] * len(plain) + [True] * len(logged) + [False] * dummies.shape[1]
    return np.column_stack([*plain, *logged, dummies]), flags


def ours(known: pd.DataFrame, outcomes: BoolArray, unknown: pd.DataFrame) -> FloatArray:
    """The pipeline that churn uses: scaled logistic regression, tuned, calibrated on its own folds."""
    both, flags = features(pd.concat([known, unknown]))  # names of categories are no information on outcomes
    examples = Examples(both[: len(known)], outcomes, np.arange(len(known)))
    trained = train(examples, flags, Minimum(subjects=50, outcomes=20), happened="left")
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


def main() -> None:
    """Run 2 × 5 folds, write benchmarks/results/predict_telco.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    path = parser.parse_args().data / "telco_churn" / "Telco-Customer-Churn.csv"
    started = time.perf_counter()
    table, outcomes = load(path)
    folds: dict[str, list[dict[str, float]]] = {name: [] for name in METHODS}
    errors: dict[str, list[float]] = {name: [] for name in METHODS}
    for seed in SEEDS:
        unfolded = {name: np.empty(len(table)) for name in METHODS}
        for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(table, outcomes):
            for name, method in METHODS.items():
                probability = method(table.iloc[seen], outcomes[seen], table.iloc[unseen])
                folds[name].append(measure(probability, outcomes[unseen]))
                unfolded[name][unseen] = probability
            print(seed, {name: round(found[-1]["roc_auc"], 4) for name, found in folds.items()})
        for name, probability in unfolded.items():  # in one fold alone, 15 bins would be too few rows each
            errors[name].append(calibration_error(probability, outcomes))
    means = {
        name: {metric: fmean(fold[metric] for fold in found) for metric in found[0]} for name, found in folds.items()
    }
    intervals = {
        metric: resampled_interval([fold[metric] for fold in folds["ours"]], test_share=1 / FOLDS)
        for metric in folds["ours"][0]
    }
    for name, found in errors.items():
        means[name]["ece"] = fmean(found)
    figures = dict(means.pop("ours"))
    for peer in means:
        gains = [own["roc_auc"] - other["roc_auc"] for own, other in zip(folds["ours"], folds[peer], strict=True)]
        figures[f"roc_auc_gain_over_{peer}"] = fmean(gains)
        intervals[f"roc_auc_gain_over_{peer}"] = resampled_interval(gains, test_share=1 / FOLDS)
    result = ResultFile(
        name="predict_telco",
        protocol=PROTOCOL,
        data_sha256=sha256([path]),
        seeds=SEEDS,
        versions=versions("numpy", "scikit-learn", "pandas"),
        cpu=cpu(),
        figures=figures,
        intervals=intervals,
        peers=means,
        seconds=time.perf_counter() - started,
    )
    print(result.write().read_text())


if __name__ == "__main__":
    main()
