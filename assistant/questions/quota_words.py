"""The words that ask how sellers stand against their quotas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from assistant.questions.request import Request

Standing = Literal["attainment", "gap", "track", "off_track", "made", "missed"]
STANDINGS = frozenset(get_args(Standing))

_OWN = r"(?:(?:the|their|his|her|its|our|my|your|a|sales|quarterly|monthly|annual|yearly|revenue)\s+)*"
_QUOTA = rf"{_OWN}(?:quotas?|(?:sales )?targets?)\b"
_ACTUAL = r"(?:actuals?|won|sales|bookings|results?|performance)"
_BE = r"(?:is|are|am|was|were|'s|'m|'re)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


_PATTERNS: tuple[tuple[Standing, re.Pattern[str]], ...] = (
    (
        "gap",
        _any(
            rf"\bhow (?:far|much) (?:away |off |short )?{_BE}\s+(?P<who>.+?)\s+(?:still )?(?:away |off |short )?"
            rf"(?:from|of|off|behind|below|under|missing (?:to|from|for))\s+{_QUOTA}",
            rf"\bhow (?:far|much) (?:away |off |short )?(?:from|of|off|behind|below)\s+{_QUOTA}\s+{_BE}\s+(?P<whom>.+)",
            rf"\bhow much (?:more )?(?:do|does|must|has|have)\s+(?P<seller>.+?)\s+(?:still )?"
            rf"(?:need|have|has|lack|sell|miss)\b.*?\b(?:for|of|to (?:hit|reach|make|meet|get to))\s+{_QUOTA}",
            r"\b(?:quota|target) gaps?\b(?: to (?:quota|target))?",
            rf"\b(?:gaps?|distance|missing|remaining|left|shortfall) (?:amount )?(?:to|from|for|against|of)\s+{_QUOTA}",
            rf"\b(?:remaining|open|outstanding|unmet)\s+{_QUOTA}",
        ),
    ),
    (
        "off_track",
        _any(
            r"\b(?:not|isn't|aren't|isnt|arent) (?:currently |yet )?on (?:track|target|pace|course)\b",
            r"\boff (?:track|target|pace|course)\b",
            rf"\b(?:lagging|falling|running|trailing)?\s*(?:behind|below|under|short of)(?: on| for)?\s+{_QUOTA}",
            rf"\b(?:won't|will not|unlikely to|at risk of not|at risk of missing|going to miss|will miss)"
            rf"(?: (?:make|hit|meet|reach|making|hitting))?\s+{_QUOTA}",
            r"(?<=who is )behind\b|(?<=who's )behind\b|(?<=who are )behind\b",
        ),
    ),
    (
        "missed",
        _any(
            rf"\b(?:missed|misses|miss|failed to (?:make|hit|meet|reach)|"
            rf"(?:did|does|do|has|have)(?:n't| not) (?:made?|hit|mee?t|reach(?:ed)?|achieved?))\s+{_QUOTA}",
        ),
    ),
    (
        "track",
        _any(
            rf"\bon (?:track|target|pace|course)\b(?:\s+(?:for|with|to (?:hit|make|meet|reach))\s+{_QUOTA})?",
            rf"\bahead of\s+{_QUOTA}",
            rf"\b(?:will|going to)\b(?P<will>.*?)\b(?:make|hit|meet|reach)\s+{_QUOTA}",
        ),
    ),
    (
        "made",
        _any(
            rf"\b(?:made|makes?|hits?|met|meets?|reached|reach|reaches|achieved?|beat|beats|exceed(?:ed|s)?|attained?)\s+{_QUOTA}",
            rf"\b(?:above|over|at or above|past)\s+{_QUOTA}",
        ),
    ),
    (
        "attainment",
        _any(
            rf"\b(?:{_QUOTA}\s+)?attainments?\b(?:\s+(?:of|against|on)\s+{_QUOTA})?",
            rf"\b{_QUOTA}\s+(?:achievement|fulfil?lment|completion)\b",
            rf"(?<=sold|made|done) (?:against|towards?|of|versus|vs\.?)\s+{_QUOTA}",
            rf"\b(?:won|closed|booked) (?:against|towards?|versus|vs\.?)\s+{_QUOTA}",
            rf"\bprogress (?:against|on|towards?|to)\s+{_QUOTA}",
            rf"\b{_QUOTA}\s+progress\b",
            rf"\b(?:what |which )?(?:percent(?:age)?|%|share|fraction|part|how much) of\s+{_QUOTA}"
            r"(?P<have>(?:\s+(?:did|has|have|is|are|was|were)\b.+?\b(?:made|make|sold|achieved?|closed|reach(?:ed)?|met|won|"
            r"attained?|hit|done|covered|fulfilled))?)",
            rf"\b(?:doing|performing|tracking|going|standing|stand|compare|compared)\s+(?:against|on|towards?|versus|vs\.?|to|with)"
            rf"\s+{_QUOTA}",
            rf"\b{_QUOTA}\s+(?:vs\.?|versus|against|and|compared (?:to|with))\s+{_ACTUAL}\b",
            rf"\b{_ACTUAL}\s+(?:vs\.?|versus|against|compared (?:to|with))\s+{_QUOTA}",
        ),
    ),
)
"""Tried in this order, for "not on track" holds "on track"."""


@dataclass(frozen=True, slots=True)
class Stands:
    """What is asked about quotas, with the rest of the words."""

    kind: Standing
    rest: str


def standing_said(text: str) -> Stands | None:
    """Find the words for a standing in a text; what stood inside them stays in the rest."""
    for kind, pattern in _PATTERNS:
        match = pattern.search(text)
        if match:
            inside = " ".join(value for value in match.groupdict().values() if value)
            return Stands(kind, f"{text[: match.start()]} {inside} {text[match.end() :]}")
    return None


def is_standing(request: Request) -> bool:
    """Whether a request is about quotas met or not."""
    return request.fact == "quota" and len(request.asks) == 1 and request.asks[0].name in STANDINGS
