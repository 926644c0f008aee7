"""Names in a request: whose accounts, which team's, with which product."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.records.facets import Condition, HomeWords
from assistant.search.customers.scan import Draft, Scan
from assistant.search.customers.who import negated
from assistant.search.words import COMMON
from assistant.views import NameMatch, UserView

MEANT = 0.76  # similarity of a name above which it counts as said
PART = 0.6  # the same for most of a product's name
TIE = 0.02  # names this close over one span are all meant
_HANDLED = re.compile(
    r"(?:(?:tickets?|cases?|messages?|requests?) )?"
    r"(?:handled|answered|solved|assigned|worked on|dealt with|looked after)(?: by| to)?\s+$"
)
_TEAM = re.compile(r"\s*(?:'s)?\s+(?:team|region|office|group|desk)\b")
_MINE = re.compile(r"(?<![\w-])(?:(?:of|in|from|by) )?(?:my|mine)(?: own)?(?! (?:team|colleague))(?![\w-])")
_OURS = re.compile(r"(?<![\w-])(?:(?:of|in|from|by) )?(?:my|our) team(?:'s)?(?![\w-])")
_BEFORE = re.compile(
    r"(?:(?:that |who |which |and )?(?:(?:are|is|were) )?"
    r"(?:owned by|looked after by|managed by|belonging to|assigned to|bought|buy|buys|buying|purchased|ordered|order|"
    r"use|uses|using|used|running|run|runs|have|has|having|own|owns|with|on|subscribed to|subscribers of|"
    r"of|in|from|by|for|an?|the|any)\s+)+$"
)
_HOLDERS = re.compile(
    r"\s+(?:sensors? |gateways? |plans? )?(?:customers?|users?|owners?|buyers?|subscribers?|accounts?|clients?)\b"
)
_ANSWERS = re.compile(
    r"\s+(?:had to (?:answer|handle|solve)|answered|handled|solved|dealt with|took care of|worked on|replied to)"
)
_AFTER = re.compile(
    r"'s?(?:\s+(?:book|portfolio|patch|territory|accounts|customers|clients))?|"
    r"\s+(?:team|region|office|sensors?|gateways?|plans?|subscriptions?)\b"
)


def named_drafts(
    scan: Scan,
    names: Sequence[NameMatch],
    home: HomeWords,
    user: UserView,
    inside: Callable[[int], bool],
) -> Iterator[Draft]:
    """Conditions on owner, team, product, whose spans are then taken.

    Args:
        scan: The text.
        names: As found in it.
        home: Its plans, which may be a product's name.
        user: Who "my" means.
        inside: Whether a place belongs to what a customer wrote about: a product there is no fact.
    """
    for match, meant in _best([name for name in names if _said(scan, name, home)]):
        if (inside(match.start) and match.named.kind == "product") or not scan.free(match.start, match.end):
            continue
        condition = _condition(scan, match, meant, home)
        before = _BEFORE.search(scan.text[: match.start])
        after = _AFTER.match(scan.text, match.end) or _ANSWERS.match(scan.text, match.end)
        start = before.start() if before and scan.free(before.start(), match.start) else match.start
        if match.named.kind == "product" and start == match.start > 0 and not _HOLDERS.match(scan.text, match.end):
            continue
        drafted = negated(scan, condition, start, after.end() if after else match.end)
        scan.take(drafted.start, drafted.end)
        yield Draft(drafted.condition, drafted.start, drafted.end, "past" if condition.fact == "bought" else "")
    for pattern, fact, ids in ((_OURS, "team", user.team_id), (_MINE, "owner", user.id)):
        for found in list(scan.matches(pattern)):
            if ids and not inside(found.start()):
                scan.take(*found.span())
                said = "of your team" if fact == "team" else "of yours"
                condition = Condition("team" if fact == "team" else "owner", said, ids=(ids,))
                yield Draft(condition, *found.span())


def _best(names: Sequence[NameMatch]) -> Iterator[tuple[NameMatch, list[NameMatch]]]:
    """The likeliest name over each span, with those that are as likely."""
    left = sorted((name for name in names if name.similarity >= _bar(name)), key=lambda name: -name.similarity)
    while left:
        best = left[0]
        over = [name for name in left if name.start < best.end and name.end > best.start]
        same = [
            name for name in over if name.similarity >= best.similarity - TIE and name.named.kind == best.named.kind
        ]
        yield best, same
        left = [name for name in left if name not in over]


def _said(scan: Scan, name: NameMatch, home: HomeWords) -> bool:
    """Whether a name is meant by itself: a team beside "team", a product not by an everyday word of its name."""
    if name.named.kind == "team":
        near = scan.text[max(0, name.start - 5) : name.start], scan.text[name.end :]
        return near[0].endswith("team ") or bool(_TEAM.match(near[1]))
    if name.named.kind == "product":
        segments = {word for segment in home.segments for word in segment.lower().split()}
        said = scan.text[name.start : name.end].split()
        return len(said) > 1 or not (said[0] in COMMON or said[0] in segments)
    return True


def _bar(name: NameMatch) -> float:
    """A product is said by two words of its name, too, though they are everyday ones."""
    several = name.named.kind == "product" and name.end - name.start > len(name.named.name) // 2
    return PART if several else MEANT


def _condition(scan: Scan, match: NameMatch, meant: Sequence[NameMatch], home: HomeWords) -> Condition:
    ids = tuple(dict.fromkeys(name.named.id for name in meant))
    shown = " or ".join(dict.fromkeys(name.named.name for name in meant))
    if match.named.kind == "product":
        names = {name.named.name for name in meant}
        return Condition("bought", f"with {shown}", values=tuple(plan for plan in home.plans if plan in names), ids=ids)
    if match.named.kind == "team":
        return Condition("team", f"of team {shown}", ids=ids)
    if _HANDLED.search(scan.text[: match.start]) or _ANSWERS.match(scan.text, match.end):
        return Condition("tickets", f"a ticket handled by {shown}", ids=ids)
    return Condition("owner", f"of {shown}", ids=ids)
