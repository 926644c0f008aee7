"""Which accounts will cancel their last subscription within 90 days."""

from __future__ import annotations

from assistant.predictors.binary import YesNoPredictor
from assistant.predictors.features.accounts import COLUMNS
from assistant.predictors.models.trained import Minimum

CHURN = YesNoPredictor(
    name="churn",
    title="Churn: cancelling the last subscription",
    subject_type="account",
    unit="probability",
    horizon_days=90,
    examples=(
        "will {account} churn?",
        "will {account} leave us?",
        "is {account} going to cancel?",
        "how likely is {account} to cancel?",
        "what is the churn risk of {account}?",
        "who is about to churn?",
        "who is about to leave?",
        "which customers will cancel and why?",
        "which accounts are at risk of churning?",
        "are we about to lose anyone?",
        "churn risk",
    ),
    columns=COLUMNS,
    minimum=Minimum(subjects=50, outcomes=20),
    happened="cancelled",
    condition="has a running subscription",
    applies=lambda account: account.running,
    outcomes=lambda facts, user, start, end: facts.departures(user, start, end),
)
