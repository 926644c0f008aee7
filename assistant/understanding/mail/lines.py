"""The lines of a mail, each with its depth of quotation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.understanding.mail.flow import Flow

HEAD_LINES, TAIL_LINES = 8_000, 2_000  # of a text of endless lines, these are looked at
LONGEST_LINE = 2_000  # characters of a line that the rules look at; what is longer is prose

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PREFIX = re.compile(r"[ \t]{0,3}(?:>(?![:;=.][()\[\]<|/\\_-]|_[<>])[ \t]?)+")
_FOLDED = re.compile(
    r"(?<=[^\n])[ \t](?=(?:On\s[^\n<>]{6,150}<[^<>\s@]{1,64}@[^<>\s]{1,200}>\s{1,3}wrote:)"
    r"|-{3,20} ?(?:Original Message|Forwarded message) ?-{3,20}\s|_{20,200}\s+From:\s"
    r"|From:\s[^\n:]{1,150}\bSent:\s[^\n:]{1,80}:[^\n]{1,40}\bTo:\s)"
)
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
_DROPPED = frozenset("\xad\u2060\ufeff\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is seen."""

    text: str  # stripped, without quotation marks, control characters turned into spaces
    start: int  # characters of the flow, half-open
    end: int
    depth: int = 0  # of quotation
    signed: bool = False  # the markup calls it a signature
    raw: str = ""  # stripped, with its quotation marks

    @property
    def rule_text(self) -> str:
        """What rules match against; empty for prose that is too long to be anything else."""
        return self.text if len(self.text) <= LONGEST_LINE else ""


class _Letters(dict[int, str]):
    """Letters to how they are seen, found out once each."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        shown = letter
        if letter in _DROPPED:
            shown = ""
        elif unicodedata.category(letter) in _INVISIBLE:
            shown = " "
        elif unicodedata.decomposition(letter).startswith(("<font>", "<wide>")):
            shown = unicodedata.normalize("NFKC", letter)
        self[code] = shown
        return shown


_LETTERS = _Letters()
_ACCENTS = re.compile("[\u0300-\u036f]+")


def seen(text: str) -> str:
    """The text as plain letters.

    Control and format characters become spaces; soft hyphens, marks of direction, accents heaped on letters go; letters
    of another width or typeface become the usual ones.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = text.translate(_LETTERS)
    return _ACCENTS.sub("", unicodedata.normalize("NFC", shown)) if _ACCENTS.search(shown) else shown


def lines_of(flow: Flow) -> tuple[list[Line], tuple[int, int] | None]:
    """The lines of a flow, blank ones in a row taken as one, with the stretch that endless lines leave unread."""
    depths, signed = _Sweep([(a, b, depth) for a, b, depth in flow.quoted]), _Sweep([(a, b, 1) for a, b in flow.signed])
    lines: list[Line] = []
    tail_from = _tail_start(flow.text)
    unread: tuple[int, int] | None = None
    for start, end in _spans(flow.text):
        if len(lines) >= HEAD_LINES and start < tail_from:
            unread = (unread[0] if unread else start, end)
            continue
        line = _line(flow.text, start, end, depths.at(start), bool(signed.at(start)))
        if line.raw or (lines and lines[-1].raw):
            lines.append(line)
    return lines, unread


def _tail_start(text: str) -> int:
    """Where the last lines begin that are looked at."""
    at = len(text)
    for _ in range(TAIL_LINES):
        at = text.rfind("\n", 0, at)
        if at < 0:
            return 0
    return at + 1


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where each line stands; mail whose breaks were lost is broken before what opens a quotation."""
    start = 0
    for found in _BREAK.finditer(text):
        yield from _unfolded(text, start, found.start())
        start = found.end()
    yield from _unfolded(text, start, len(text))


def _unfolded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > 80:
        for found in _FOLDED.finditer(text, start, end):
            yield start, found.start()
            start = found.end()
            closing = text.find("wrote:", start, min(end, start + 400)) if text.startswith("On", start) else -1
            if closing > 0:
                yield start, closing + len("wrote:")
                start = closing + len("wrote:")
    yield start, end


def _line(text: str, start: int, end: int, depth: int, signed: bool) -> Line:
    shown = seen(text[start:end])
    raw = shown.strip()
    prefix = _PREFIX.match(shown)
    if prefix:
        depth += prefix.group().count(">")
        return Line(shown[prefix.end() :].strip(), start, end, depth, signed, raw)
    return Line(raw, start, end, depth, signed, raw)


class _Sweep:
    """The greatest value among the spans that hold a place, for places that only rise."""

    def __init__(self, spans: list[tuple[int, int, int]]) -> None:
        self._spans = sorted(spans)
        self._next = 0
        self._open: list[tuple[int, int]] = []  # end, value; later ones lie inside earlier ones

    def at(self, place: int) -> int:
        """The greatest value at a place; 0 outside all spans."""
        while self._next < len(self._spans) and self._spans[self._next][0] <= place:
            _, end, value = self._spans[self._next]
            self._next += 1
            self._open.append((end, value))
        while self._open and self._open[-1][0] <= place:
            self._open.pop()
        return self._open[-1][1] if self._open else 0
