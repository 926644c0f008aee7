"""Whether the records hold what a request reads."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.questions.draft import NotHere
from assistant.questions.plan import Cond, Filter, Group
from assistant.questions.request import Request
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.semantic.objects import NODES, path
from assistant.questions.vocabulary import Vocabulary


def held(request: Request, vocabulary: Vocabulary) -> None:
    """Check every field and object of a request.

    Raises:
        NotHere: One of them has no data in these records.
    """
    for name in _fields(request):
        field = FIELDS.get(name)
        if field is not None and field.column and name not in vocabulary.filled:
            raise NotHere(f"these records hold no {field.label} of {NODES[field.node].many}", 0.9)
    if request.subject in NODES and not request.asks:
        for show in request.shows:
            if path(request.subject, show.split(".")[0]) is None:
                raise NotHere(f"I could not tell which {FIELDS[show].label} is meant", 0.4)
    for ask in (*request.asks, *(limit.ask for limit in request.limits)):
        fact = MEASURES[ask.name].fact if ask.name in MEASURES else ask.field.split(".")[0] or "deal"
        if fact in NODES and fact not in vocabulary.objects:
            raise NotHere(f"these records hold no {NODES[fact].many}", 0.9)


def _fields(request: Request) -> Iterator[str]:
    yield from request.shows
    yield from (dim.field for dim in request.dims)
    yield from _of(request.where)
    for ask in request.asks:
        if ask.name == "field":
            yield ask.field
        elif ask.name in MEASURES and MEASURES[ask.name].field:
            yield MEASURES[ask.name].field
    if request.ranking and request.ranking.field:
        yield request.ranking.field


def _of(filters: tuple[Filter, ...]) -> Iterator[str]:
    for one in filters:
        if isinstance(one, Group):
            yield from _of(one.parts)
        elif isinstance(one, Cond) and one.op != "missing":  # what nobody has filled in is missing everywhere
            yield one.field
