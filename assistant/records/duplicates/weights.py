"""How much a likeness says for or against two records being one.

Each comparison adds a match weight, log2(m / u): m is how often it comes out so among true pairs, u among others
(Fellegi and Sunter, A Theory for Record Linkage, 1969). The weights are set by judgement, not learnt: a home has no
labelled pairs; `benchmarks/find_duplicates.py` measures what they are good for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PRIOR = -4.0  # log2 odds that two records which share a block are one


@dataclass(frozen=True, slots=True)
class Evidence:
    """One comparison: its weight, with the sentence that says it; an empty one is not worth saying."""

    weight: float
    sentence: str = ""


def probability(evidence: Iterable[Evidence]) -> float:
    """The chance (0 to 1) that a pair is one record, each comparison taken as independent of the others."""
    odds: float = 2.0 ** max(-60.0, min(60.0, PRIOR + sum(one.weight for one in evidence)))
    return odds / (1 + odds)
