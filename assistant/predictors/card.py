"""The model card: what a model was learnt from, how good it is, where its bands begin."""

from __future__ import annotations

from datetime import date

from assistant.predictors.models.logistic import EXPECTED_PUSH
from assistant.predictors.models.trained import SIGNAL_CONFIDENCE, Quality, Trained


def model_card(title: str, horizon_days: int, as_of: date, trained: Trained, columns: tuple[str, ...]) -> str:
    """Markdown for the people who rely on the model."""
    quality = trained.quality
    return "\n".join(
        [
            f"# {title}",
            "",
            f"Logistic regression, trained on records before {as_of}, predicting {horizon_days} days ahead.",
            "",
            *_data(quality, columns),
            *_figures(quality),
            *_bands(trained),
            *_weights(trained, columns),
            *_limits(trained),
        ]
    )


def _data(quality: Quality, columns: tuple[str, ...]) -> list[str]:
    return [
        "## Data",
        f"{quality.n_rows:,} monthly snapshots of {quality.n_subjects:,} accounts, {quality.n_outcomes:,} of which had "
        f"the outcome ({quality.base_rate:.1%} of snapshots). Features: {', '.join(columns)}.",
        "",
    ]


def _figures(quality: Quality) -> list[str]:
    return [
        "## Quality, on accounts kept out of training (5 folds, three times)",
        "| measure | value |",
        "|---|---|",
        f"| ROC-AUC ({SIGNAL_CONFIDENCE:.1%} interval, clustered by account) | {quality.auc.value:.3f} "
        f"({quality.auc.low:.3f} to {quality.auc.high:.3f}) |",
        f"| Brier score (always the base rate) | {quality.brier:.4f} ({quality.brier_constant:.4f}) |",
        f"| calibration error, 15 equal-mass bins | {quality.calibration_error:.3f} |",
        f"| lift of the top tenth | {quality.top_decile_lift:.1f} |",
        "",
    ]


def _bands(trained: Trained) -> list[str]:
    return [
        "## Bands",
        f"medium from {trained.medium_from:.1%} (the average), high from {trained.high_from:.1%} "
        "(twice the average, or half way to certainty).",
        "",
    ]


def _weights(trained: Trained, columns: tuple[str, ...]) -> list[str]:
    pairs = zip(columns, trained.logistic.weights * trained.calibration.slope, strict=True)
    ordered = sorted(pairs, key=lambda pair: -abs(pair[1]))
    return [
        "## Weights (log-odds for one robust standard deviation)",
        f"Drawn towards {EXPECTED_PUSH} in the direction that an expert expects of a feature, where one is declared; "
        f"the variance around it, {trained.logistic.strength:g}, was chosen by cross-validation.",
        "",
        *(f"- {name}: {weight:+.2f}" for name, weight in ordered),
        "",
    ]


def _limits(trained: Trained) -> list[str]:
    return [
        "## Limits",
        f"- Calibrated by {trained.calibration.method} on unseen accounts; intervals (95 %) say how well a probability "
        "is known, not what will happen; with few accounts they may hold the truth in 85 % only.",
        "- Reasons are pushes against the average account; they show what goes along with it, not what causes it.",
        "- Values that records keep only in their latest state (price, contract end, stage) are not used: they would "
        "reveal the outcome.",
        "",
    ]
