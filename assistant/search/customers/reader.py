"""A request in plain language read into facts, topic, order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.records.calendar import Calendar
from assistant.records.facets import Condition
from assistant.search.customers import joining
from assistant.search.customers.cues import CUES, Cue
from assistant.search.customers.lexicon import Lexicon, languages
from assistant.search.customers.numbers import bounds, share
from assistant.search.customers.people import named_drafts
from assistant.search.customers.request import Request
from assistant.search.customers.scan import Draft, Scan, folded
from assistant.search.customers.topic import BOUNDARY, MOODS, REPEATED, THANKS, TOPICS, Topic, clause, content, loose
from assistant.search.customers.who import founded, negated, order, sizes, stages
from assistant.search.customers.windows import windows
from assistant.views import NameMatch, UserView

MOST_KIND = 3  # words about the kind of company; more than that are about what was written


@dataclass(frozen=True, slots=True)
class Start:
    """Where the words begin that say what customers wrote."""

    start: int  # of the verb
    end: int  # of the verb: the topic begins here
    tone: str  # as in `Topic`, or "clause" where only a relative word stands


def read(
    text: str, names: Sequence[NameMatch], lexicon: Lexicon, *, user: UserView, as_of: date, calendar: Calendar
) -> Request:
    """Read a request; what is not understood as a fact is left to meaning.

    Args:
        text: As typed.
        names: Users, teams, products that it names.
        lexicon: The home's values.
        user: Who "my" means.
        as_of: What today means.
        calendar: Of the home.
    """
    plain, original, names = _mended(text, names, lexicon)
    scan = Scan(plain)
    periods = windows(plain, as_of, calendar)
    for window in periods:
        scan.take(window.start, window.end)
    starts = _starts(scan)
    drafts = list(named_drafts(scan, names, lexicon.home, user, lambda place: _inside(scan, starts, place)))
    drafts += _facts(scan, starts, lexicon, as_of)
    starts = [start for start in starts if scan.free(start.start, start.end)]
    begin = _beginning(scan, starts, drafts)
    drafts += _values(scan, begin, starts, lexicon, original, as_of)
    wanted, at = order(scan)
    topic, kind = _words(scan, begin)
    anchors = joining.Anchors(begin.start if begin else None, at)
    conditions, when, said = joining.joined(drafts, periods, anchors, topic, as_of=as_of)
    conditions = tuple(_widened(condition, lexicon) for condition in conditions)
    wanted = joining.dated(wanted, at, periods, drafts) if wanted else None
    asked = loose(scan.rest(0, len(plain)))
    return Request(conditions, topic, when, said, kind, wanted, asked)


def _mended(text: str, names: Sequence[NameMatch], lexicon: Lexicon) -> tuple[str, str, list[NameMatch]]:
    """The folded text with misspellings mended, the same with its capitals, the names where they stand now."""
    plain, original = folded(text), text
    spans = [(name.start, name.end) for name in names]
    for start, end, word in reversed(lexicon.speller.mend(plain, spans)):
        plain, original = plain[:start] + word + plain[end:], original[:start] + word + original[end:]
        shift = len(word) - (end - start)
        names = [
            replace(name, start=name.start + shift, end=name.end + shift) if name.start >= end else name
            for name in names
        ]
    return plain, original, list(names)


def _starts(scan: Scan) -> list[Start]:
    found: list[Start] = []
    for pattern, tone in TOPICS:
        for match in scan.matches(pattern):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(Start(match.start(), match.end(), tone))
    return sorted(found, key=lambda start: start.start)


def _inside(scan: Scan, starts: Sequence[Start], place: int) -> bool:
    """Whether a place belongs to what a customer wrote about, no new clause having begun."""
    before = [start for start in starts if start.end <= place and start.tone != "clause"]
    return bool(before) and not BOUNDARY.search(scan.text[before[-1].end : place])


def _facts(scan: Scan, starts: Sequence[Start], lexicon: Lexicon, as_of: date) -> list[Draft]:
    drafts: list[Draft] = []
    for named in (*lexicon.stages_in(scan), *languages(scan)):
        drafts.append(negated(scan, named.condition, named.start, named.end))
        scan.take(named.start, named.end)
    for named in lexicon.plans_in(scan):
        if not _inside(scan, starts, named.start):
            drafts.append(negated(scan, named.condition, named.start, named.end))
            scan.take(named.start, named.end)
    for cue in CUES:
        for match in list(scan.matches(cue.pattern)):
            if not cue.firm and _inside(scan, starts, _first_letter(match)):
                continue
            draft = _drafted(cue, match)
            scan.take(match.start(), match.end())
            if cue.fact == "lost_deals" and (reason := lexicon.reasons_after(scan, match.end())):
                scan.take(reason.start, reason.end)
                said = f"{draft.condition.said} {reason.condition.said}"
                draft = replace(draft, condition=replace(draft.condition, said=said, values=reason.condition.values))
            drafts.append(draft)
    return drafts


def _drafted(cue: Cue, match: re.Match[str]) -> Draft:
    caught = match.groupdict()
    said = next((text for name, text in caught.items() if name.startswith("range") and text), "")
    condition = Condition(cue.fact, cue.said, values=cue.values, least=cue.least, negated=cue.negated)
    if said:
        limits = bounds(said, whole=cue.whole)
        condition = replace(
            condition, said=cue.said.replace("{range}", said.strip()), least=limits.least, most=limits.most
        )
    if caught.get("share"):
        condition = replace(condition, least=share(caught["share"]))
    if "{least}" in condition.said and condition.least is not None:
        least = f"{condition.least:.0%}" if condition.least < 1 else f"{condition.least:g}"
        condition = replace(condition, said=condition.said.replace("{least}", least))
    return Draft(condition, match.start(), match.end(), cue.timed, cue.days)


def _first_letter(match: re.Match[str]) -> int:
    return match.start() + len(match[0]) - len(match[0].lstrip())


def _beginning(scan: Scan, starts: Sequence[Start], drafts: Sequence[Draft]) -> Start | None:
    """Where the topic begins: at a verb of saying, else after "tickets" that are a fact, else at a relative word."""
    for draft in drafts:
        after = re.compile(r"\s+(?:about|on|regarding|concerning|mentioning|that mention|for|with)\s").match(
            scan.text, draft.end
        )
        if draft.condition.fact == "tickets" and not draft.condition.negated and after:
            return Start(draft.start, after.end(), "")
    spoken = [start for start in starts if start.tone != "clause"]
    if spoken:
        return spoken[0]
    clauses = [start for start in starts if content(scan.rest(start.end, len(scan.text)))]
    return clauses[0] if clauses else None


def _values(
    scan: Scan, begin: Start | None, starts: Sequence[Start], lexicon: Lexicon, original: str, as_of: date
) -> list[Draft]:
    """Places, sizes, stages of life, years, kinds of company."""
    drafts: list[Draft] = []
    for named in lexicon.places_in(scan, original):
        if named.placed or not _inside(scan, starts, named.start):
            _keep(scan, drafts, negated(scan, named.condition, named.start, named.end))
    head = begin.start if begin else len(scan.text)
    for draft in (*stages(scan, lexicon.home), *founded(scan, as_of.year), *sizes(scan, lexicon.home)):
        if draft.end <= head or not _inside(scan, starts, draft.start):
            _keep(scan, drafts, draft)
    for named in lexicon.kinds_in(scan):
        if named.end <= head or (named.placed and not _inside(scan, starts, named.start)):
            _keep(scan, drafts, negated(scan, named.condition, named.start, named.end))
    return drafts


def _keep(scan: Scan, drafts: list[Draft], draft: Draft) -> None:
    if scan.free(draft.start, draft.end):
        scan.take(draft.start, draft.end)
        drafts.append(draft)


def _widened(condition: Condition, lexicon: Lexicon) -> Condition:
    """Several trades that make up an industry as the industry itself: "schools and universities" is education."""
    if condition.fact != "described" or condition.negated:
        return condition
    whole = lexicon.kinds.whole(condition.values)
    return replace(whole, said=f"{whole.said} ({condition.said})") if whole else condition


def _words(scan: Scan, begin: Start | None) -> tuple[Topic | None, str]:
    """What was written about, with free words on the kind of company; a tone may stand without a topic."""
    tone = begin.tone if begin and begin.tone != "clause" else ""
    for pattern, mood in MOODS:
        for match in list(scan.matches(pattern)):
            if not begin or not begin.start <= match.start() < begin.end:
                scan.take(*match.span())
                tone = tone or mood
    if not tone and next(scan.matches(THANKS), None):
        tone = "positive"
    repeated = _repeated(scan, begin)
    head = content(scan.rest(0, begin.start if begin else len(scan.text)))
    tail = clause(scan.rest(begin.end, len(scan.text))) if begin else ""
    if not begin and len(head.split()) > MOST_KIND:
        head = clause(scan.rest(0, len(scan.text)))
    if len(head.split()) > MOST_KIND or (head and begin and begin.tone == "clause" and tail):
        tail, head = f"{head} {tail}".strip(), ""
    if tail or tone:
        return Topic(tail, tone, repeated), head
    return None, head


def _repeated(scan: Scan, begin: Start | None) -> bool:
    """Whether "more than once" or the like stands beside the verb or at the very end of the request."""
    if begin and REPEATED.search(scan.text, begin.start, begin.end):
        return True
    for match in list(scan.matches(REPEATED)):
        beside = begin is not None and (abs(match.start() - begin.end) <= 1 or abs(begin.start - match.end()) <= 1)
        if beside or (match[0] != "twice" and not scan.text[match.end() :].strip(" .?!")):
            scan.take(*match.span())
            return True
    return False
