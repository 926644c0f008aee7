"""Predictors of a yes or no about accounts, learnt from snapshots of the past."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from assistant.predictors.base import Artefact, Facts, Predictor
from assistant.predictors.card import model_card
from assistant.predictors.features.columns import Column, design, matrix
from assistant.predictors.models.arrays import Examples, FloatArray
from assistant.predictors.models.metrics import Interval
from assistant.predictors.models.packing import pack, unpack
from assistant.predictors.models.trained import Minimum, Refusal, Trained, train
from assistant.predictors.reasons import reasons
from assistant.records.churn_facts import AccountFacts
from assistant.views import LOCAL_ADMIN, Forecast, UserView

STEP = timedelta(days=30)
MOST_SNAPSHOTS = 24
DIGITS = 6
"""Of a probability; beyond them an answer would depend on how many accounts were asked about at once."""
WARM_UP = 3
"""Snapshots after records begin whose windows of 180 days are not yet full."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The accounts in question on one past day, with what came of them."""

    day: date
    accounts: Sequence[AccountFacts]
    happened: frozenset[int]  # ids of accounts with the outcome within the horizon


@dataclass(frozen=True, slots=True)
class YesNoPredictor(Predictor):
    """The chance that something happens to an account within the horizon."""

    columns: tuple[Column[AccountFacts], ...]
    minimum: Minimum
    happened: str  # the outcome as a verb in the past, such as "cancelled"
    condition: str  # what `applies` asks for, such as "has a running subscription"
    applies: Callable[[AccountFacts], bool]  # whether the question can be asked of an account
    outcomes: Callable[[Facts, UserView, date, date], Mapping[int, date]]  # who had the outcome from day to day

    def workload(self, facts: Facts, as_of: date) -> int:
        """Accounts of today times snapshots."""
        return len(facts.accounts(LOCAL_ADMIN, as_of)) * MOST_SNAPSHOTS

    def fit(self, facts: Facts, as_of: date) -> Artefact | Refusal:
        """Train on monthly snapshots whose horizon ended by `as_of`."""
        examples = self.examples_until(facts, as_of)
        trained = train(examples, design(self.columns), self.minimum, happened=self.happened)
        if isinstance(trained, Refusal):
            return trained
        arrays, settings = pack(trained, [column.name for column in self.columns])
        card = model_card(self.title, self.horizon_days, as_of, trained, tuple(column.name for column in self.columns))
        return Artefact(arrays, settings, card, as_of, len(examples))

    def predict(
        self, artefact: Artefact, facts: Facts, user: UserView, *, as_of: date, account_id: int | None
    ) -> tuple[Forecast, ...]:
        """The chance for each account that the question applies to."""
        asked = [
            account
            for account in facts.accounts(user, as_of)
            if self.applies(account) and account_id in (None, account.account_id)
        ]
        trained, _ = unpack(artefact.arrays, artefact.settings)
        features = matrix(self.columns, asked)  # (n_asked, n_columns)
        values, (lows, highs) = trained.probability(features), trained.interval(features)
        pushes = trained.contributions(features)  # (n_asked, n_columns)
        order = np.argsort(-values, kind="stable")
        return tuple(
            self._row(asked[at], Interval(float(values[at]), float(lows[at]), float(highs[at])), trained, pushes[at])
            for at in order
        )

    def nothing_to_say(self, account_id: int | None) -> str:
        """That the question does not apply."""
        if account_id is None:
            return f"None of the accounts you may see {self.condition}, so there is nothing to predict."
        return f"This account does not apply: only one that {self.condition} can be asked about."

    def examples_until(self, facts: Facts, as_of: date) -> Examples:
        """Feature rows with outcomes, of every snapshot whose horizon ended by `as_of`."""
        snapshots = self._snapshots(facts, as_of)
        rows = [(shot, account) for shot in snapshots for account in shot.accounts]
        return Examples(
            matrix(self.columns, [account for _, account in rows]),
            np.array([account.account_id in shot.happened for shot, account in rows], dtype=np.bool_),
            np.array([account.account_id for _, account in rows], dtype=np.int64),
        )

    def _snapshots(self, facts: Facts, as_of: date) -> list[Snapshot]:
        """Newest first, back to the time from which records can fill the features' windows."""
        horizon = timedelta(days=self.horizon_days)
        found: list[Snapshot] = []
        for step in range(MOST_SNAPSHOTS):
            day = as_of - horizon - step * STEP
            accounts = facts.accounts(LOCAL_ADMIN, day)
            happened = frozenset(self.outcomes(facts, LOCAL_ADMIN, day, day + horizon))
            found.append(Snapshot(day, [account for account in accounts if self.applies(account)], happened))
        recorded = [position for position, shot in enumerate(found) if any(map(_recorded, shot.accounts))]
        if not recorded or recorded[-1] == MOST_SNAPSHOTS - 1:
            return found
        return found[: max(1, recorded[-1] + 1 - WARM_UP)]

    def _row(self, account: AccountFacts, chance: Interval, trained: Trained, pushes: FloatArray) -> Forecast:
        return Forecast(
            subject_type=self.subject_type,
            subject_id=account.key,
            subject=account.name,
            object_type=None,
            object_id=None,
            object=None,
            period=None,
            value=round(chance.value, DIGITS),
            unit=self.unit,
            low=round(chance.low, DIGITS),
            high=round(chance.high, DIGITS),
            band=trained.band(chance.value),
            calibrated=True,
            reasons=reasons(self.columns, pushes, account),
        )


def _recorded(account: AccountFacts) -> bool:
    """Whether anything dated is known from the older half of the features' windows."""
    return account.usage_90_before + account.tickets_90_before + account.orders_90_before > 0
