"""A request's text with the parts that have been understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.records.facets import Condition

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_NOT = re.compile(
    r"(?:\b(?:not|non|never|no|without|except(?: for)?|excluding|besides|outside(?: of)?|other than|apart from|but not|"
    r"haven't|hasn't|have not|has not|don't|doesn't|do not|does not|didn't|did not|isn't|aren't|are not|is not|wasn't)"
    r"[\s-]+)(?:(?:in|from|of|the|a|an|any|our|yet|been|have|had|based|located|those|using|use|buy|bought|on|with|for|"
    r"get|got|ever|currently|own|run|running|order|ordered|by)\s+)*$"
)


def folded(text: str) -> str:
    """Lower case with plain quotes; as long as the text itself."""
    lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered.translate(_QUOTES)


@dataclass(frozen=True, slots=True)
class Draft:
    """A condition with where it was said."""

    condition: Condition
    start: int  # characters, half-open
    end: int
    timed: str = ""  # which way a period beside it goes: past | future | lapsed; empty when it takes none
    days: int = 0  # the period when none is said; 0 for any time


@dataclass(slots=True)
class Scan:
    """The folded text; what is taken is not read again."""

    text: str
    taken: list[tuple[int, int]] = field(default_factory=list)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of a span is taken."""
        return all(end <= first or start >= last for first, last in self.taken)

    def take(self, start: int, end: int) -> None:
        """Mark a span as understood."""
        self.taken.append((start, end))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches of a pattern that touch nothing taken."""
        for match in pattern.finditer(self.text):
            if match.end() > match.start() and self.free(match.start(), match.end()):
                yield match

    def negation(self, start: int) -> int | None:
        """Where a "not" begins that stands right before a place; None without one."""
        found = _NOT.search(self.text[:start])
        return found.start() if found and self.free(found.start(), start) else None

    def rest(self, start: int, end: int) -> str:
        """What is not taken between two places."""
        pieces, here = [], start
        for first, last in sorted(self.taken):
            if last <= start or first >= end:
                continue
            pieces.append(self.text[here : max(here, first)])
            here = max(here, last)
        pieces.append(self.text[here:end] if here < end else "")
        return " ".join(" ".join(pieces).split())
