"""The support tickets with their messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from numpy.random import Generator

from assistant.records.demo.concept import Concept, Row
from assistant.records.demo.days import NOW
from assistant.records.demo.desk.cases import Case
from assistant.records.demo.people.colleagues import MAIL_DOMAIN, TEAMS
from assistant.records.demo.trade.products import BY_ID

if TYPE_CHECKING:
    from assistant.records.demo.world import World

TYPES = {"bug": "problem", "incident": "problem", "outage": "incident", "damaged": "incident",
         "feature_request": "feature_request",
         "login": "incident", "delivery": "incident", "complaint": "problem", "order_change": "task",
         "address_change": "task", "account_change": "task", "plan_change": "task", "cancellation": "task",
         "refund": "task", "returns": "task", "privacy": "task"}  # fmt: skip
HOURS_TO_ANSWER = {"urgent": 4, "high": 8, "normal": 24, "low": 72}
HURRIED = ("outage", "security")
UNHURRIED = ("spam", "off_topic", "praise", "feature_request", "hours", "event", "acknowledgement")


def _status(case: Case, rng: Generator) -> str:
    if case.thread.solved_at is not None:
        if case.opening.topic == "spam":
            return "closed"
        return "closed" if NOW - case.thread.solved_at > timedelta(days=14) else "solved"
    if case.thread.first_response_at is None:
        return "new" if NOW - case.occasion.at < timedelta(days=2) else "open"
    if case.occasion.is_stuck:
        return "on_hold" if rng.random() < 0.3 else "open"
    return "pending" if case.thread.lines[-1].direction == "out" else "open"


def _priority(case: Case) -> str:
    topic, mood = case.opening.topic, case.opening.mood
    if topic in HURRIED:
        return "urgent" if mood < 0 else "high"
    if topic in UNHURRIED:
        return "low"
    return "high" if mood <= -2 or (case.occasion.is_stuck and mood < 0) else "normal"


def _tags(case: Case) -> list[str]:
    company = case.occasion.company
    tags = [BY_ID[case.product_id].series.lower()] if case.product_id else []
    if company and company.segment == "Enterprise":
        tags.append("key_account")
    if case.thread.reopened:
        tags.append("reopened")
    return tags


def ticket_rows(world: World) -> Iterator[Row]:
    """In order of time."""
    rng, regions = world.rng("ticket rows"), list(TEAMS)
    for case in world.cases:
        company, priority = case.occasion.company, _priority(case)
        yield {
            "id": case.id,
            "source_id": case.number,
            "owner_id": case.owner_id,
            "number": case.number,
            "account_id": company.id if company else None,
            "contact_id": case.person.id if case.person else None,
            "subject": case.subject,
            "description": case.thread.lines[0].text,
            "status": _status(case, rng),
            "priority": priority,
            "type": TYPES.get(case.opening.topic, "question"),
            "channel": case.opening.channel,
            "tags": _tags(case),
            "assignee_id": case.assignee_id,
            "group": f"Support {regions[world.staff[case.assignee_id].team_id - 1]}",
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


def message_rows(world: World) -> Iterator[Row]:
    """Thread by thread."""
    number = 0
    for case in world.cases:
        customer = case.person.email if case.person else None
        for position, line in enumerate(case.thread.lines):
            inbound = line.direction == "in"
            number += 1
            yield {
                "id": number,
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


TICKET = Concept("ticket", ticket_rows)
MESSAGE = Concept("message", message_rows)
