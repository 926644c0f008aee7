"""Knowledge articles, with reviews that customers posted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from numpy.random import Generator

from assistant.records.demo.companies import Company
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, between, midnight, office_time
from assistant.records.demo.products import PRODUCTS
from assistant.records.demo.shelf import TEXTS


def article_rows(rng: Generator) -> list[dict[str, Any]]:
    """The knowledge article table; articles belong to the whole company."""
    rows = []
    for number, article in enumerate(_lines("kb_articles"), start=1):
        created = between(FIRST_DAY - timedelta(days=300), FIRST_DAY, rng)
        rows.append(
            {
                "id": number,
                "source_id": article["id"],
                "title": article["title"],
                "body": article["body"],
                "locale": "en-US",
                "status": "published",
                "intents": [],
                "product_id": _product_id(article.get("product")),
                "created_at": midnight(created),
                "updated_at": office_time(between(created, DATA_DATE, rng), rng),
            }
        )
    return rows


def review_rows(known: Sequence[Company], customers: Mapping[int, object], rng: Generator) -> list[dict[str, Any]]:
    """The review table: most reviewers are customers, a few cannot be told."""
    able = [company for company in known if company.id in customers]
    rows = []
    for number, review in enumerate(_lines("reviews"), start=1):
        company = able[int(rng.integers(len(able)))]
        posted = office_time(between(max(company.known_since, FIRST_DAY) + timedelta(days=60), DATA_DATE, rng), rng)
        rows.append(
            {
                "id": number,
                "owner_id": company.owner_id,
                "account_id": company.id if rng.random() < 0.8 else None,
                "product_id": _product_id(review["product"]),
                "source": review["source"],
                "rating": review["rating"],
                "body": review["body"],
                "posted_at": posted,
                "created_at": posted,
            }
        )
    return rows


def _product_id(name: object) -> int | None:
    return next((product.id for product in PRODUCTS if product.name == name), None)


def _lines(name: str) -> list[dict[str, Any]]:
    with (TEXTS / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
