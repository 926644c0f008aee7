"""The course of one ticket: who wrote what, when, until it was solved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from numpy.random import Generator

from assistant.records.demo.days import NOW, at_work
from assistant.records.demo.desk.manners import LATE, MANNERS
from assistant.records.demo.desk.outbox import Outbox
from assistant.records.demo.desk.shelf import Shelf, Text
from assistant.records.demo.desk.voice import Voice

UNANSWERED = ("spam", "off_topic", "acknowledgement")
FAMILIES = {
    "goods": ("order_placing", "order_status", "order_change", "delivery", "address_change", "returns", "damaged"),
    "money": ("billing", "payment", "refund", "plan_change", "cancellation", "late_invoice", "price_rise"),
    "access": ("login", "account_change", "security", "privacy"),
    "product": ("bug", "outage", "how_to", "feature_request", "incident"),
    "talk": ("complaint", "human", "leaving_1", "leaving_2", "leaving_3"),
}
"""Texts that do not name the messages they suit are written for a topic, a family of topics or any."""

SHORT_STAFFED_SINCE = NOW - timedelta(days=24)  # since then answers take long, which leaves a queue to work on
SHORT_STAFFED = 10  # times as long
PACE = {"chat": 0.03, "phone": 0.3}  # how much quicker than by mail
STEP = {"ask": (0.03, 0.4), "answer": (0.1, 1.2), "chase": (3, 9), "ack": (0.8, 2.5), "note": (0.01, 0.3)}  # days


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a thread."""

    direction: str  # in | out | note
    text: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """All that was written, with the moment of the solution if there is one."""

    lines: tuple[Line, ...]
    solved_at: datetime | None
    reopened: int

    @property
    def first_response_at(self) -> datetime | None:
        """When the first answer went out."""
        return next((line.at for line in self.lines if line.direction == "out"), None)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who wrote when, with what luck."""

    at: datetime
    opens: int  # hour (UTC) at which the desk opens
    is_stuck: bool  # nobody solves it for weeks
    account_id: int
    voice: Voice
    outbox: Outbox


class Writer:
    """Writes threads from shelves of follow-ups, replies or notes."""

    def __init__(self, follow_ups: Iterable[Text], replies: Iterable[Text], notes: Iterable[Text]) -> None:
        self._follow_ups = Shelf(follow_ups)
        self._replies = Shelf(replies)
        self._notes = Shelf(notes)

    def write(self, opening: Text, body: str, values: Mapping[str, str], case: Circumstances, rng: Generator) -> Thread:
        """Continue an opening message; whatever would lie after `NOW` has not happened yet.

        Args:
            opening: The text that the first message was made from.
            body: The first message as it was sent.
            values: For the slots of what follows.
            case: When, by whom.
            rng: Draws the course of the thread.
        """
        pen = _Pen(self, opening, body, values, case, rng)
        if opening.topic in UNANSWERED:
            pen.add("note", timedelta(hours=5))
            return pen.thread(pen.at)
        return pen.stuck() if case.is_stuck else pen.ordinary()

    def next_text(
        self, stage: str, opening: Text, asked: str, values: Mapping[str, str], rng: Generator
    ) -> Text | None:  # fmt: skip
        """A text for the next step of a thread; `asked` is the id of the question that an answer answers."""
        shelf = self._notes if stage == "note" else self._follow_ups if stage in FROM_CUSTOMER else self._replies
        subjects = [asked] if stage == "answer" else [opening.id, opening.topic]
        if stage != "answer" and opening.topic not in UNANSWERED:
            subjects += ["any", *(name for name, members in FAMILIES.items() if opening.topic in members)]
        language = "en" if stage == "note" else opening.language
        return shelf.take(stage, language, subjects, values.keys(), rng, weight=lambda text: 1.0)


class _Pen:
    """One thread being written."""

    def __init__(
        self,
        writer: Writer,
        opening: Text,
        body: str,
        values: Mapping[str, str],
        case: Circumstances,
        rng: Generator,
    ) -> None:
        self._writer, self._opening, self._values, self._case, self._rng = writer, opening, values, case, rng
        self.at = case.at
        self._lines = [Line("in", body, opening.language, case.at)]
        self._asked = ""
        self._reopened = 0
        self._told: set[str] = set()  # texts that the thread holds already

    def ordinary(self) -> Thread:
        """An answer within a day or so, sometimes after a question back."""
        if self._rng.random() < 0.16:
            self.add("note")
        if self._rng.random() < 0.4 and self.add("ask"):
            self.add("answer")
        busy = SHORT_STAFFED if self.at > SHORT_STAFFED_SINCE else 1
        if not self.add("solve", timedelta(hours=float(self._rng.lognormal(2.4, 1.0)) * busy)):
            return self.thread(None)
        solved_at, mood = self.at, self._rng.random()
        able = any(self._opening.topic in members for members in FAMILIES.values())
        if able and mood < 0.07 and self.add("reopen", timedelta(days=float(self._rng.uniform(0.3, 4)))):
            self._reopened = 1
            return self.thread(self.at if self.add("again") else None)
        if able and mood < 0.36:
            self.add("thanks", timedelta(hours=float(self._rng.uniform(0.2, 30))))
        return self.thread(solved_at)

    def stuck(self) -> Thread:
        """A late acknowledgement, a customer who asks again, weeks without a solution."""
        self.add("ack")
        for _ in range(int(self._rng.integers(1, 3))):
            self.add("chase")
            if self._rng.random() < 0.45:
                self.add("note")
        solved = self.add("solve", timedelta(days=float(self._rng.uniform(14, 45))))
        return self.thread(self.at if solved else None)

    def add(self, stage: str, after: timedelta | None = None) -> bool:
        """Write one more message, unless its time has not come or there is no text for it."""
        if after is None:
            after = timedelta(days=float(self._rng.uniform(*STEP.get(stage, (0.1, 1.0)))))
        at = self.at + after * (1.0 if self._case.is_stuck else PACE.get(self._opening.channel, 1.0))
        if stage not in FROM_CUSTOMER:
            at = at_work(at, self._case.opens)
        if at > NOW:
            self.at = NOW + timedelta(days=1)  # nothing more happens in this thread
            return False
        text, body = self._words(stage)
        if text is None:
            return False
        self.at, self._asked = at, text.id
        direction = "note" if stage == "note" else "in" if stage in FROM_CUSTOMER else "out"
        if direction == "out":
            if stage == "solve" and self._case.is_stuck:
                words = LATE.get(text.language, LATE["en"])
                body = f"{words[int(self._rng.integers(len(words)))]} {body[0].upper()}{body[1:]}"
            body = self._as_letter(body, text.language)
        self._lines.append(Line(direction, body, text.language, at.replace(microsecond=0)))
        return True

    def _words(self, stage: str) -> tuple[Text | None, str]:
        """A text for the next step with its wording; of a customer, one that the account has not sent yet."""
        for _ in range(MOST_TRIES):
            text = self._writer.next_text(stage, self._opening, self._asked, self._values, self._rng)
            if text is None:
                break
            if text.id in self._told:
                continue
            self._told.add(text.id)
            if stage not in FROM_CUSTOMER:
                return text, text.filled(self._values)
            case, channel = self._case, WRITTEN_BACK.get(self._opening.channel, "email")
            body = case.outbox.word(case.account_id, case.voice, text, self._values, channel, self._rng)
            if body is not None:
                return text, body
        return None, ""

    def _as_letter(self, body: str, language: str) -> str:
        """Put a greeting above an answer, a signature below it."""
        greetings, farewells = MANNERS.get(language, MANNERS["en"])
        if self._opening.channel in ("chat", "social"):
            return f"{greetings[0].format_map(self._values)} {body}"
        greeting = greetings[int(self._rng.integers(len(greetings)))].format_map(self._values)
        farewell = farewells[int(self._rng.integers(len(farewells)))].format_map(self._values)
        return f"{greeting}\n\n{body}\n\n{farewell}"

    def thread(self, solved_at: datetime | None) -> Thread:
        """What has been written until now."""
        known = solved_at if solved_at is not None and solved_at <= NOW else None
        return Thread(tuple(self._lines), known.replace(microsecond=0) if known else None, self._reopened)


WRITTEN_BACK = {"chat": "chat", "social": "social", "web": "web"}
"""In which manner people go on in a thread that began on a channel; by mail where it is not here."""

MOST_TRIES = 5

FROM_CUSTOMER = ("first", "answer", "chase", "thanks", "reopen")
