"""Reads who is asked about, for which time, in a question on how quotas are met."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.questions.draft import NotHere, Unclear
from assistant.questions.fact_conditions import read_conditions
from assistant.questions.fact_draft import FactDraft
from assistant.questions.fact_figures import read_groups
from assistant.questions.fact_lexer import SURE, pieces
from assistant.questions.lexer import LIKELY
from assistant.questions.period import Now
from assistant.questions.plan import Cond, Dim
from assistant.questions.quota_periods import choose, default_period
from assistant.questions.quota_words import is_standing, standing_said
from assistant.questions.request import Ask, Request, Span
from assistant.questions.vocabulary import Vocabulary
from assistant.views import NameMatch, UserView

PEOPLE = ("owner.id", "owner.name", "team.id", "team.name", "manager.id", "manager.name", "owner.region")
"""Fields that say whose quotas are meant."""

_ME = re.compile(r"\b(?:i|i'm|i’m|im|my|mine)\b", re.IGNORECASE)
_MY_TEAM = re.compile(r"\bmy (?:own )?(?:team|reps|people|sellers)\b", re.IGNORECASE)
_US = re.compile(r"\b(?:we|we're|us|our|the company|overall)\b", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|who's|whos|anyone|anybody|everyone|everybody|nobody)\b", re.IGNORECASE)
_FRAME = (
    "how who who's whos whose which what where when still yet already currently now today made make reached "
    "reach closed sold done achieved doing going been far much also only and even all everyone everybody "
    "anyone anybody nobody is are am was were be i i'm im me my mine we we're our us you it its it's that so "
    "then ok please about same their they there his her he she of for in by the a to on at company overall "
    "total rate figures people guys own or each quota quotas target targets s"
)
_FRAMING = frozenset(_FRAME.split())
_UNIT_DAYS = {"month": 31, "quarter": 92, "calendar quarter": 92, "year": 366, "calendar year": 366}
_PICKED = ("track", "off_track", "made", "missed")  # of several sellers, those are listed of whom it is true


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, on which day, about which records."""

    vocabulary: Vocabulary
    as_of: date
    user: UserView


def standing(text: str, names: Sequence[NameMatch], asking: Asking, before: Request | None) -> Request | None:
    """The request of a question on quotas met or not; nothing when it asks about something else.

    `names` are looked up in the text without the words of `standing_said`; `before` is the question that this one
    seems to lean on.

    Raises:
        Unclear: It is not said whose quotas are meant.
        NotHere: There are no quotas, or a word finds no place.
    """
    said = standing_said(text)
    base = before if before is not None and is_standing(before) else None
    if said is None and base is None:
        return None
    if not asking.vocabulary.quota_periods:
        raise NotHere("these records hold no quotas", 0.9)
    rest = said.rest if said else text
    d = _read(rest, names, asking)
    people = _people(d, rest, asking)
    if said is None and not (people or d.dims or d.spans):
        raise NotHere("I could not lay that over the question before", 0.4)
    kind = said.kind if said else base.asks[0].name if base else ""
    whole = _US.search(rest) is not None
    listing = not d.dims and (_WHO.search(rest) is not None or bool(d.key)) and kind in _PICKED
    listing = listing or (said is not None and kind in _PICKED[1:] and not (people or d.dims or whole or base))
    named = _named(d, people, listing=listing or _WHO.search(rest) is not None)
    if base is not None:
        listing = listing or (base.listing and not people)
        named = named if people or d.dims or listing else base.dims
        people = people or tuple(one for one in base.where if isinstance(one, Cond))
    span = d.spans[0] if d.spans else base.spans[0] if base else None
    return _request(Ask(kind), people, named, span, asking, listing=listing)


def _read(rest: str, names: Sequence[NameMatch], asking: Asking) -> FactDraft:
    found = pieces(rest, _likely(names, rest), asking.vocabulary, asking.as_of)
    d = FactDraft("quota", found, asking.as_of, pro_rata=True)
    d.use(*(at for at, piece in enumerate(found) if piece.is_word("stop") and len(piece.senses) == 1))
    read_conditions(d)
    d.spans = [span for span in d.spans if not span.start == span.end == asking.as_of]
    read_groups(d)
    for at, piece in enumerate(d.pieces):
        if not piece.used and not _noun(d, at, asking) and not set(piece.text.split()) <= _FRAMING:
            raise NotHere(f"I could not tell what “{piece.text}” asks for here", 0.6)
    return d


