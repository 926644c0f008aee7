"""Blocks of mail headers inside the text of a mail."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.understanding.mail import phrases
from assistant.understanding.mail.lines import Line

BLOCK_LINES = 12  # of headers
ATTRIBUTION_LINES = 3  # an attribution is folded over as many lines at most
ATTRIBUTION_LENGTH = 400
ENDING = 20  # characters in which the verb stands that ends an attribution
KINDS = ("sender", "sent", "to", "subject")


def block_end(lines: Sequence[Line], at: int, *, announced: bool = False) -> int:
    """Where a block of headers that begins at a line ends; 0 when none does.

    It has a sender, and besides a subject, or an address with something else ("From: Oslo, To: Bergen" is no mail), or
    a rule or "Original Message" above it (`announced`: that has been seen). A subject alone counts at the top.
    """
    start = at
    original = bool(phrases.ORIGINAL.match(lines[at].rule_text))
    if original or _is_rule(lines[at]):
        start, announced = next_words(lines, at + 1), True
        if original and (start >= len(lines) or not is_header(lines[start])):
            return at + 1
    kinds: set[str] = set()
    addressed, end = False, start
    for place in range(start, min(start + BLOCK_LINES, len(lines))):
        found = phrases.HEADER.match(lines[place].rule_text)
        if found:
            kinds |= {kind for kind in KINDS if found[kind]}
            addressed = addressed or "@" in found["value"]
            end = place + 1
        elif lines[place].text or place > end:
            break
    if "sender" in kinds and (announced or "subject" in kinds or (addressed and len(kinds) > 1)):
        return end
    return end if kinds == {"subject"} and at == 0 else 0


def subject_of(headers: Sequence[Line]) -> str:
    """The subject among headers; empty without one."""
    found = (phrases.HEADER.match(line.rule_text) for line in headers)
    return next((header["value"] for header in found if header and header["subject"]), "")


def attribution_end(lines: Sequence[Line], at: int) -> int:
    """Where "On Monday Ann wrote:" that begins at a line ends, for it may be folded; 0 when none begins."""
    text = ""
    for place in range(at, min(at + ATTRIBUTION_LINES, len(lines))):
        line = lines[place].rule_text
        if not line or lines[place].depth != lines[at].depth:
            return 0
        text = f"{text} {line}".strip()
        if len(text) > ATTRIBUTION_LENGTH:
            return 0
        if _is_framed(lines[place]):
            return place + 1
        bare = text.rstrip("* ")
        if bare.endswith((":", "：")):
            return place + 1 if _announces(bare) else 0
        if not phrases.DATED.search(text):
            return 0
    return 0


def is_header(line: Line) -> bool:
    """Whether a line looks like "From: somebody"."""
    return bool(phrases.HEADER.match(line.rule_text))


def next_words(lines: Sequence[Line], at: int) -> int:
    """The next line from `at` on that is not blank; behind the last one when there is none."""
    while at < len(lines) and not lines[at].text:
        at += 1
    return at


def _announces(text: str) -> bool:
    if phrases.ADDRESSED.search(text):
        return True
    return bool(phrases.WROTE.search(text) and phrases.DATED.search(text) and not phrases.OWN_VERB.search(text))


def _is_framed(line: Line) -> bool:
    """Whether a line is "---- On Monday Ann wrote ----" or ">>> Ann 3/3/2025 10:12 >>>", as some programs have it."""
    text = line.rule_text
    dashed = text.startswith("---") and bool(phrases.WROTE.search(text.rstrip("- ")[-ENDING:])) and text.endswith("--")
    arrowed = line.raw.startswith(">>>") and text.endswith(">>>")
    return (dashed or arrowed) and bool(phrases.DATED.search(text))


def _is_rule(line: Line) -> bool:
    return len(line.text) >= 10 and not line.text.strip("_-= ")
