"""Countries, cities, regions of the world, as people say them."""

from __future__ import annotations

from typing import Any

from assistant.records.facets import Condition, HomeWords
from assistant.search.customers.scan import folded
from assistant.search.customers.wordlists import word_list

_SHORT = frozenset({"us", "oz", "polish", "america"})
"""Names that are words besides: they count in capitals, or after "in the" and the like."""


class Places:
    """The home's places by every name for them; a place without an account there is known, with no values."""

    def __init__(self, home: HomeWords) -> None:
        world = word_list("places")
        self._said: dict[str, Condition] = {}
        stored: dict[str, list[str]] = {}
        names = {folded(other): row["name"] for row in world["countries"] for other in (row["name"], *row["also"])}
        for country in home.countries:
            stored.setdefault(names.get(folded(country), country), []).append(country)
        for city in home.cities:
            self._said[folded(city)] = Condition("city", f"in {city}", values=(city,))
        for region, values in _regions(world, stored).items():
            shown = region.upper() if region in ("eu", "emea", "apac", "dach", "anz") else region.title()
            condition = Condition("country", f"in {shown}", values=values)
            for said in (region, *world["regions"][region]):
                self._said[said] = condition
        for row in world["countries"]:
            condition = Condition("country", f"in {row['name']}", values=tuple(stored.get(row["name"], ())))
            for said in (row["name"], *row["also"]):
                self._said[folded(said)] = condition
        for country in home.countries:
            if folded(country) not in self._said:
                self._said[folded(country)] = Condition("country", f"in {country}", values=(country,))

    @property
    def names(self) -> list[str]:
        """Every name, folded."""
        return list(self._said)

    def get(self, said: str) -> Condition | None:
        """What a folded name stands for."""
        return self._said.get(said)

    @staticmethod
    def needs_evidence(said: str) -> bool:
        """Whether a name is an everyday word too."""
        return said in _SHORT


def _regions(world: Any, stored: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = {region: [] for region in world["regions"]}
    for row in world["countries"]:
        for region in row["regions"]:
            members[region].append(row["name"])
    for region, parts in world["unions"].items():
        members[region] = [name for part in parts for name in members[part]]
    for region, (whole, *less) in world["without"].items():
        out = {name for part in less for name in members[part]}
        members[region] = [name for name in members[whole] if name not in out]
    return {
        region: tuple(value for name in dict.fromkeys(names) for value in stored.get(name, ()))
        for region, names in members.items()
    }
