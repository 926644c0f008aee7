"""A request as it was understood."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records.facets import Condition, MentionFilter, Order
from assistant.search.customers.topic import Topic


@dataclass(frozen=True, slots=True)
class Request:
    """Facts that must hold, what must have been written, what kind of company it is in free words."""

    conditions: tuple[Condition, ...]
    topic: Topic | None
    when: MentionFilter  # which tickets count for the topic
    when_said: str
    kind: str  # free words about the company itself; empty without
    order: Order | None
    asked: str  # all words that are no facts, with those that say little

    @property
    def empty(self) -> bool:
        """Whether nothing at all was understood."""
        return not (self.conditions or self.topic or self.kind or self.order)

    @property
    def reading(self) -> str:
        """The request in our own words."""
        parts = ["accounts", *(condition.said for condition in self.conditions)]
        said = f"{parts[0]} {', '.join(parts[1:])}" if len(parts) > 1 else parts[0]
        if self.kind:
            said += f", like “{self.kind}”"
        if self.topic:
            said += f"; {self.topic.said}"
            said += f" ({self.when_said})" if self.when_said else ""
        return said + (f"; by {self.order.said}" if self.order else "")
