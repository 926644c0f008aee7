"""The support tickets with their messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.random import Generator

from assistant.records.demo.colleagues import COLLEAGUES, MAIL_DOMAIN, OPENS, TEAMS
from assistant.records.demo.contacts import Person
from assistant.records.demo.days import NOW
from assistant.records.demo.details import Details
from assistant.records.demo.occasions import Occasion
from assistant.records.demo.products import PRODUCTS
from assistant.records.demo.shelf import Shelf, Text
from assistant.records.demo.threads import Circumstances, Thread, Writer

FIRST_NUMBER = 20_000
TYPES = {"bug": "problem", "outage": "incident", "damaged": "incident", "feature_request": "feature_request",
         "login": "incident", "delivery": "incident", "complaint": "problem", "order_change": "task",
         "address_change": "task", "account_change": "task", "plan_change": "task", "cancellation": "task",
         "refund": "task", "returns": "task", "privacy": "task"}  # fmt: skip
HOURS_TO_ANSWER = {"urgent": 4, "high": 8, "normal": 24, "low": 72}
HURRIED = ("outage", "security")


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket with its thread."""

    id: int
    occasion: Occasion
    person: Person | None
    opening: Text
    subject: str
    product_id: int | None
    thread: Thread
    csat_score: float | None  # 1 to 5
    csat_comment: str | None

    @property
    def number(self) -> str:
        """What customers quote, such as 20001."""
        return str(FIRST_NUMBER + self.id)

    @property
    def assignee_id(self) -> int:
        """The support agent of the account's team; spam lands in the first team."""
        company = self.occasion.company
        return company.support_id if company else next(person.id for person in COLLEAGUES if person.job == "support")

    @property
    def owner_id(self) -> int:
        """The account's seller, so that the whole team sees the ticket."""
        company = self.occasion.company
        return company.owner_id if company else self.assignee_id


class Desk:
    """Turns occasions into cases, one after the other."""

    def __init__(
        self, openings: list[Text], writer: Writer, comments: list[Text], details: Details, people: Sequence[Person]
    ) -> None:  # fmt: skip
        self._openings = Shelf(openings)
        self._writer = writer
        self._comments = Shelf(comments, most_plain=3)
        self._details = details
        self._written: set[tuple[int, str]] = set()  # account, text
        self._people: dict[int, list[Person]] = {}
        for person in people:
            self._people.setdefault(person.account_id, []).append(person)

    def case(self, number: int, occasion: Occasion, rng: Generator) -> Case:
        """One ticket from its first message to its rating."""
        person, values = None, {"agent": "Support", "first_name": "there", "full_name": "sender"}
        if occasion.company is not None:
            staff = self._people[occasion.company.id]
            person = staff[int(rng.integers(len(staff)))]
            values = self._details.on(occasion.company, person, occasion.at, rng)
        opening = self._opening(occasion, person, values, rng)
        opens = OPENS[occasion.company.team_id if occasion.company else 1]
        thread = self._writer.write(opening, values, Circumstances(occasion.at, opens, occasion.stuck), rng)
        score, comment = self._rating(opening, thread, occasion, rng)
        mentioned = next((slot for slot in ("product", "sensor", "gateway", "plan") if slot in opening.slots), None)
        return Case(
            id=number,
            occasion=occasion,
            person=person,
            opening=opening,
            subject=opening.subject.format_map(values),
            product_id=next((p.id for p in PRODUCTS if mentioned and p.name == values[mentioned]), None),
            thread=thread,
            csat_score=score,
            csat_comment=comment,
        )

    def _opening(self, occasion: Occasion, person: Person | None, values: Mapping[str, str], rng: Generator) -> Text:
        """A first message: topics are tried in a random order in which the frequent come first more often."""
        languages = ["en"]
        if person is not None and person.language != "en" and rng.random() < 0.6:
            languages = [person.language, "en"]
        weights = np.array(list(occasion.topics.values()))
        order = rng.choice(list(occasion.topics), size=len(weights), replace=False, p=weights / weights.sum())
        for language in languages:
            for topic in order:
                text = self._openings.take(self._could_write(occasion, str(topic), language), values.keys(), rng)
                if text is not None:
                    self._written.add((occasion.company.id if occasion.company else 0, text.id))
                    return text
        raise ValueError(f"no text left for {sorted(occasion.topics)}: write more in texts/")

    def _could_write(self, occasion: Occasion, topic: str, language: str) -> Callable[[Text], bool]:
        """Whether a text suits the company, which never sends the same one twice."""
        company = occasion.company

        def fits(text: Text) -> bool:
            if (text.topic, text.language) != (topic, language) or (occasion.stuck and text.mood > 0):
                return False
            if company is None:
                return True
            return (
                (not text.industries or company.industry in text.industries)
                and text.size in ("", company.segment.lower())
                and (company.id, text.id) not in self._written
            )

        return fits

    def _rating(
        self, opening: Text, thread: Thread, occasion: Occasion, rng: Generator
    ) -> tuple[float | None, str | None]:  # fmt: skip
        if thread.solved_at is None or occasion.company is None or rng.random() > 0.42:
            return None, None
        days = (thread.solved_at - occasion.at) / timedelta(days=1)
        felt = 4.4 + 0.35 * opening.mood - 0.6 * (days > 2) - 1.4 * occasion.stuck - 0.8 * thread.reopened
        score = float(np.clip(round(felt + float(rng.normal(0, 0.7))), 1, 5))
        comment = None
        if rng.random() < 0.4:
            kind = "good" if score >= 4 else "bad" if score <= 2 else "middling"
            comment = self._comments.take(lambda text: text.topic == kind, frozenset(), rng)
        return score, comment.text if comment else None


