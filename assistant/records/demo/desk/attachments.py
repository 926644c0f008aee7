"""What came with messages, by name; the files themselves are not kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.desk.cases import Case

if TYPE_CHECKING:
    from assistant.records.demo.world import World

WORDS = ("attach", "photo", "picture", "screenshot", " pdf", "log file", "anhang", "ci-joint", "adjunt")
"""Whoever writes one of them has sent something along."""

BY_CHANCE = 0.03  # share of the other letters that come with something
PHOTO, SCREEN, PAPER, LOG = (
    ("IMG_{number}.jpg", "image/jpeg", 2_400_000),
    ("Screenshot {number}.png", "image/png", 380_000),
    ("{company} {number}.pdf", "application/pdf", 190_000),
    ("gateway-{number}.log", "text/plain", 60_000),
)  # file name, type, usual size in bytes
BY_TOPIC = {
    "damaged": (PHOTO,), "returns": (PHOTO, PAPER), "delivery": (PHOTO, PAPER), "bug": (SCREEN, LOG, PHOTO),
    "outage": (SCREEN, LOG), "how_to": (SCREEN,), "login": (SCREEN,), "feature_request": (SCREEN,),
}  # fmt: skip
OTHERWISE = (PAPER,)


def attachment_rows(world: World) -> Iterator[Row]:
    """Some messages of customers bring a file or two."""
    rng, number, message_id = world.rng("attachments"), 0, 0
    for case in world.cases:
        for line in case.thread.lines:
            message_id += 1
            if line.direction != "in" or case.opening.channel in ("phone", "social", "api"):
                continue
            spoken_of = any(word in line.text.lower() for word in WORDS)
            if not spoken_of and rng.random() > BY_CHANCE:
                continue
            for _ in range(1 + int(rng.random() < 0.2)):
                number += 1
                yield {
                    "id": number,
                    "owner_id": case.owner_id,
                    "message_id": message_id,
                    **_file(case, rng),
                    "created_at": line.at,
                }


def _file(case: Case, rng: Generator) -> Row:
    kinds = BY_TOPIC.get(case.opening.topic, OTHERWISE)
    name, kind, size = kinds[int(rng.integers(len(kinds)))]
    company = case.occasion.company
    return {
        "file_name": name.format(number=int(rng.integers(100, 9_999)), company=company.name if company else "scan"),
        "type": kind,
        "size": int(size * rng.lognormal(0, 0.5)),
    }


ATTACHMENT = Concept("attachment", attachment_rows)
