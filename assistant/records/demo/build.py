"""The rows of the demo company, table by table."""

from __future__ import annotations

from graphlib import TopologicalSorter

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story
from assistant.records.demo.world import World
from assistant.records.schema import Base
from assistant.registry import discover

Rows = dict[str, list[Row]]
ROOMS = ("people", "sales", "trade", "desk")
"""The packages in which a file may declare a concept."""


def concepts() -> list[Concept]:
    """All concepts, in an order in which every reference points backwards."""
    found: dict[str, Concept] = {}
    for room in ROOMS:
        found |= discover(f"{__package__}.{room}", Concept)
    return [found[name] for name in TopologicalSorter({name: _needs(name, found) for name in found}).static_order()]


def _needs(name: str, found: dict[str, Concept]) -> list[str]:
    """The tables that a table refers to; nobody owns a team, whose members are its users."""
    keys = [key for column in Base.metadata.tables[name].columns for key in column.foreign_keys]
    needed = {key.column.table.name for key in keys} & found.keys() - {name}
    return sorted(needed - {"user"} if name == "team" else needed)


def build(seed: int, story: Story, scale: float = 1.0) -> Rows:
    """Draw the whole company at once.

    Returns:
        Rows by table name, in the order of `concepts`; ids count from 1 in each table.

    Raises:
        ScaleOutOfRange: `scale` is below 0.05 or above 20.
    """
    world = World(seed, story, Size.of(scale))
    return {concept.name: list(concept.rows(world)) for concept in concepts()}
