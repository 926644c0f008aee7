"""What the stage of a deal means: open, won or lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from assistant.records.batches.catalog import table_of
from assistant.records.batches.layout import Meaning, Stage
from assistant.records.schema import Deal, StageMeaning

WON = re.compile(r"(^|[^a-z]|closed)(won|gewonnen|gagnee?|ganad[oa]|ganh[oa]|vint[oa])([^a-z]|$)")
LOST = re.compile(r"(^|[^a-z]|closed)(lost|verloren|perdue?|perdid[oa]|pers[oa])([^a-z]|$)")
"""In English, German, Dutch, French, Spanish, Portuguese, Italian; accents aside."""


@dataclass(frozen=True, slots=True)
class KnownStage:
    """A stage of Salesforce's standard sales process with its default probability (0 to 1)."""

    name: str
    meaning: Meaning
    probability: float


SALESFORCE = (
    KnownStage("Prospecting", "open", 0.1),
    KnownStage("Qualification", "open", 0.1),
    KnownStage("Needs Analysis", "open", 0.2),
    KnownStage("Value Proposition", "open", 0.5),
    KnownStage("Id. Decision Makers", "open", 0.6),
    KnownStage("Perception Analysis", "open", 0.7),
    KnownStage("Proposal/Price Quote", "open", 0.75),
    KnownStage("Negotiation/Review", "open", 0.9),
    KnownStage("Closed Won", "won", 1.0),
    KnownStage("Closed Lost", "lost", 0.0),
)


def meaning_of(stage: str) -> Meaning:
    """Read the meaning off a stage's name; a name that tells nothing is open."""
    plain = "".join(letter for letter in normalize("NFKD", stage).casefold() if not combining(letter))
    if LOST.search(plain):
        return "lost"
    return "won" if WON.search(plain) else "open"


class Stages:
    """The meaning of every stage, learnt from the home, the format, the file, the name, in this order."""

    def __init__(self, session: Session, own: Iterable[Stage]) -> None:
        self._session = session
        self._meanings: dict[str, str] = {
            row.stage: row.meaning for row in session.execute(select(StageMeaning.stage, StageMeaning.meaning))
        }
        self._own = tuple(own)
        self.added: list[str] = []
        for stage in self._own:
            self._learn(stage.name, stage.meaning)

    def complete(self, values: dict[str, Any]) -> None:
        """Fill `is_closed` with `is_won` of a deal from its stage, unless its file says both or either."""
        stage = values.get("stage")
        closed, won = values.get("is_closed"), values.get("is_won")
        if closed is None and won is None:
            if stage is None:
                return
            meaning = self._meanings.get(stage) or self._learn(stage, meaning_of(stage))
            values["is_closed"], values["is_won"] = meaning != "open", meaning == "won"
            return
        named = meaning_of(stage or "")
        values["is_won"] = bool(won) if won is not None else bool(closed) and named == "won"
        values["is_closed"] = bool(closed) if closed is not None else bool(won) or named == "lost"
        if stage is not None and stage not in self._meanings:
            self._learn(stage, "won" if values["is_won"] else "lost" if values["is_closed"] else "open")

    def save(self) -> None:
        """Store the meanings that the home did not know."""
        own = [stage.name for stage in self._own]
        order = {name: place for place, name in enumerate(own or [stage.name for stage in SALESFORCE], start=1)}
        chances = {} if own else {stage.name: stage.probability for stage in SALESFORCE}
        rows = [
            {
                "stage": stage,
                "meaning": self._meanings[stage],
                "position": order.get(stage, len(order) + place),
                "probability": chances.get(stage),
            }
            for place, stage in enumerate(self.added, start=1)
        ]
        if rows:
            self._session.execute(insert(table_of("stage_meaning")), rows)

    def _learn(self, stage: str, meaning: Meaning) -> Meaning:
        if stage not in self._meanings:
            self._meanings[stage] = meaning
            self.added.append(stage)
        return meaning


def forget_stages(session: Session, stages: Iterable[str]) -> None:
    """Drop the meanings of those stages that no deal is in any more."""
    unused = select(Deal.stage).where(Deal.stage.in_(list(stages)))
    table = table_of("stage_meaning")
    session.execute(delete(table).where(table.c.stage.in_(list(stages)), table.c.stage.not_in(unused)))
