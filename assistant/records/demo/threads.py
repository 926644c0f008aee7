"""The course of one ticket: who wrote what, when, until it was solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from numpy.random import Generator

from assistant.records.demo.days import NOW
from assistant.records.demo.shelf import Shelf, Text

UNANSWERED = ("spam", "off_topic")
FAMILIES = {
    "goods": ("order_placing", "order_status", "order_change", "delivery", "address_change", "returns", "damaged"),
    "money": ("billing", "payment", "refund", "plan_change", "cancellation"),
    "access": ("login", "account_change", "security", "privacy"),
    "product": ("bug", "outage", "how_to", "feature_request"),
}
"""Follow-ups are written for a family of topics rather than for one."""

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


class Writer:
    """Writes threads from shelves of follow-ups, replies or notes."""

    def __init__(self, follow_ups: list[Text], replies: list[Text], notes: list[Text]) -> None:
        self._follow_ups = Shelf(follow_ups)
        self._replies = Shelf(replies, most_uses=14, most_plain=14)  # desks answer from templates; manners vary
        self._notes = Shelf(notes, most_uses=4, most_plain=3)

    def write(
        self, opening: Text, values: Mapping[str, str], at: datetime, rng: Generator, *, stuck: bool
    ) -> Thread:  # fmt: skip
        """Continue an opening message; whatever would lie after `NOW` has not happened yet."""
        pen = _Pen(self, opening, values, at, rng)
        if opening.topic in UNANSWERED:
            pen.add("note", timedelta(hours=5))
            return pen.thread(pen.at)
        return pen.stuck() if stuck else pen.ordinary()

    def next_text(self, stage: str, opening: Text, values: Mapping[str, str], rng: Generator) -> Text | None:
        """A text for the next step of a thread: about its topic if there is one, else a general one."""
        if stage == "note":
            shelf = self._notes
        else:
            shelf = self._follow_ups if stage in ("answer", "chase", "thanks", "reopen") else self._replies
        family = next((name for name, topics in FAMILIES.items() if opening.topic in topics), "any")
        for topics in ((opening.topic,), (family,), ("any",)):
            text = shelf.take(
                lambda text, topics=topics: (  # type: ignore[misc]
                    text.stage == stage
                    and text.topic in topics
                    and text.language == opening.language
                    and text.channel in ("", opening.channel)
                ),
                values.keys(),
                rng,
            )
            if text is not None:
                return text
        return None


class _Pen:
    """One thread being written."""

    def __init__(self, writer: Writer, opening: Text, values: Mapping[str, str], at: datetime, rng: Generator) -> None:
        self._writer, self._opening, self._values, self._rng = writer, opening, values, rng
        self.at = at
        self._lines = [Line("in", opening.filled(values), opening.language, at)]
        self._reopened = 0

    def ordinary(self) -> Thread:
        """An answer within a day or so, sometimes after a question back."""
        if self._rng.random() < 0.16:
            self.add("note")
        if self._rng.random() < 0.22 and self.add("ask"):
            self.add("answer")
        solved = self.add("solve", timedelta(hours=float(self._rng.lognormal(2.6, 1.1))))
        if not solved:
            return self.thread(None)
        solved_at = self.at
        mood = self._rng.random()
        if mood < 0.06 and self.add("reopen", timedelta(days=float(self._rng.uniform(0.3, 4)))):
            self._reopened = 1
            solved_at = self.at if self.add("solve") else NOW + timedelta(days=1)
        elif mood < 0.33:
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
        if self.at + after > NOW:
            self.at = NOW + timedelta(days=1)  # nothing more happens in this thread
            return False
        text = self._writer.next_text(stage, self._opening, self._values, self._rng)
        if text is None:
            return False
        self.at += after
        direction = "note" if stage == "note" else "in" if text.stage in FROM_CUSTOMER else "out"
        body = text.filled(self._values)
        if direction == "out":
            body = self._as_letter(body, text.language)
        self._lines.append(Line(direction, body, text.language, self.at.replace(microsecond=0)))
        return True

    def _as_letter(self, body: str, language: str) -> str:
        """Put a greeting above an answer, a signature below it."""
        greetings, farewells = MANNERS[language]
        if self._opening.channel in ("chat", "social"):
            return f"{greetings[0].format_map(self._values)} {body}"
        greeting = greetings[int(self._rng.integers(len(greetings)))].format_map(self._values)
        farewell = farewells[int(self._rng.integers(len(farewells)))].format_map(self._values)
        return f"{greeting}\n\n{body}\n\n{farewell}"

    def thread(self, solved_at: datetime | None) -> Thread:
        """What has been written until now."""
        known = solved_at if solved_at is not None and solved_at <= NOW else None
        return Thread(tuple(self._lines), known.replace(microsecond=0) if known else None, self._reopened)


FROM_CUSTOMER = ("first", "answer", "chase", "thanks", "reopen")
MANNERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("Hi {first_name},", "Hello {first_name},", "Dear {full_name},", "Good morning {first_name},"),
        ("Best regards,\n{agent}\nPellworth Support", "Kind regards,\n{agent}", "All the best,\n{agent}, Pellworth"),
    ),
    "de": (
        ("Guten Tag {full_name},", "Hallo {first_name},"),
        ("Freundliche Grüße\n{agent}\nPellworth Support", "Viele Grüße\n{agent}"),
    ),
    "fr": (
        ("Bonjour {full_name},", "Bonjour,"),
        ("Cordialement,\n{agent}\nSupport Pellworth", "Bien à vous,\n{agent}"),
    ),
    "es": (
        ("Hola {first_name}:", "Estimado/a {full_name}:"),
        ("Un saludo,\n{agent}\nSoporte de Pellworth", "Saludos cordiales,\n{agent}"),
    ),
}
"""Greetings, then farewells, by language."""