def _likely(names: Sequence[NameMatch], rest: str) -> list[NameMatch]:
    """People and teams of whom only a part of the name is said count as named, the closest ones."""
    near = [one for one in names if one.named.kind in ("user", "team") and one.similarity >= LIKELY]
    near = [one for one in near if rest[one.start : one.end].lower() not in _FRAMING]
    best = [
        one for one in near if all(one.similarity >= other.similarity for other in near if other.start == one.start)
    ]
    sure = [one for one in names if one.similarity >= SURE]
    return sure or [replace(one, similarity=SURE) for one in best]


def _noun(d: FactDraft, at: int, asking: Asking) -> bool:
    """ "which region", "reps", "the Americas team": what the rows are, unless it only says what a name is."""
    node, field = d.meant(at, "object"), d.text_field(at)
    if not (node in ("owner", "team", "manager") or field == "owner.region"):
        return False
    if any(abs(place - at) <= 1 for place, _ in d.wheres) or _MY_TEAM.search(" ".join(p.text for p in d.pieces)):
        return True
    name = field or ("manager.name" if node == "team" and "team" not in asking.vocabulary.objects else f"{node}.name")
    if d.dims:
        return False
    d.key = ("", name)  # the rows, of which some are picked
    return True


def _people(d: FactDraft, rest: str, asking: Asking) -> tuple[Cond, ...]:
    """Whose quotas are meant; a manager stands for the team."""
    found = []
    for at, one in d.wheres:
        named = d.pieces[at].named
        manages = bool(named) and named[0].kind == "user" and named[0].id in asking.vocabulary.managers
        found.append(replace(one, field="manager.name") if manages else one)
    if found or not (_ME.search(rest) or _MY_TEAM.search(rest)):
        return tuple(found)
    user = asking.user
    if not user.id:
        raise Unclear("whose? I don't know who is asking", ())
    if _MY_TEAM.search(rest):
        manages = user.id in asking.vocabulary.managers or user.team_id is None
        return (Cond("manager.id", "=", (user.id,)) if manages else Cond("team.id", "=", (user.team_id or 0,)),)
    return (Cond("owner.id", "=", (user.id,)),)


def _named(d: FactDraft, people: Sequence[Cond], *, listing: bool) -> tuple[Dim, ...]:
    """What the rows are named by."""
    if d.dims:
        return tuple(d.dims)
    if d.key:
        return (Dim(d.key[1]),)
    if listing:
        return (Dim("owner.name"),)
    if not people:
        return ()
    node = people[0].field.split(".")[0]
    return (Dim(people[0].field if people[0].field == "owner.region" else f"{node}.name"),)


def _request(
    ask: Ask, people: tuple[Cond, ...], dims: tuple[Dim, ...], span: Span | None, asking: Asking, *, listing: bool
) -> Request:
    now = Now(asking.as_of, asking.vocabulary.preferences.calendar)
    units = [dim.unit for dim in dims if dim.unit]
    if span is None:
        period = now.shifted(12, 0) if units else default_period(asking.vocabulary.quota_periods, now)
        span = Span.of(period)
    if span.start > asking.as_of:
        raise NotHere("that lies in the future, which these records cannot tell", 0.8)
    chosen = choose(asking.vocabulary.quota_periods, (span.start, span.end))
    if chosen is None:
        raise NotHere(f"there is no quota for {span.period.label}", 0.8)
    if any(_UNIT_DAYS.get(unit, 0) < chosen.longest for unit in units):
        raise NotHere(f"quotas are set for more than a {units[0]}", 0.7)
    if chosen.covered != (span.start, span.end):
        span = Span(*chosen.covered)
    gone = Span(span.start, min(span.end, asking.as_of))
    begun = Cond("quota.period_start", "<=", (asking.as_of.isoformat(),))
    where = (*chosen.where, begun) if units else chosen.where
    ask = replace(ask, agg="" if chosen.exact else "pro_rata", where=where)
    return Request(asks=(ask,), dims=dims, where=people, spans=(span, gone), listing=listing, fact="quota")
