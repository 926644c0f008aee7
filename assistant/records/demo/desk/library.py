"""The knowledge articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import DATA_DATE, FIRST_DAY, between, midnight, office_time
from assistant.records.demo.desk.shelf import lines
from assistant.records.demo.trade.products import PRODUCTS

if TYPE_CHECKING:
    from assistant.records.demo.world import World


def article_rows(world: World) -> Iterator[Row]:
    """Articles belong to the whole company."""
    rng = world.rng("articles")
    for number, article in enumerate(lines("kb_articles*"), start=1):
        created = between(FIRST_DAY - timedelta(days=300), FIRST_DAY, rng)
        yield {
            "id": number,
            "source_id": article["id"],
            "title": article["title"],
            "body": article["body"],
            "locale": "en-US",
            "status": "published",
            "intents": [],
            "product_id": named(article.get("product")),
            "created_at": midnight(created),
            "updated_at": office_time(between(created, DATA_DATE, rng), rng),
        }


def named(name: str | None) -> int | None:
    """The id of the product with a name, if there is one."""
    return next((product.id for product in PRODUCTS if product.name == name), None)


ARTICLE = Concept("kb_article", article_rows)
