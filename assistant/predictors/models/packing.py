"""A trained model as plain arrays with settings, so that it can be stored without code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np
from pydantic import BaseModel, ConfigDict

from assistant.predictors.models.arrays import FloatArray
from assistant.predictors.models.calibration import Calibration, Method
from assistant.predictors.models.logistic import Logistic
from assistant.predictors.models.scaling import Scaler
from assistant.predictors.models.trained import Quality, Trained


class _Settings(BaseModel):
    """What is no array, checked when it is read back."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: tuple[str, ...]
    intercept: float
    strength: float
    method: Method
    quality: Quality


def pack(trained: Trained, columns: Sequence[str]) -> tuple[dict[str, FloatArray], dict[str, object]]:
    """Arrays by name (float64) with settings that JSON can hold."""
    logistic, calibration = trained.logistic, trained.calibration
    arrays = {
        "logged": logistic.scaler.logged.astype(np.float64),
        "centre": logistic.scaler.centre,
        "spread": logistic.scaler.spread,
        "weights": logistic.weights,
        "covariance": logistic.covariance,
        "average": logistic.average,
        "knots": calibration.knots,
        "heights": calibration.heights,
    }
    settings = {
        "columns": list(columns),
        "intercept": logistic.intercept,
        "strength": logistic.strength,
        "method": calibration.method,
        "quality": asdict(trained.quality),
    }
    return arrays, settings


def unpack(arrays: Mapping[str, FloatArray], settings: Mapping[str, object]) -> tuple[Trained, tuple[str, ...]]:
    """The model that was packed, with the names of its columns.

    Raises:
        ValueError: The settings are not those of this release.
    """
    read = _Settings.model_validate(settings)
    scaler = Scaler(arrays["logged"] > 0, arrays["centre"], arrays["spread"])
    logistic = Logistic(
        scaler, arrays["weights"], read.intercept, arrays["covariance"], arrays["average"], read.strength
    )
    calibration = Calibration(read.method, arrays["knots"], arrays["heights"])
    return Trained(logistic, calibration, read.quality), read.columns
