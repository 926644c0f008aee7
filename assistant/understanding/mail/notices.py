"""Legal notices below a message: confidentiality, liability, registration of the company."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.understanding.mail.cuts import Cuts
from assistant.understanding.mail.lines import Line

ENOUGH = 2  # kinds of telltale phrases that make a paragraph a notice
SHORT = 120  # characters of a paragraph that needs one kind more

_NOTICE_HEAD = re.compile(
    r"^[*_\s\-]{0,6}(?:confidentiality(?: notice| note| statement)?|disclaimer|legal (?:notice|disclaimer)"
    r"|privileged (?:and|&) confidential"
    r"|confidential(?:ity)?|important notice|vertraulichkeitshinweis|haftungsausschluss|avis de confidentialité"
    r"|aviso (?:legal|de confidencialidad)"
    r"|avviso di riservatezza|ansvarsfriskrivning)[*_\s]{0,4}[:\-–—]",
    re.IGNORECASE,
)


def cut_notices(lines: Sequence[Line], cuts: Cuts) -> None:
    """Cut paragraphs of legal notices among the lines that are left."""
    for start, end in list(cuts.runs()):
        for first, last in _paragraphs(lines, start, end):
            at = next((place for place in range(first, last) if _NOTICE_HEAD.match(lines[place].text[:80])), None)
            if at is None and _is_notice(" ".join(lines[place].text for place in range(first, last))):
                at = next((place for place in range(first, last) if _kinds(lines[place].text.lower())), first)
            if at is not None:
                cuts.cut(at, last, "disclaimer", "legal notice")


def _is_notice(paragraph: str) -> bool:
    return _kinds(paragraph.lower()) >= ENOUGH + (len(paragraph) < SHORT)


def _kinds(lowered: str) -> int:
    """How many kinds of telltale phrases there are."""
    return sum(any(phrase in lowered for phrase in kind) for kind in _phrases())


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    """Telltale phrases by what they tell, in lower case."""
    kinds = json.loads(Path(__file__).with_name("notice_phrases.json").read_text(encoding="utf-8"))
    return tuple(tuple(kind) for kind in kinds)


def _paragraphs(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, int]]:
    """Stretches of lines without a blank one."""
    found, first = [], start
    for place in range(start, end + 1):
        if place == end or not lines[place].text:
            if place > first:
                found.append((first, place))
            first = place + 1
    return found
