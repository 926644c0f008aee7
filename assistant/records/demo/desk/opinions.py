"""What is said in public: reviews, posts, news.

Before the incident its product is praised or blamed as any other; from its day on nearly all that is said about it is
bad, until the correction has come. Otherwise customers review as they feel: who blames us has something to be unhappy
about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, between, office_time
from assistant.records.demo.desk import incident
from assistant.records.demo.desk.library import named
from assistant.records.demo.desk.occasions import mood_of
from assistant.records.demo.desk.shelf import lines
from assistant.records.demo.desk.voice import slip
from assistant.records.demo.people.companies import Company
from assistant.records.demo.people.names import Names
from assistant.records.demo.people.naming import slug

if TYPE_CHECKING:
    from assistant.records.demo.world import World

Saying = Mapping[str, Any]
"""A line of a text file: source, body, product, rating, mood, whether it is about the incident, and so on."""

FILES = {"review": "reviews*", "post": "posts*", "news": "news*"}
LOUD = {"review": 0.12, "post": 0.3, "news": 0.3}  # share of what is said that is about the incident
KNOWN = {"review": 0.8, "post": 0.4, "news": 0.0}  # share whose author can be told to be a customer
LASTING = 25.0  # days in which the talk about the incident falls to a third
CONSIDERED = 8  # customers of whom the one says it whose mood it suits best


def review_rows(world: World) -> Iterator[Row]:
    """In order of time; what no customer said belongs to the whole company."""
    rng, names = world.rng("reviews"), Names()
    drawn = [row for kind in FILES for row in _said(kind, world, names, rng)]
    drawn.sort(key=lambda row: row["posted_at"])
    for number, row in enumerate(drawn, start=1):
        url = f"https://{slug(row['source'])}.example/{row['posted_at']:%Y}/{4_000 + number}"
        yield {"id": number, **row, "url": url, "created_at": row["posted_at"]}


def _said(kind: str, world: World, names: Names, rng: Generator) -> Iterator[Row]:
    shelf = lines(FILES[kind])
    count = {"review": world.size.reviews, "post": world.size.posts, "news": min(world.size.news, len(shelf))}[kind]
    loud = [line for line in shelf if line.get("incident")]
    calm = [line for line in shelf if not line.get("incident")]
    about = round(min(LOUD[kind] * world.story.incident, 1.0) * count)
    for stock, wanted in ((loud, about), (calm, count - about)):
        order = rng.permutation(len(stock))
        for turn in range(wanted if stock else 0):
            line = stock[int(order[turn % len(stock)])]
            day = _day(line, rng)
            company = _speaker(line, day, world, rng)
            if not _timely(line, day, world, rng):
                continue
            yield _row(kind, line, company, day, turn >= len(stock), names, rng)


def _day(line: Saying, rng: Generator) -> date:
    """Any day; talk about the incident follows it, what is good in it follows the correction."""
    if not line.get("incident"):
        return between(FIRST_DAY + timedelta(days=20), DATA_DATE, rng)
    start = incident.ANNOUNCED + timedelta(days=8) if line["mood"] > 0 else incident.DAY + timedelta(days=2)
    return min(start + timedelta(days=int(rng.exponential(LASTING))), DATA_DATE)


def _timely(line: Saying, day: date, world: World, rng: Generator) -> bool:
    """Whether it would be said on that day: after the incident hardly anybody praises its product."""
    praised = _mood(line) >= 0 and not line.get("incident")
    return not (praised and incident.soured(named(line.get("product")), day, world.story.incident, rng))


def _mood(line: Saying) -> float:
    """What its writer meant (-2 to 2); older lines tell it by their stars."""
    return float(line.get("mood", (line.get("rating") or 3.0) - 3.0))


def _speaker(line: Saying, day: date, world: World, rng: Generator) -> Company:
    """One of the customers there on that day, rather one whose mood it suits."""
    able = list(world.lived.values())
    several = [able[int(index)] for index in rng.integers(len(able), size=CONSIDERED)]
    there = [journey for journey in several if journey.start <= day <= journey.end] or several
    moods = [mood_of(journey, day, world) for journey in there]
    if moods[0] is None:
        return world.company[there[0].account_id]
    distances = np.abs(np.array(moods, dtype=float) - _mood(line))
    return world.company[there[int(np.argmin(distances))].account_id]


def _row(kind: str, line: Saying, company: Company, day: date, is_again: bool, names: Names, rng: Generator) -> Row:
    is_known = bool(rng.random() < KNOWN[kind])
    first, last = names.draw(company.country, rng)
    body = str(line["body"])
    return {
        "owner_id": company.owner_id if is_known else None,
        "kind": kind,
        "title": line.get("title"),
        "author": line["author"] if line.get("author") and not is_again else f"{first} {last[0]}.",
        "account_id": company.id if is_known else None,
        "product_id": named(line.get("product")),
        "source": line["source"],
        "rating": line.get("rating"),
        "body": slip(body, rng) if is_again else body,
        "posted_at": office_time(day, rng),
    }


REVIEW = Concept("review", review_rows)
