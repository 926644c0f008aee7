"""The currencies that the demo company's customers pay in, with what those are worth."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.random import Generator

from assistant.records.demo.days import DATA_DATE, add_months, month_start

HOME = "USD"
PRICE_LIST = {"USD": 1.0, "EUR": 0.92, "GBP": 0.8}
"""What a dollar of list price is written as in each currency; the price lists are fixed, the rates are not."""

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}

EURO = ("Germany", "Austria", "France", "Spain", "Portugal", "Netherlands", "Belgium", "Italy", "Ireland", "Finland")
OWN_CURRENCY = 0.7  # share of the customers there who asked for it
START_RATES = {"EUR": 1.08, "GBP": 1.26}  # dollars for one, three years before the records begin
MONTHLY_SWING = 0.013
PULL = 0.06  # towards the start rate, a month


def currency_of(country: str, rng: Generator) -> str:
    """The currency that a customer of that country asked for."""
    asked = rng.random() < OWN_CURRENCY
    if country == "United Kingdom":
        return "GBP" if asked else HOME
    return "EUR" if asked and country in EURO else HOME


def priced(dollars: float, currency: str) -> float:
    """A list price in another currency, to the cent."""
    return round(dollars * PRICE_LIST[currency], 2)


def rates(rng: Generator) -> dict[str, list[tuple[date, float]]]:
    """Dollars for one unit of each foreign currency, set on the first of each month.

    Returns:
        By currency, three years before the records begin until the last month.
    """
    drawn: dict[str, list[tuple[date, float]]] = {}
    for currency, start in START_RATES.items():
        now, day, path = np.log(start), add_months(month_start(0), -36), []
        while day <= DATA_DATE:
            path.append((day, round(float(np.exp(now)), 4)))
            now += PULL * (np.log(start) - now) + float(rng.normal(0, MONTHLY_SWING))
            day = add_months(day, 1)
        drawn[currency] = path
    return drawn