def _status(case: Case, rng: Generator) -> str:
    if case.thread.solved_at is not None:
        if case.opening.topic == "spam":
            return "closed"
        return "closed" if NOW - case.thread.solved_at > timedelta(days=14) else "solved"
    if case.thread.first_response_at is None:
        return "new" if NOW - case.occasion.at < timedelta(days=2) else "open"
    if case.occasion.stuck:
        return "on_hold" if rng.random() < 0.3 else "open"
    return "pending" if case.thread.lines[-1].direction == "out" else "open"


def _priority(case: Case) -> str:
    topic, mood = case.opening.topic, case.opening.mood
    if topic in HURRIED:
        return "urgent" if mood < -1 else "high"
    if topic in ("spam", "off_topic", "praise", "feature_request", "hours"):
        return "low"
    return "high" if mood <= -2 or (case.occasion.stuck and mood < 0) else "normal"


def _tags(case: Case) -> list[str]:
    company = case.occasion.company
    tags = [PRODUCTS[case.product_id - 1].series.lower()] if case.product_id else []
    if company and company.segment == "Enterprise":
        tags.append("key_account")
    if case.thread.reopened:
        tags.append("reopened")
    return tags


def ticket_rows(cases: Sequence[Case], rng: Generator) -> list[dict[str, Any]]:
    """The ticket table."""
    regions = list(TEAMS)
    rows = []
    for case in cases:
        priority = _priority(case)
        rows.append(
            {
                "id": case.id,
                "source_id": case.number,
                "owner_id": case.owner_id,
                "number": case.number,
                "account_id": case.occasion.company.id if case.occasion.company else None,
                "contact_id": case.person.id if case.person else None,
                "subject": case.subject,
                "description": case.thread.lines[0].text,
                "status": _status(case, rng),
                "priority": priority,
                "type": TYPES.get(case.opening.topic, "question"),
                "channel": case.opening.channel,
                "tags": _tags(case),
                "assignee_id": case.assignee_id,
                "group": f"Support {regions[COLLEAGUES[case.assignee_id - 1].team_id - 1]}",
                "first_response_at": case.thread.first_response_at,
                "solved_at": case.thread.solved_at,
                "sla_due_at": case.occasion.at + timedelta(hours=HOURS_TO_ANSWER[priority]),
                "reopened_count": case.thread.reopened,
                "product_id": case.product_id,
                "csat_score": case.csat_score,
                "csat_comment": case.csat_comment,
                "created_at": case.occasion.at,
                "updated_at": case.thread.lines[-1].at,
            }
        )
    return rows


def message_rows(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """The message table, thread by thread."""
    rows: list[dict[str, Any]] = []
    for case in cases:
        for position, line in enumerate(case.thread.lines):
            inbound = line.direction == "in"
            customer = case.person.email if case.person else None
            rows.append(
                {
                    "id": len(rows) + 1,
                    "owner_id": case.owner_id,
                    "ticket_id": case.id,
                    "direction": line.direction,
                    "author_id": None if inbound else case.assignee_id,
                    "to": f"support@{MAIL_DOMAIN}" if inbound else customer if line.direction == "out" else None,
                    "channel": case.opening.channel if line.direction != "note" else None,
                    "body_text": line.text,
                    "language": line.language,
                    "sent_at": line.at,
                    "message_id_header": f"<{case.number}.{position + 1}@{MAIL_DOMAIN}>",
                    "in_reply_to": f"<{case.number}.{position}@{MAIL_DOMAIN}>" if position else None,
                    "created_at": line.at,
                }
            )
    return rows
