"""How a customer's mood moves through a thread, with the alert that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from assistant.messages import Reading

Direction = Literal["falling", "steady", "rising"]

WINDOW = 3  # neighbouring messages of the customer within which a fall counts
FALL = 2  # levels
VERY_NEGATIVE = -2
CALM = 0  # level from which an alert is over
WORDS = {-2: "very negative", -1: "negative", 0: "neutral", 1: "positive", 2: "very positive"}


@dataclass(frozen=True, slots=True)
class Mood:
    """The sentiment of one message of the customer."""

    at: datetime | None  # timezone-aware, UTC; None where the time is not known
    level: int  # -2 to 2
    sure: bool  # its band is high
    frustrated: bool = False


@dataclass(frozen=True, slots=True)
class Alert:
    """Why somebody should look at a thread now."""

    why: str  # one sentence
    at: datetime | None  # of the message that raised it
    message: int  # its place among the customer's messages that were read, from 0


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A thread's moods, oldest first."""

    moods: tuple[Mood, ...]
    direction: Direction  # from the first message to the newest
    alert: Alert | None  # the newest that still stands


def trajectory(readings: Iterable[tuple[datetime | None, Reading | None]]) -> Trajectory:
    """Follow the sentiment through the customer's messages of one thread.

    An alert is raised by a message two levels or more below one of the two before it, or by the second very negative
    one in the high band; a bad first message alone raises none. It stands until the customer writes something neutral
    or better, unless that is itself a fall, from very positive.

    Args:
        readings: The customer's own messages with when they were sent, in any order; those without a time come first,
            those without sentiment are left out.
    """
    moods = tuple(_mood(at, reading) for at, reading in sorted(readings, key=_moment) if reading and reading.sentiment)
    return Trajectory(moods, _direction(moods), _alert(moods))


def _moment(message: tuple[datetime | None, Reading | None]) -> datetime:
    at = message[0]
    if at is None:
        return datetime.min.replace(tzinfo=UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _mood(at: datetime | None, reading: Reading) -> Mood:
    sure = reading.sentiment is not None and reading.sentiment.band == "high"
    return Mood(at, reading.sentiment_level or 0, sure, bool(reading.frustrated))


def _direction(moods: Sequence[Mood]) -> Direction:
    if len(moods) < 2 or moods[0].level == moods[-1].level:
        return "steady"
    return "falling" if moods[-1].level < moods[0].level else "rising"


def _alert(moods: Sequence[Mood]) -> Alert | None:
    alert = None
    for place, mood in enumerate(moods):
        if mood.level >= CALM:
            alert = None
        raised = _fell(moods[max(0, place + 1 - WINDOW) : place + 1]) or _twice(moods[: place + 1])
        if raised:
            alert = Alert(raised, mood.at, place)
    return alert


def _fell(window: Sequence[Mood]) -> str:
    """What the last mood of a window says, if it is two levels below one before it."""
    *before, last = window
    highest = max((mood.level for mood in before), default=last.level)
    if highest - last.level < FALL:
        return ""
    return f"Sentiment fell from {WORDS[highest]} to {WORDS[last.level]} within {WINDOW} messages."


def _twice(moods: Sequence[Mood]) -> str:
    """What the moods up to one say, if it is the second of which very negative is certain."""
    certain = [mood.level == VERY_NEGATIVE and mood.sure for mood in moods]
    return "Very negative twice, both times with high confidence." if certain[-1] and sum(certain) >= 2 else ""
