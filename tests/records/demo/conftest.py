"""Small demo companies that the tests of this folder share, generated without a database."""

from __future__ import annotations

import pytest

from assistant.records.demo.build import Rows, build
from assistant.records.demo.story import Story

SMALL = 0.1
"""The scale at which there are the hand-made accounts alone, with 800 tickets."""


@pytest.fixture(scope="session")
def told() -> list[Rows]:
    """Two companies whose records tell the story."""
    return [build(seed, Story(), SMALL) for seed in (0, 1)]


@pytest.fixture(scope="session")
def shuffled() -> list[Rows]:
    """The same two with outcomes that were dealt out by lot."""
    return [build(seed, Story.none(), SMALL) for seed in (0, 1)]


@pytest.fixture(scope="session")
def rows(told: list[Rows]) -> Rows:
    """One company whose records tell the story."""
    return told[0]
