"""What people are told about a model."""

from __future__ import annotations

from datetime import date

import numpy as np

from assistant.predictors.card import model_card
from assistant.predictors.models.calibration import Calibration
from assistant.predictors.models.logistic import Logistic
from assistant.predictors.models.metrics import Interval
from assistant.predictors.models.scaling import Scaler
from assistant.predictors.models.trained import Quality, Trained

SCALER = Scaler(np.array([True, False]), np.zeros(2), np.ones(2))
TRAINED = Trained(
    Logistic(SCALER, np.array([0.25, -0.5]), -2.0, np.eye(3), np.zeros(2), strength=0.01),
    Calibration("platt", np.array([0.8, 0.1]), np.empty(0)),
    Quality(1500, 91, 24, 0.08, Interval(0.74, 0.59, 0.89), 0.0712, 0.0736, 0.021, 3.4),
)
CARD = """\
# Churn

Logistic regression, trained on records before 2026-06-30, predicting 90 days ahead.

## Data
1,500 monthly snapshots of 91 accounts, 24 of which had the outcome (8.0% of snapshots). Features: tickets, usage.

## Quality, on accounts kept out of training (5 folds, three times)
| measure | value |
|---|---|
| ROC-AUC (99.7% interval, clustered by account) | 0.740 (0.590 to 0.890) |
| Brier score (always the base rate) | 0.0712 (0.0736) |
| calibration error, 15 equal-mass bins | 0.021 |
| lift of the top tenth | 3.4 |

## Bands
medium from 8.0% (the average), high from 16.0% (twice the average, or half way to certainty).

## Weights (log-odds for one robust standard deviation)
Drawn towards 0.2 in the direction that an expert expects of a feature, where one is declared; the variance around it, \
0.01, was chosen by cross-validation.

- usage: -0.40
- tickets: +0.20

## Limits
- Calibrated by platt on unseen accounts; intervals (95 %) say how well a probability is known, not what will happen; \
with few accounts they may hold the truth in 85 % only.
- Reasons are pushes against the average account; they show what goes along with it, not what causes it.
- Values that records keep only in their latest state (price, contract end, stage) are not used: they would reveal the \
outcome.
"""


def test_the_card_tells_the_data_the_quality_the_bands_the_weights_the_limits() -> None:
    assert model_card("Churn", 90, date(2026, 6, 30), TRAINED, ("tickets", "usage")) == CARD
