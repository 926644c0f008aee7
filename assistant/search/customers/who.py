"""Words for size, stage of life, order: what kind of accounts a request is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.records.facets import Condition, HomeWords, Order
from assistant.search.customers.scan import Draft, Scan
from assistant.search.customers.wordlists import pattern_of, word_list

_WHO = word_list("who")
_TOO = re.compile(r",? (?:too|as well|also|included|alike)\b")
_ALSO = re.compile(r"\b(?:including|or|and|even|plus|also) (?:the )?$")
FOUNDED = re.compile(
    r"(?:founded|established|started|set up|in business)\s+(?P<word>before|after|since|in)\s+(?:the year )?"
    r"(?P<year>1[5-9]\d\d|20\d\d)|older than (?P<before>1[5-9]\d\d)(?! years)|older than (?P<age>\d+) years"
)
SIZES = tuple((pattern_of(row["ways"], _WHO["pieces"]), row) for row in _WHO["sizes"])
"""Words for a size, with names of segments that mean it, else bounds of the number of employees."""

STAGES = tuple((pattern_of(row["ways"], _WHO["pieces"]), row) for row in _WHO["stages"])
ORDERS = tuple(
    (pattern_of(row["ways"], _WHO["pieces"]), Order(row["fact"], row["descending"], row["said"]))
    for row in _WHO["orders"]
)


def sizes(scan: Scan, home: HomeWords) -> Iterator[Draft]:
    """Conditions on the size: the home's own segments where it has such, else employees."""
    for pattern, row in SIZES:
        for match in list(scan.matches(pattern)):
            segments = tuple(segment for segment in home.segments if segment.lower() in row["segments"])
            if segments:
                condition = Condition("segment", f"segment {' or '.join(segments)}", values=segments)
            else:
                condition = Condition("employees", row["said"], least=row["least"], most=row["most"])
            yield negated(scan, condition, match.start(), match.end())


def stages(scan: Scan, home: HomeWords) -> Iterator[Draft]:
    """Conditions on the stage of life; one that the home does not record is left alone."""
    stored = {value.lower().replace(" ", "_"): value for value in home.lifecycles}
    for pattern, row in STAGES:
        values = tuple(stored[name] for name in row["stages"] if name in stored)
        for match in list(scan.matches(pattern)) if values else ():
            if _TOO.match(scan.text, match.end()) or _ALSO.search(scan.text[: match.start()]):
                scan.take(*match.span())
                continue
            draft = negated(scan, Condition("lifecycle", row["said"], values=values), match.start(), match.end())
            yield replace(draft, timed="churn" if row["stages"] == ["churned"] else "")


def founded(scan: Scan, this_year: int) -> Iterator[Draft]:
    """Conditions on the year of foundation."""
    for match in list(scan.matches(FOUNDED)):
        named = match["year"] or match["before"]
        year = int(named) if named else this_year - int(match["age"])
        word = match["word"] or "before"
        least = {"after": year + 1, "since": year, "in": year}.get(word)
        most = {"before": year - 1, "in": year}.get(word)
        condition = Condition("founded_year", f"founded {word} {year}", least=least, most=most)
        yield Draft(condition, match.start(), match.end())


def order(scan: Scan) -> tuple[Order | None, int | None]:
    """What a request wants to come first, with the place where it says so."""
    for pattern, wanted in ORDERS:
        for match in scan.matches(pattern):
            scan.take(match.start(), match.end())
            number = re.search(r"\b(\d+)\b", match[0]) or re.search(r"\btop (\d+)\b", scan.text[: match.end()])
            return replace(wanted, top=int(number[1]) if number else None), match.end()
    return None, None


def negated(scan: Scan, condition: Condition, start: int, end: int) -> Draft:
    """The condition, turned round when a "not" stands before it."""
    before = scan.negation(start)
    if before is None:
        return Draft(condition, start, end)
    turned = replace(condition, said=f"not {condition.said}", negated=not condition.negated)
    return Draft(turned, before, end)
