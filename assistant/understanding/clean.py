"""What a customer wrote, without markup, quoted mail, signatures."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

LONGEST = 20_000  # characters that are read of one message: its first 16,000 and its last 4,000
_HEAD, _TAIL = 16_000, 4_000
_MARKUP = re.compile(
    r"</?(?:html|body|div|p|br|span|table|td|tr|a|b|i|ul|li|font|head|style)\b[^<>]{0,500}>", re.IGNORECASE
)
_BLOCKS = frozenset({"br", "p", "div", "tr", "li", "table", "blockquote", "h1", "h2", "h3"})
_SILENT = frozenset({"style", "script", "head", "title", "blockquote"})
_QUOTE_STARTS = re.compile(
    r"^(?:-{2,}\s*(?:original message|forwarded message)\s*-{2,}|_{10,}|on\b.{4,120}\bwrote:|from:\s.{1,200})\s*$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^(?:--\s?|sent from my .{2,40}|get outlook for .{2,20})$", re.IGNORECASE)
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}


def clean(text: str) -> str:
    """Reduce a message to what its writer says; a message of nothing but quotes or signature is kept whole.

    Returns:
        One line without control characters, at most 20,000 characters; empty when nothing is there.
    """
    bounded = text if len(text) <= LONGEST else f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    plain = _without_markup(bounded) if _MARKUP.search(bounded) else bounded
    lines = [_visible(line) for line in plain.splitlines()]
    own = " ".join(" ".join(_own_lines(lines)).split())
    return own or " ".join(" ".join(lines).split())


def _own_lines(lines: list[str]) -> list[str]:
    """The lines before any quoted mail or signature."""
    kept = []
    for line in lines:
        bare = line.strip()
        if _QUOTE_STARTS.match(bare) or _SIGNATURE.match(bare):
            break
        if not bare.startswith(">"):
            kept.append(bare)
    return kept


def _visible(line: str) -> str:
    """The line with its control and format characters turned into spaces."""
    if line.isascii() and line.isprintable():
        return line
    return "".join(" " if unicodedata.category(letter) in _INVISIBLE else letter for letter in line)


class _Text(HTMLParser):
    """Collects the visible text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter a silent element, or break the line."""
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Leave a silent element, or break the line."""
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep visible words."""
        if not self._silent:
            self.parts.append(data)


def _without_markup(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)
