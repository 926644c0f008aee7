"""What a plan is worked out for: who asks, on which day, by whose calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.records.calendar import PLAIN, Calendar
from assistant.views import LOCAL_ADMIN, UserView


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of one statement."""

    user: UserView = LOCAL_ADMIN
    as_of: date = date(2000, 1, 1)
    calendar: Calendar = PLAIN
    years: tuple[int, int] = (2000, 2000)  # first and last year of the timestamps on record
    currency: str = "USD"  # the home's own
    foreign: frozenset[str] = frozenset()  # nodes with any row in another currency
    wanted: str = ""  # the currency that a question asks for

    @property
    def target(self) -> str:
        """The currency that amounts are worked out in."""
        return self.wanted or self.currency
