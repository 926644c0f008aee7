"""What a predictor is: one predictive question over the records."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from assistant.predictors.models.arrays import FloatArray
from assistant.predictors.models.trained import Refusal
from assistant.records.churn_facts import AccountFacts
from assistant.views import Forecast, UserView


class Facts(Protocol):
    """The records as predictors see them, each read under the row rule of `user`."""

    def accounts(self, user: UserView, as_of: date) -> Sequence[AccountFacts]:
        """Every account as known on the morning of a day; nothing dated on that day or later."""
        ...

    def departures(self, user: UserView, start: date, end: date) -> Mapping[int, date]:
        """Accounts that cancelled their last subscription from `start` to the day before `end`, with the day."""
        ...


@dataclass(frozen=True, slots=True)
class Artefact:
    """What a training leaves behind: all that a prediction needs, in forms that can be stored without code."""

    arrays: Mapping[str, FloatArray]
    settings: Mapping[str, object]  # plain JSON values
    card: str  # markdown for people: data, quality, cut-offs, limits
    as_of: date  # nothing later was seen
    n_train: int  # rows


@dataclass(frozen=True, slots=True)
class Predictor(ABC):
    """One predictive question; each is declared at the top level of one file of this package."""

    name: str  # what the command line calls it
    title: str
    subject_type: str  # account | deal | …
    unit: str  # of the predicted value
    horizon_days: int
    examples: tuple[str, ...]  # how people ask for it; {account} stands for a name

    @abstractmethod
    def workload(self, facts: Facts, as_of: date) -> int:
        """About how many rows a training reads; decides whether it may happen while somebody waits."""

    @abstractmethod
    def fit(self, facts: Facts, as_of: date) -> Artefact | Refusal:
        """Learn from all records known before `as_of`; refuse where data or signal are missing."""

    @abstractmethod
    def predict(
        self, artefact: Artefact, facts: Facts, user: UserView, *, as_of: date, account_id: int | None
    ) -> tuple[Forecast, ...]:
        """Rows for one account or for all that the user may see, highest value first; none where nothing applies."""

    @abstractmethod
    def nothing_to_say(self, account_id: int | None) -> str:
        """Why a trained model has no row: a sentence for the account asked about, or for all of them."""
