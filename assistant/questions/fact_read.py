"""Reads a question about support or commerce: every word must find its place, or it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import date

from assistant.questions.draft import NotHere, Unclear
from assistant.questions.fact_conditions import read_conditions, read_thresholds, running
from assistant.questions.fact_draft import FactDraft
from assistant.questions.fact_figures import read_figures, read_groups, read_ranking, read_shares, read_subject
from assistant.questions.fact_lexer import Piece, pieces
from assistant.questions.request import Request
from assistant.questions.semantic.facts import FACTS, GENERIC
from assistant.questions.semantic.objects import NODES, path
from assistant.questions.vocabulary import Vocabulary
from assistant.views import NameMatch


def read_fact(text: str, names: Sequence[NameMatch], vocabulary: Vocabulary, as_of: date) -> Request | None:
    """The request of a question about support or commerce; nothing when it is about something else.

    Raises:
        Unclear: It could mean several things.
        NotHere: A word of it finds no place.
    """
    found = pieces(text, names, vocabulary, as_of)
    facts = _facts(found)
    alone = next((piece.text for piece in found if "alone" in piece.senses), "")
    if alone:
        raise NotHere(f"I can't work out a {alone} yet", 0.7)
    if not facts or any("none" in piece.senses for piece in found) or not facts <= vocabulary.objects:
        return None
    unknown = next((piece.text for piece in found if not set(piece.senses) - {"fragment"}), "")
    if unknown:
        raise NotHere(f"I don't know what “{unknown}” stands for among {NODES[min(facts)].many}", 0.7)
    reason: NotHere | None = None
    for root in _roots(facts, vocabulary):
        try:
            return _under(root, found, as_of)
        except NotHere as refused:
            reason = reason or refused
    raise reason or NotHere("I could not tell whose rows are meant", 0.5)


def read_fragment(root: str, text: str, names: Sequence[NameMatch], vocabulary: Vocabulary, as_of: date) -> FactDraft:
    """What a follow-up says about the rows of `root`.

    Raises:
        NotHere: A word of it is not understood, or finds no place.
    """
    found = pieces(text, names, vocabulary, as_of)
    unknown = next((piece.text for piece in found if not piece.senses or "none" in piece.senses), "")
    if unknown:
        raise NotHere(f"I don't know what “{unknown}” stands for here", 0.6)
    d = _begun(root, found, as_of)
    _filled(d)
    described = {root, *(one.field.split(".")[0] for _, one in d.wheres)}
    for at, piece in enumerate(d.pieces):
        if "fragment" in piece.senses or d.is_word(at, "list") or d.meant(at, "object") in described:
            d.use(at)
    d.check_used()
    return d


def _facts(found: Sequence[Piece]) -> set[str]:
    """The objects named, or told by a figure of theirs."""
    named = {one for piece in found for one in piece.senses.get("object", ()) if one in FACTS}
    told = {
        one.split(".")[0]
        for piece in found
        for kind in ("sum", "avg")
        for one in piece.senses.get(kind, ())
        if piece.text not in GENERIC and len(piece.senses[kind]) == 1 and one.split(".")[0] in FACTS
    }
    return named | told


def _roots(facts: set[str], vocabulary: Vocabulary) -> list[str]:
    """Objects from which all that are named can be reached, those named first."""
    fit = [one for one in FACTS if all(path(one, fact) is not None for fact in facts) and one in vocabulary.objects]
    near = [one for one in fit if one in facts or facts <= {"contact", "campaign"} or facts == {"order"}]
    return sorted(near, key=lambda one: one not in facts)


def _begun(root: str, found: Sequence[Piece], as_of: date) -> FactDraft:
    d = FactDraft(root, [copy(piece) for piece in found], as_of)
    d.use(*(at for at, piece in enumerate(d.pieces) if piece.is_word("stop") and len(piece.senses) == 1))
    return d


def _filled(d: FactDraft) -> None:
    read_conditions(d)
    read_thresholds(d)
    read_groups(d)
    read_ranking(d)
    read_figures(d)


def _under(root: str, found: Sequence[Piece], as_of: date) -> Request:
    d = _begun(root, found, as_of)
    _filled(d)
    share, part = read_shares(d)
    read_subject(d)
    d.check_used()
    if not (d.asks or d.subject or d.shows or d.dims):
        raise NotHere("I could not tell what is asked", 0.5)
    if d.key is not None:
        raise Unclear("highest or lowest first", ())
    where = tuple(one for at, one in d.wheres if one not in part)
    return Request(
        subject=d.subject,
        shows=tuple(dict.fromkeys(d.shows)),
        asks=tuple(dict.fromkeys(d.asks)),
        dims=tuple(dict.fromkeys(d.dims)),
        where=(*where, *running(root, d.asks, where, d.spans)),
        spans=tuple(d.spans),
        limits=tuple(d.limits),
        ranking=d.ranking,
        share=share,
        part=part,
        fact=root,
    )
