"""The typed pieces a question is cut into."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.questions.numbers import Number
from assistant.questions.period import Period
from assistant.questions.plan import Cond
from assistant.views import Named


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question, in lower case."""

    text: str
    start: int  # characters, half-open
    end: int
    capital: bool = False
    upper: bool = False  # written in capitals throughout


@dataclass(slots=True, eq=False)
class Token:
    """A phrase with all it could stand for; `used` once the plan explains it."""

    text: str
    at: int  # first word
    end: int  # word after the last
    senses: dict[str, str] = field(default_factory=dict)  # kind → value
    named: tuple[Named, ...] = ()
    period: Period | None = None
    number: Number | None = None
    stated: Cond | None = None  # a condition that the phrase makes by itself
    used: bool = False

    @property
    def figure(self) -> float:
        """The number it holds, 0 without one."""
        return self.number.value if self.number else 0.0

    @property
    def figure_unit(self) -> str:
        """The unit of its number: usd, percent, days, or nothing."""
        return self.number.unit if self.number else ""

    def has(self, *kinds: str) -> bool:
        """Whether the token has any of these senses."""
        return any(kind in self.senses for kind in kinds)

    def value(self, kind: str) -> str:
        """The value of a sense, or the empty string."""
        return self.senses.get(kind, "")
