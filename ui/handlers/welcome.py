"""What an empty chat offers."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.views import UserView
from ui.backend import Backend

QUESTIONS = (
    ("How many open deals do we have?", "How many open deals do we have?"),
    ("Top 5 accounts by won revenue", "top 5 accounts by won revenue"),
    ("Win rate by region", "win rate by region"),
)
PASTED = (
    "Hello, I was charged twice for my last order and nobody answers my e-mails. "
    "Please refund the second payment today or I will cancel."
)


@dataclass(frozen=True, slots=True)
class Example:
    """Something to try with one click."""

    label: str
    text: str


def examples(backend: Backend, user: UserView) -> tuple[Example, ...]:
    """Questions that fit the records at hand, with one customer's message to read."""
    rows, _ = backend.records.accounts(user, limit=1)
    about = [Example(f"Tell me about {row.name}", f"tell me about {row.name}") for row in rows]
    fixed = [Example(label, text) for label, text in QUESTIONS]
    return (*fixed, *about, Example("Read a customer's message", PASTED))


def needs_password(backend: Backend, user_id: int) -> bool:
    """Whether the user came by a one-time link and cannot sign in again yet."""
    found = backend.people.password_hash(backend.user_view(user_id).name)
    return found is None or found[0] != user_id
