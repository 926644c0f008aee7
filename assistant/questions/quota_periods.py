"""Which quotas a period is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.questions.period import Now, Period
from assistant.questions.plan import Cond

Days = tuple[date, date]  # both ends included


@dataclass(frozen=True, slots=True)
class Chosen:
    """The quotas of a period."""

    where: tuple[Cond, ...]
    covered: Days  # from the first to the last day for which there is a quota, within the period
    exact: bool  # no quota reaches beyond the period
    longest: int  # days of the longest quota


def default_period(periods: Sequence[Days], now: Now) -> Period:
    """The period that "on track" is about when none is named: this quarter, or this year where quotas are yearly."""
    around = [_length(one) for one in periods if one[0] <= now.day <= one[1]]
    return now.shifted(12 if around and min(around) > 100 else 3, 0)


def choose(periods: Sequence[Days], span: Days) -> Chosen | None:
    """The quotas that cover most of a period, all of about one length; None where there is none.

    A home may set yearly quotas beside quarterly ones: adding both up would count everything twice.
    """
    by_length: dict[int, list[Days]] = {}
    for one in periods:
        if one[0] <= span[1] and one[1] >= span[0]:
            by_length.setdefault(round(_length(one) / 30.4), []).append(one)
    if not by_length:
        return None

    def fit(months: int) -> tuple[int, bool, int]:
        return _covered(by_length[months], span), _inside(by_length[months], span), months

    chosen = by_length[max(by_length, key=fit)]
    where: tuple[Cond, ...] = (
        Cond("quota.period_start", "<=", (span[1].isoformat(),)),
        Cond("quota.period_end", ">=", (span[0].isoformat(),)),
    )
    if len(by_length) > 1:
        lengths = [_length(one) for one in chosen]
        where = (*where, Cond("quota.days", "between", (min(lengths), max(lengths))))
    first, last = max(span[0], min(one[0] for one in chosen)), min(span[1], max(one[1] for one in chosen))
    return Chosen(where, (first, last), _inside(chosen, (first, last)), max(_length(one) for one in chosen))


def _length(one: Days) -> int:
    return (one[1] - one[0]).days + 1


def _covered(periods: Sequence[Days], span: Days) -> int:
    """Days of a period that have a quota."""
    days: set[int] = set()
    for start, end in periods:
        days |= set(range(max(start, span[0]).toordinal(), min(end, span[1]).toordinal() + 1))
    return len(days)


def _inside(periods: Sequence[Days], span: Days) -> bool:
    return all(span[0] <= start and end <= span[1] for start, end in periods)
