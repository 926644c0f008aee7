"""What is bought together: each order serves one of a few uses, each account has some of them more than others.

Uses have their season. A use's articles come in its baskets as often as their weight says; the rare ones among them
are what makes demand intermittent.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from assistant.records.demo.money import priced
from assistant.records.demo.people.companies import Company
from assistant.records.demo.story import Story
from assistant.records.demo.trade.products import BY_ID, PRODUCTS, Product


@dataclass(frozen=True, slots=True)
class Use:
    """What customers do with the products."""

    name: str
    articles: dict[int, float]  # product id → how often it is in such a basket, relative
    industries: dict[str, float]  # how usual it is there; `ELSEWHERE` where it is not named
    season: tuple[float, ...]  # January to December, around 1


_FLAT = (1.0,) * 12
_SUMMER = (0.6, 0.6, 0.8, 1.0, 1.3, 1.7, 1.8, 1.5, 1.0, 0.7, 0.5, 0.5)
_TERM = (1.3, 0.9, 0.7, 0.6, 0.6, 0.6, 0.8, 1.5, 1.8, 1.5, 1.0, 0.7)
_SPRING = (0.5, 0.8, 1.5, 1.8, 1.6, 1.2, 0.9, 0.8, 0.8, 0.7, 0.6, 0.5)
_WINTER = (1.6, 1.4, 1.0, 0.7, 0.6, 0.5, 0.5, 0.6, 0.9, 1.3, 1.5, 1.6)

USES = (
    Use(
        "cold rooms",
        {3: 6, 18: 4, 20: 3, 11: 3, 4: 2, 17: 3, 32: 2, 33: 0.15},
        {"Food & Beverage": 3.0, "Retail": 2.0, "Healthcare": 1.5, "Nonprofit": 2.0, "Logistics": 1.0},
        _SUMMER,
    ),
    Use(
        "indoor air",
        {2: 6, 21: 5, 4: 2, 25: 2, 12: 1, 19: 2, 35: 0.2},
        {"Education": 3.0, "Real Estate": 3.0, "Hospitality": 1.5, "Technology": 1.0, "Healthcare": 1.0},
        _TERM,
    ),
    Use(
        "collections",
        {1: 5, 22: 5, 10: 3, 5: 1, 19: 2, 32: 1.5},
        {"Culture": 3.0, "Manufacturing": 1.0, "Real Estate": 0.8, "Hospitality": 0.8},
        _WINTER,
    ),
    Use(
        "outdoors",
        {6: 3, 15: 2, 23: 4, 24: 4, 26: 3, 17: 3, 1: 2},
        {"Agriculture": 3.0, "Manufacturing": 0.8, "Nonprofit": 0.6},
        _SPRING,
    ),
    Use(
        "clean rooms",
        {13: 4, 12: 3, 14: 0.5, 16: 1.5, 31: 1.5, 32: 4, 33: 0.5, 36: 0.25},
        {"Pharmaceuticals": 3.0, "Technology": 2.0, "Healthcare": 1.0, "Education": 0.6},
        _FLAT,
    ),
    Use(
        "on the road",
        {15: 4, 3: 3, 27: 5, 18: 2, 17: 4, 26: 1.5},
        {"Logistics": 3.0, "Food & Beverage": 0.8, "Pharmaceuticals": 0.8},
        _SUMMER,
    ),
    Use(
        "upkeep",
        {17: 6, 25: 2, 19: 3, 28: 1.5, 29: 0.5, 30: 0.3, 32: 2, 34: 0.4, 35: 0.2, 5: 1},
        {"Manufacturing": 1.5},
        _FLAT,
    ),
)
ELSEWHERE = 0.06
UPKEEP_ELSEWHERE = 0.5
OWN_TASTE = 0.6  # standard deviation of the log of how much an account differs from its industry
MORE_LINES = 0.9  # mean number of articles beyond the first
MOST_LINES = 5
STRAY = 0.06  # chance that one article belongs to no use
SEASONS = np.array([use.season for use in USES])  # shape (n_uses, 12)


@dataclass(frozen=True, slots=True)
class Line:
    """One article of an order."""

    product: Product
    quantity: int
    discount: float  # 0 to 1
    currency: str

    @property
    def unit_price(self) -> float:
        """List price in the order's currency."""
        return priced(self.product.list_price, self.currency)

    @property
    def value(self) -> float:
        """What it costs after discount, in the order's currency."""
        return round(self.quantity * self.unit_price * (1 - self.discount), 2)


def taste(company: Company, story: Story, rng: Generator) -> NDArray[np.float64]:
    """How large a part each use has in what a company buys.

    Returns:
        float64, shape (n_uses,), summing to 1.
    """
    usual = np.array(
        [use.industries.get(company.industry, UPKEEP_ELSEWHERE if use.name == "upkeep" else ELSEWHERE) for use in USES]
    )
    weights = (usual * np.exp(OWN_TASTE * rng.standard_normal(len(USES)))) ** story.taste
    return np.asarray(weights / weights.sum())


class Baskets:
    """Fills orders, as the account's taste has it."""

    def __init__(self, story: Story) -> None:
        self._story = story
        served = [_pooled()] * len(USES) if story.shuffled else [use.articles for use in USES]
        self._articles = [np.array(list(articles)) for articles in served]
        self._weights = [np.log(np.array(list(articles.values()))) for articles in served]

    def fill(self, company: Company, liked: NDArray[np.float64], month: int, rng: Generator) -> tuple[Line, ...]:
        """One to five articles; `month` counts from 0, January."""
        parts = np.cumsum(liked * SEASONS[:, month] ** self._story.season)
        use = int(np.searchsorted(parts, rng.random() * parts[-1], side="right"))
        articles = self._articles[use]
        count = min(1 + int(rng.poisson(MORE_LINES)), MOST_LINES, len(articles))
        luck = self._weights[use] + rng.gumbel(size=len(articles))  # the largest: drawn by weight, none twice
        chosen = [int(articles[index]) for index in np.argsort(-luck)[:count]]
        if rng.random() < STRAY:
            stray = PRODUCTS[int(rng.integers(len(PRODUCTS)))]
            if stray.series != "Perch" and stray.id not in chosen:
                chosen[-1] = stray.id
        lucks, sales = rng.standard_normal(count), rng.random(count)
        return tuple(
            Line(BY_ID[key], _quantity(BY_ID[key], company, float(own)), _discount(float(sale)), company.currency)
            for key, own, sale in zip(sorted(chosen), lucks, sales, strict=True)
        )


def _pooled() -> dict[int, float]:
    """Every article as often as all uses together have it, for baskets that serve none."""
    pool: dict[int, float] = {}
    for use in USES:
        for key, weight in use.articles.items():
            pool[key] = pool.get(key, 0.0) + weight / sum(use.articles.values())
    return pool


def _quantity(product: Product, company: Company, luck: float) -> int:
    if product.series == "Tern" and product.list_price > 100:
        return 1 + int(luck > 1.3)
    usual = company.employees**0.3 * {"Finch": 1.0, "Heron": 0.2}.get(product.series, 1.4)
    return max(1, round(float(usual * np.exp(0.6 * luck))))


def _discount(luck: float) -> float:
    return 0.0 if luck < 0.7 else 0.05 if luck < 0.9 else 0.1
