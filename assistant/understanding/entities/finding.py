"""All that a message names, the most telling reading of each stretch first."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator
from datetime import date

from assistant.messages import Entity
from assistant.understanding.entities import addresses, amounts, banking, dates, numbers
from assistant.understanding.entities.known import NameFinder
from assistant.understanding.mail.flow import Flow
from assistant.understanding.mail.markup import visible

READ = 100_000  # characters of a message that are searched
MOST = 100  # entities of one message


def entities_of(text: str, *, known: NameFinder | None = None, said_on: date | None = None) -> tuple[Entity, ...]:
    """Find numbers of orders, invoices, tickets, addresses, links, sums, days, bank details, known names.

    Args:
        text: A message as it came; in HTML what a person sees of it is searched.
        known: Finds products, people, accounts of the records.
        said_on: The day of the message, from which "tomorrow" or "12 March" are counted; None: they get no value.

    Returns:
        Entities in order of their place, without overlaps, at most 100; `start` and `end` count characters of `text`,
        `text` is what stands there (masked for bank details), `value` the same thing in one notation.
    """
    flow = visible(text[:READ])
    taken = _Taken()
    for entity in _candidates(flow.text, known, said_on):
        if taken.add(entity) == MOST:
            break
    found = taken.entities()
    return found if flow.text is text or len(flow.starts) == 1 else tuple(_placed(one, flow) for one in found)


def _candidates(text: str, known: NameFinder | None, said_on: date | None) -> Iterator[Entity]:
    """Readings of the text, the most telling kind first."""
    yield from addresses.links(text)
    if any(letter.isdigit() for letter in text):
        yield from banking.found(text)
        yield from numbers.named(text)
        yield from amounts.found(text)
        yield from dates.written(text, said_on)
        yield from addresses.phones(text)
        yield from numbers.hashed(text)
    yield from dates.relative(text, said_on)
    if known is not None:
        yield from known.find(text)


def _placed(entity: Entity, flow: Flow) -> Entity:
    start, end = flow.origin(entity.start), flow.origin_end(entity.end)
    return Entity(entity.kind, entity.text, start, end, entity.value, entity.record)


class _Taken:
    """Entities without overlaps; whoever comes first stays."""

    def __init__(self) -> None:
        self._ends: list[tuple[int, int]] = []  # start, end; rising
        self._entities: list[Entity] = []

    def add(self, entity: Entity) -> int:
        """Take an entity in if its place is free; how many there are now."""
        at = bisect_right(self._ends, (entity.start, entity.end))
        before = at > 0 and self._ends[at - 1][1] > entity.start
        behind = at < len(self._ends) and self._ends[at][0] < entity.end
        if not before and not behind:
            insort(self._ends, (entity.start, entity.end))
            self._entities.append(entity)
        return len(self._entities)

    def entities(self) -> tuple[Entity, ...]:
        """In order of their place."""
        return tuple(sorted(self._entities, key=lambda entity: entity.start))
