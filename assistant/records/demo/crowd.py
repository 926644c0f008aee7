"""Draws one of the companies that were there on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.random import Generator

from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.people.companies import Company


class Crowd:
    """Companies, each with the days on which it is there, the heavier the likelier to be drawn."""

    def __init__(
        self, companies: Sequence[Company], weights: Sequence[float], spans: Sequence[tuple[date, date]]
    ) -> None:  # fmt: skip
        """Args: companies; their weights, above 0; the first with the last day of each."""
        self._companies = companies
        self._weights = np.asarray(weights)
        self._first = np.array([first.toordinal() for first, _ in spans])
        self._last = np.array([last.toordinal() for _, last in spans])
        self._shares: dict[date, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}  # cumulative, by day

    def draw(self, day: date, rng: Generator) -> Company:
        """One company that is there on the day."""
        if day not in self._shares:
            there = (self._first <= day.toordinal()) & (day.toordinal() <= self._last)
            self._shares[day] = np.cumsum(self._weights * there)
        shares = self._shares[day]
        return self._companies[int(np.searchsorted(shares, rng.random() * shares[-1], side="right"))]


def until_now(company: Company) -> tuple[date, date]:
    """All days since the company became known."""
    return company.known_since, DATA_DATE
