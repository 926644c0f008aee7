"""The half-read question that the readers fill in, token by token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from assistant.questions.plan import Dim, Filter, Unit
from assistant.questions.request import Ask, Change, Clause, Limit, Ranking, Share, Span, Trend
from assistant.questions.tokens import Token
from assistant.questions.vocabulary import Vocabulary

PASSIVE = frozenset(
    {
        "comma",
        "break",
        "command",
        "with",
        "joiner",
        "than",
        "of",
        "present",
        "never",
        "outof",
        "but",
        "self",
        "including",
        "filler",
        "ordinal",
        "bucket",
        "also",
    }
)
"""Senses that ask for nothing by themselves."""


class Unclear(Exception):
    """The question could mean several things."""

    def __init__(self, about: str, options: tuple[str, ...], readings: tuple[str, ...] = ()) -> None:
        super().__init__(about)
        self.about = about
        self.options = options
        self.readings = readings


class NotHere(Exception):
    """The question asks for something that the records or the plans do not have."""

    def __init__(self, why: str, confidence: float = 0.6) -> None:
        super().__init__(why)
        self.why = why
        self.confidence = confidence


@dataclass(frozen=True, slots=True)
class Placed:
    """A condition with the tokens it was read from."""

    filter: Filter
    first: int
    last: int
    field: str
    values: tuple[str, ...] = ()
    joined: str = ""  # and | or | versus
    negative: bool = False


@dataclass(slots=True)
class Draft:
    """What has been read so far."""

    tokens: list[Token]
    vocabulary: Vocabulary
    as_of: date
    fragment: bool = False  # a follow-up: parts may be missing
    placed: list[Placed] = field(default_factory=list)
    spans: list[tuple[int, Span]] = field(default_factory=list)
    states: list[tuple[int, str]] = field(default_factory=list)
    started: bool = False
    asks: list[tuple[int, Ask]] = field(default_factory=list)
    dims: list[Dim] = field(default_factory=list)
    dim_at: list[int] = field(default_factory=list)
    shows: list[str] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    ranking: Ranking | None = None
    order: str = ""
    subject: str = ""
    counted: str = ""  # the entity whose number is asked
    share: Share = ""
    part: list[Filter] = field(default_factory=list)
    part_state: str = ""
    change: Change = ""
    columns: bool = False
    versus: bool = False
    rank_of: bool = False
    listing: bool = False
    others: bool = False
    pronouns: list[str] = field(default_factory=list)
    only: bool = False
    trend: Trend = ""
    per: str = ""
    ranked_unit: Unit = ""
    row_ranking: bool = False  # single deals are ranked
    by_figure: bool = False  # "by sales" was said

    def __len__(self) -> int:
        return len(self.tokens)

    def free(self, *kinds: str) -> Iterator[int]:
        """Places of unused tokens with any of these senses."""
        for index, token in enumerate(self.tokens):
            if not token.used and token.has(*kinds):
                yield index

    def is_(self, index: int, *kinds: str) -> bool:
        """Whether there is an unused token there with any of these senses."""
        return 0 <= index < len(self.tokens) and not self.tokens[index].used and self.tokens[index].has(*kinds)

    def any_(self, index: int, *kinds: str) -> bool:
        """Whether there is a token there, used or not, with any of these senses."""
        return 0 <= index < len(self.tokens) and self.tokens[index].has(*kinds)

    def use(self, *indices: int) -> None:
        """Mark tokens as explained."""
        for index in indices:
            self.tokens[index].used = True

    def entity(self, index: int) -> str:
        """The entity a token names, or the empty string."""
        return self.tokens[index].value("entity") if 0 <= index < len(self.tokens) else ""

    def state_near(self, index: int, reach: int = 3) -> str:
        """The deal state said closest to a place."""
        near = sorted((abs(at - index), state) for at, state in self.states if abs(at - index) <= reach)
        return near[0][1] if near else ""

    def all_states(self) -> tuple[str, ...]:
        """Every deal state that was said, each once, in order."""
        return tuple(dict.fromkeys(state for _, state in self.states))

    def leftovers(self) -> list[Token]:
        """Tokens that nothing explains."""
        return [t for t in self.tokens if not t.used and not set(t.senses) <= PASSIVE]
