"""Made-up companies whose accounts leave for a known reason, or for none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from assistant.records.churn_facts import AccountFacts
from assistant.views import LOCAL_ADMIN, UserView

MONTHS = 34
START = date(2023, 1, 1)
AS_OF = START + timedelta(days=30 * MONTHS)
AGENT = UserView(7, "Ada", "agent", team_id=1)


@dataclass(frozen=True)
class Company:
    """Accounts with usage month by month, that leave at random, more likely after usage fell if `pull` is above 0."""

    n_accounts: int = 120
    seed: int = 0
    pull: float = 4.0  # log-odds of leaving for a fall of usage by its own size within a quarter
    usage: NDArray[np.float64] = field(init=False)  # shape (n_accounts, MONTHS)
    left: NDArray[np.int64] = field(init=False)  # month of leaving, MONTHS for never

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.seed)
        level = np.exp(np.cumsum(rng.normal(0, 0.25, (self.n_accounts, MONTHS)), axis=1))
        left = np.full(self.n_accounts, MONTHS)
        for month in range(6, MONTHS):
            fall = np.log(level[:, month - 6 : month - 3].sum(axis=1) / level[:, month - 3 : month].sum(axis=1))
            leaves = rng.random(self.n_accounts) < 1 / (1 + np.exp(4.2 - self.pull * np.clip(fall, -1, 1)))
            left = np.where(leaves & (left == MONTHS), month, left)
        object.__setattr__(self, "usage", rng.poisson(200 * level).astype(np.float64))
        object.__setattr__(self, "left", left)

    def accounts(self, user: UserView, as_of: date) -> Sequence[AccountFacts]:
        """An agent sees the accounts with an even id."""
        month = min((as_of - START).days // 30, MONTHS)
        seen = [at for at in range(self.n_accounts) if user == LOCAL_ADMIN or at % 2 == 0]
        return [self._account(at, month) for at in seen]

    def departures(self, user: UserView, start: date, end: date) -> Mapping[int, date]:
        """Leaving falls on the first day of its month."""
        days = {at: START + timedelta(days=30 * int(month)) for at, month in enumerate(self.left) if month < MONTHS}
        return {at: day for at, day in days.items() if start <= day < end}

    def _account(self, at: int, month: int) -> AccountFacts:
        usage = np.where(np.arange(MONTHS) < self.left[at], self.usage[at], 0.0)
        return AccountFacts(
            account_id=at,
            key=f"A-{at}",
            name=f"Company {at}",
            industry=None,
            country=None,
            segment=None,
            employees=10 + at,
            running=bool(month <= self.left[at]),
            mrr=100.0,
            tenure_days=30 * month,
            days_to_end=None,
            cancelled_at=None,
            usage_30=float(usage[max(month - 1, 0) : month].sum()),
            usage_90=float(usage[max(month - 3, 0) : month].sum()),
            usage_90_before=float(usage[max(month - 6, 0) : max(month - 3, 0)].sum()),
            days_since_usage=1,
            tickets_unsolved=(at * 7 + month) % 3,
            tickets_90=(at * 5 + month) % 4,
            tickets_90_before=(at * 5 + month - 3) % 4,
            messages_read_180=0,
            negative_share_180=None,
            invoices_late_365=(at * 3 + month) % 2,
            invoices_overdue=0,
            orders_90=0,
            orders_90_before=0,
            order_total_365=0.0,
        )


@dataclass(frozen=True)
class Nothing:
    """A home without accounts."""

    def accounts(self, user: UserView, as_of: date) -> Sequence[AccountFacts]:
        """None."""
        return []

    def departures(self, user: UserView, start: date, end: date) -> Mapping[int, date]:
        """None."""
        return {}
