"""A small company whose tickets people correct, with an encoder that needs no weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from assistant.desk.teaching.teaching import Teaching
from assistant.messages import Label, Reading
from assistant.records.schema import Account, Message, Team, Ticket, User
from assistant.records.store import Store
from assistant.records.triage import Triages
from assistant.views import UserView
from indexes.types import Vectors

ADA = UserView(1, "Ada", "agent", team_id=1)
BEN = UserView(2, "Ben", "agent", team_id=2)
EVE = UserView(3, "Eve", "agent", team_id=1)
LEA = UserView(4, "Lea", "manager", team_id=1)
VIC = UserView(5, "Vic", "viewer", team_id=1)


class BagOfWords:
    """Two texts are as similar as they share words."""

    dim = 384
    fingerprint = "bag of words"

    def encode(self, texts: Sequence[str]) -> Vectors:
        table = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()):
                table[row, int(sha256(word.encode()).hexdigest(), 16) % self.dim] += 1
        scaled: Vectors = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
        return scaled


def add_people(store: Store) -> None:
    with store.write() as session:
        session.add_all([Team(id=1, name="North"), Team(id=2, name="South")])
        session.flush()
        for one in (ADA, BEN, EVE, LEA, VIC):
            session.add(User(id=one.id, name=one.name, role=one.role, team_id=one.team_id))
        session.flush()
        session.add_all([Account(id=1, name="A", owner_id=1), Account(id=2, name="B", owner_id=2)])


def add_ticket(store: Store, number: int, text: str, *, team: int = 1, status: str = "open") -> None:
    """A ticket with one message of the same number, not read yet."""
    with store.write() as session:
        session.add(Ticket(id=number, number=f"T{number}", subject=text[:20], account_id=team, status=status))
        session.flush()
        session.add(Message(id=number, ticket_id=number, direction="in", body_text=text))


def read(store: Store, intent: str, *numbers: int, confidence: float = 0.6, version: str = "v1") -> None:
    """Let a model read messages."""
    reading = Reading("en", True, Label(intent, confidence, "low"), (), Label("neutral", 0.8, "medium"), 0, False,
                      "normal", True, (), version)  # fmt: skip
    Triages(store).store_readings(dict.fromkeys(numbers, reading))


def teaching_over(store: Store) -> Teaching:
    return Teaching.open(store, BagOfWords)


def intents(store: Store, *numbers: int) -> dict[int, str]:
    """Each message's intent as pages show it."""
    found = Triages(store).latest(UserView(0, "local administrator", "admin"), numbers)
    return {number: label.name for number in numbers if (label := found[number].intent)}
