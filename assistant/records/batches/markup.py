"""Turns an HTML cell into readable text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>|<!--|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")
LINES = frozenset({"br", "div", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre", "table", "tr"})
CELLS = frozenset({"td", "th"})
SILENT = frozenset({"head", "script", "style", "title"})


class _Reader(HTMLParser):
    """Collects what a reader sees of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line, part two cells, or stop listening."""
        self._silent += tag in SILENT
        if tag in LINES:
            self.parts.append("\n")
        elif tag in CELLS:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Break the line, or listen again."""
        self._silent -= tag in SILENT and self._silent > 0
        if tag in LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words that are shown; line breaks of the source are none of the page."""
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def readable(cell: str) -> str:
    """The text of an HTML cell, a paragraph a line; a cell without markup stays as it is."""
    if not MARKUP.search(cell):
        return cell
    reader = _Reader()
    reader.feed(cell)
    reader.close()
    lines = ("".join(reader.parts)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
