"""Untrusted text made harmless before it reaches a surface that renders Markdown or HTML."""

from __future__ import annotations

import html
import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$=^])")
_SCHEME = re.compile(r"(https?|ftp):", re.IGNORECASE)
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # reverse what a reader sees


def plain(text: str) -> str:
    """The text without control characters (line feed, tab stay) or marks that reorder what a reader sees."""
    return "".join(
        character
        for character in text
        if character in "\n\t" or (unicodedata.category(character) != "Cc" and character not in _STEERING)
    )


def markdown(text: str) -> str:
    """Text for a surface that renders Markdown: reads as written, formats nothing, links nowhere.

    Backslashes come before the HTML entities, whose own `#` would break otherwise.
    """
    backslashed = _MARKDOWN.sub(r"\\\1", plain(text))
    return _SCHEME.sub(r"\1&#58;", html.escape(backslashed, quote=True))


def markdown_line(text: str) -> str:
    """Text for one line of Markdown, such as a table cell or an accordion's title."""
    return markdown(" ".join(text.split()))


def markup(text: str) -> str:
    """Text for a surface that renders HTML alone: our own pages."""
    return html.escape(plain(text), quote=True)


def chart_label(text: str) -> str:
    """Text for plotly, which knows a few tags with `&lt;`, `&gt;`, `&amp;` but no quotes' entities."""
    return html.escape(plain(text), quote=False)


def code_block(text: str, *, language: str = "") -> str:
    """A fenced block that the text cannot close: the fence is longer than any run of backticks in it."""
    body = plain(text)
    longest = max((len(run) for run in re.findall(r"`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{body}\n{fence}"
