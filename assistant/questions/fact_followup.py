"""A follow-up laid over a question about support or commerce."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from assistant.questions.draft import NotHere
from assistant.questions.fact_lexer import pieces
from assistant.questions.fact_read import read_fact, read_fragment
from assistant.questions.plan import Cond
from assistant.questions.request import Request
from assistant.questions.vocabulary import Vocabulary
from assistant.views import NameMatch


def about(
    text: str,
    names: Sequence[NameMatch],
    vocabulary: Vocabulary,
    as_of: date,
    before: Request | None,
) -> Request | None:
    """A question about support or commerce, by itself or laid over the one before; nothing when it is about deals.

    `before` is the question that this one seems to lean on. One that says all it needs stands by itself.

    Raises:
        Unclear: It could mean several things.
        NotHere: A word of it finds no place.
    """
    if before is None:
        return read_fact(text, names, vocabulary, as_of)
    if not goes_on(text, names, vocabulary, as_of):
        with suppress(NotHere):
            whole = read_fact(text, names, vocabulary, as_of)
            if whole is not None:
                return whole
    return merge_fact(before, text, names, vocabulary, as_of) if before.fact else None


def goes_on(text: str, names: Sequence[NameMatch], vocabulary: Vocabulary, as_of: date) -> bool:
    """Whether a text begins like a follow-up, or points back."""
    found = pieces(text, names, vocabulary, as_of)
    back = any("fragment" in piece.senses and "word" not in piece.senses for piece in found)
    return back or bool(found and "fragment" in found[0].senses)


def merge_fact(before: Request, text: str, names: Sequence[NameMatch], vocabulary: Vocabulary, as_of: date) -> Request:
    """The earlier question with what the follow-up changes.

    Raises:
        NotHere: A word of it finds no place.
    """
    said = read_fragment(before.fact, text, names, vocabulary, as_of)
    new = tuple(one for _, one in said.wheres)
    if not (new or said.dims or said.asks or said.spans) or said.limits or said.ranking or said.key or said.shows:
        raise NotHere("I could not lay that over the question before", 0.5)
    if before.ranking is not None and (said.dims or said.asks):
        raise NotHere("I could not tell what is ranked then", 0.4)
    fields = {one.field for one in new}
    kept = tuple(one for one in before.where if not (isinstance(one, Cond) and one.field in fields))
    listed = not before.asks and not said.asks
    asks = tuple(said.asks) or before.asks
    if said.dims and listed:
        raise NotHere("I could not tell what to work out for each group", 0.4)
    return replace(
        before,
        where=(*kept, *new),
        dims=tuple(said.dims) or before.dims,
        asks=asks,
        spans=tuple(said.spans) or before.spans,
        subject=before.subject if listed else "",
        shows=before.shows if listed else (),
    )
