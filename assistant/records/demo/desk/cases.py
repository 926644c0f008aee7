"""Turns each reason to write into a ticket with its thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.random import Generator

from assistant.records.demo.desk.details import Details
from assistant.records.demo.desk.incident import timely
from assistant.records.demo.desk.occasions import Occasion
from assistant.records.demo.desk.outbox import Outbox
from assistant.records.demo.desk.shelf import Shelf, Text, Weight
from assistant.records.demo.desk.threads import UNANSWERED, Circumstances, Thread, Writer
from assistant.records.demo.desk.voice import Voice
from assistant.records.demo.people.colleagues import OPENS
from assistant.records.demo.people.contacts import Directory, Person
from assistant.records.demo.story import stream
from assistant.records.demo.trade.products import PRODUCTS

FIRST_NUMBER = 20_000
DEVICE_SLOTS = {"product", "sensor", "gateway"}
SPAM_OWNER = 4  # a support agent of the first team
SHARPNESS = 0.9  # how closely a text's mood has to meet the writer's
RATED = 0.42  # share of the solved tickets
COMMENTED = 0.4  # share of the ratings


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
        """The support agent of the account; spam lands in the first team."""
        company = self.occasion.company
        return company.support_id if company else SPAM_OWNER

    @property
    def owner_id(self) -> int:
        """The account's seller, so that the whole team sees the ticket."""
        company = self.occasion.company
        return company.owner_id if company else self.assignee_id


class Desk:
    """Turns occasions into cases, one after the other."""

    def __init__(
        self, openings: Iterable[Text], writer: Writer, comments: Iterable[Text], details: Details, people: Directory
    ) -> None:  # fmt: skip
        self._openings = Shelf(openings)
        self._writer = writer
        self._comments = Shelf(comments)
        self._details = details
        self._people = people
        self._written: set[tuple[int, str]] = set()  # account, text
        self._outbox = Outbox()
        self._voices: dict[int, Voice] = {}

    def case(self, number: int, occasion: Occasion, rng: Generator) -> Case:
        """One ticket from its first message to its rating."""
        person, values = None, {"agent": "Support", "first_name": "there"}
        voice, company = NOBODY, occasion.company
        if company is not None:
            staff = self._people.known_at(company.id, occasion.at.date())
            person = staff[int(rng.integers(len(staff)))]
            values = self._details.on(company, person, occasion.at, occasion.product_id, rng)
            voice = self._voices.setdefault(person.id, Voice.of(stream(person.id, "voice")))
        account_id, opens = (company.id, OPENS[company.team_id]) if company else (0, OPENS[1])
        opening, body = self._opening(occasion, person, values, voice, rng)
        case = Circumstances(occasion.at, opens, occasion.is_stuck, account_id, voice, self._outbox)
        thread = self._writer.write(opening, body, {"full_name": "sender", **values}, case, rng)
        score, comment = self._rating(opening, thread, occasion, rng)
        mentioned = next((slot for slot in ("product", "sensor", "gateway", "plan") if slot in opening.slots), None)
        named = next((product.id for product in PRODUCTS if mentioned and product.name == values[mentioned]), None)
        return Case(
            id=number,
            occasion=occasion,
            person=person,
            opening=opening,
            subject=opening.subject.format_map(values),
            product_id=occasion.product_id or named,
            thread=thread,
            csat_score=score,
            csat_comment=comment,
        )

    def _opening(
        self, occasion: Occasion, person: Person | None, values: Mapping[str, str], voice: Voice, rng: Generator
    ) -> tuple[Text, str]:
        """A first message with its wording: topics are tried in an order in which the frequent tend to come first."""
        account_id = occasion.company.id if occasion.company else 0
        languages = ["en"]
        if person is not None and person.language != "en" and rng.random() < 0.6:
            languages = [person.language, "en"]
        luck = np.log(list(occasion.topics.values())) + rng.gumbel(size=len(occasion.topics))
        order = [topic for _, topic in sorted(zip(-luck, occasion.topics, strict=True))]
        for again in (False, True):  # rather another topic than a text that the account has sent before
            for language in languages:
                for topic in order:
                    fits = self._fit(occasion, again=again)
                    text = self._openings.take("first", language, (topic,), values.keys(), rng, weight=fits)
                    if text is None:
                        continue
                    body = self._outbox.word(account_id, voice, text, values, text.channel, rng)
                    if body is not None:
                        self._written.add((account_id, text.id))
                        return text, body
        raise ValueError(f"no text for any of {sorted(occasion.topics)}: write one in texts/")

    def _fit(self, occasion: Occasion, *, again: bool) -> Weight:
        """How well a text suits the company in its mood."""
        company, mood = occasion.company, occasion.mood

        def weight(text: Text) -> float:
            if company is None:
                return 1.0
            unfit = (
                (occasion.is_stuck and text.mood > 0)
                or (text.industries and company.industry not in text.industries)
                or text.size not in ("", company.segment.lower())
                or (not again and (company.id, text.id) in self._written)
                or (occasion.product_id is not None and text.topic != "incident" and not text.slots & DEVICE_SLOTS)
                or not timely(text, occasion.at.date())
            )
            if unfit:
                return 0.0
            return 1.0 if mood is None else float(np.exp(-SHARPNESS * (text.mood - mood) ** 2))

        return weight

    def _rating(
        self, opening: Text, thread: Thread, occasion: Occasion, rng: Generator
    ) -> tuple[float | None, str | None]:  # fmt: skip
        if thread.solved_at is None or occasion.company is None or rng.random() > RATED:
            return None, None
        days = (thread.solved_at - occasion.at) / timedelta(days=1)
        felt = 4.4 + 0.35 * opening.mood - 0.6 * (days > 2) - 1.4 * occasion.is_stuck - 0.8 * thread.reopened
        score = float(np.clip(round(felt + float(rng.normal(0, 0.7))), 1, 5))
        comment = None
        if rng.random() < COMMENTED:
            kind = "good" if score >= 4 else "bad" if score <= 2 else "middling"
            comment = self._comments.take("", "en", (kind,), frozenset(), rng, weight=lambda text: 1.0)
        return score, comment.text if comment else None


def answerable(openings: Iterable[Text], replies: Iterable[Text]) -> list[Text]:
    """The first messages for which a solution has been written, beside those that get none."""
    solved = {
        (target, reply.language)
        for reply in replies
        if reply.stage == "solve"
        for target in reply.suits or (reply.topic,)
    }
    return [
        text
        for text in openings
        if text.topic in UNANSWERED or {(text.id, text.language), (text.topic, text.language)} & solved
    ]


NOBODY = Voice(is_formal=False, greeting=0, farewell=0, signature=0, care=0.0)
"""Whoever writes spam."""
