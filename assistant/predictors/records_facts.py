"""The facts of predictors, read from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.records.churn_facts import AccountFacts, facts, outcomes
from assistant.records.store import Store
from assistant.views import UserView


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """A home's records, under the row rule."""

    store: Store

    def accounts(self, user: UserView, as_of: date) -> Sequence[AccountFacts]:
        """Every account that the user may see, as known on the morning of a day."""
        return facts(self.store, user, as_of)

    def departures(self, user: UserView, start: date, end: date) -> Mapping[int, date]:
        """Accounts that cancelled their last subscription from `start` to the day before `end`."""
        return outcomes(self.store, user, start, end)
