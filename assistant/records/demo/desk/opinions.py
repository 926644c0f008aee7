"""What is said in public: reviews, posts, news."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, between, office_time
from assistant.records.demo.desk.incident import soured
from assistant.records.demo.desk.library import named
from assistant.records.demo.desk.shelf import lines
from assistant.records.demo.people.companies import Company
from assistant.records.demo.trade.products import BY_ID, PRODUCTS

if TYPE_CHECKING:
    from assistant.records.demo.world import World

KINDS = ("review", "post", "news")
ADDRESS = {"review": "https://reviews.example/{number}", "post": "https://forum.example/t/{number}",
           "news": "https://herald.example/{day}/{number}"}  # fmt: skip
KNOWN = 0.8  # share of the reviewers who can be told to be a customer
SPECIAL = 0.35  # share of what is said that is about the product of the incident


def review_rows(world: World) -> Iterator[Row]:
    """In order of time; a few reviewers cannot be told."""
    rng = world.rng("reviews")
    able = [company for company in world.companies if company.id in world.lived]
    drawn = [row for kind in KINDS for row in _said(kind, world, able, rng)]
    drawn.sort(key=lambda row: row["posted_at"])
    for number, row in enumerate(drawn, start=1):
        url = ADDRESS[row["kind"]].format(number=4_000 + number, day=row["posted_at"].date().isoformat())
        yield {"id": number, **row, "url": url, "created_at": row["posted_at"]}


def _said(kind: str, world: World, able: list[Company], rng: Generator) -> Iterator[Row]:
    shelf = [line for line in lines(f"{kind if kind == 'news' else kind + 's'}*") if line.get("kind", kind) == kind]
    if not shelf:
        return
    count = {"review": world.size.reviews, "post": world.size.posts, "news": world.size.news}[kind]
    order = rng.permutation(len(shelf))
    for turn in range(count):
        company = able[int(rng.integers(len(able)))]
        day = between(max(company.known_since, FIRST_DAY) + timedelta(days=20), DATA_DATE, rng)
        line = _fitting(shelf, shelf[int(order[turn % len(shelf)])], day, world, rng)
        yield _row(kind, line, company, day, rng)


def _fitting(
    shelf: list[dict[str, Any]], line: dict[str, Any], day: date, world: World, rng: Generator
) -> dict[str, Any]:
    """The line itself; after the incident, of the product of the incident, a bad one instead."""
    product_id = named(line.get("product"))
    if not soured(product_id, day, world.story.incident, rng):
        return line
    bad = [other for other in shelf if (other.get("rating") or 5) <= 2 and other.get("product") == line.get("product")]
    return bad[int(rng.integers(len(bad)))] if bad else line


def _row(kind: str, line: dict[str, Any], company: Company, day: date, rng: Generator) -> Row:
    is_known = kind != "news" and rng.random() < KNOWN
    product_id = named(line.get("product"))
    product = BY_ID.get(product_id or 0, PRODUCTS[0]).name
    return {
        "owner_id": company.owner_id,
        "kind": kind,
        "title": line.get("title"),
        "author": line.get("author"),
        "account_id": company.id if is_known else None,
        "product_id": product_id,
        "source": line.get("source"),
        "rating": line.get("rating"),
        "body": line["body"].replace("{product}", product),
        "posted_at": office_time(day, rng),
    }


REVIEW = Concept("review", review_rows)
