"""Ways to say a fact, each with the condition it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.records.facets import Fact
from assistant.search.customers.numbers import RANGE
from assistant.search.customers.wordlists import pattern_of, word_list


@dataclass(frozen=True, slots=True)
class Cue:
    """One way to say one fact; a caught group whose name begins with `range` holds the figures it asks for."""

    pattern: re.Pattern[str]
    fact: Fact
    said: str  # in words; {range}, {least}, {until} are filled in
    values: tuple[str, ...]
    least: float | None
    timed: str  # which way a period beside it goes: past | future | lapsed; empty when it takes none
    days: int  # the period when none is said
    negated: bool
    firm: bool  # holds inside what a customer wrote about, too
    whole: bool  # figures are counted things


def _cues() -> tuple[Cue, ...]:
    document = word_list("cues")
    pieces = {**document["pieces"], "range": RANGE}
    return tuple(
        Cue(
            pattern_of(row["ways"], pieces),
            row["fact"],
            row["said"],
            tuple(row.get("values", ())),
            row.get("least"),
            row.get("timed", ""),
            row.get("days", 0),
            row.get("negated", False),
            row.get("firm", False),
            row.get("whole", True),
        )
        for row in document["cues"]
    )


CUES = _cues()
"""In the order in which they are tried: what one takes, the next does not read."""
