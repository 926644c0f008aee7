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
