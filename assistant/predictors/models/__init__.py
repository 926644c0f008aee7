"""The machinery that predictors share: scaling, logistic regression, calibration, judgement of signal."""
