"""HTML to the text a person sees, with the way back to the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from assistant.understanding.mail.flow import Flow, FlowMaker

MARKUP = re.compile(
    r"</?(?:html|body|div|p|br|span|table|tbody|td|tr|a|b|i|u|em|strong|ul|ol|li|font|head|style|script"
    r"|blockquote|img|pre"
    r"|h[1-6]|hr|meta|center|o:p)\b[^<>]*>|<!--|<!doctype",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:]{0,30})(?P<rest>(?![a-zA-Z0-9:])[^<>]*)>|<!--|<![^<>]*>|<\?[^<>]*>"
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_BREAKS = frozenset(("br", "p", "div", "tr", "li", "table", "blockquote", "ul", "ol", "hr", "pre", "center", "section"))
_BREAKS |= {"article", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = frozenset({"td", "th"})
_RAW = frozenset({"style", "script", "title", "textarea", "noscript", "template", "svg", "head"})
_VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "wbr", "o:p"))
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:[;!\"']|$)"
    r"|max-height\s*:\s*0|opacity\s*:\s*0(?:\.0+)?\s*(?:[;!\"']|$)|(?<!:)\shidden(?=[\s=>/]|$)",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"(?:class|id|type)\s*=\s*[\"']?[^\"'<>]{0,200}(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-cite"
    r"|zmail_extra"
    r"|tutanota_quote|gmx_quote|mail_quote|front-blockquote)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?:class|id|data-smartmail)\s*=\s*[\"']?[^\"'<>]{0,200}(?:gmail_signature|moz-signature|\bsignature\b"
    r"|ms-outlook-mobile-signature"
    r"|protonmail_signature_block(?!-proton-empty))",
    re.IGNORECASE,
)
_ALT = re.compile(r"\salt\s*=\s*(?:\"([^\"]{1,8})\"|'([^']{1,8})')", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
_ATTRIBUTES = 2000  # characters of a tag that are looked at


@dataclass(slots=True)
class _Open:
    """An element that has begun."""

    name: str
    at: int  # in the flow
    hidden: bool
    quote: bool
    signed: bool


class _Page:
    """Walks once over the tokens of a page."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lowered = source.lower()
        self.lines_count = not re.search(r"<(?:br|p|div|tr|td|li|body)\b", self.lowered)  # line breaks of the source
        self.maker = FlowMaker()
        self.stack: list[_Open] = []
        self.hidden = self.depth = 0
        self.quoted: list[tuple[int, int, int]] = []
        self.signed: list[tuple[int, int]] = []
        self.lost: set[str] = set()  # endings that do not come any more
        self.spaced = True  # a space now would be one too many

    def read(self) -> Flow:
        """The page as flow."""
        at = 0
        while token := _TOKEN.search(self.source, at):
            self.words(at, token.start())
            at = self.tag(token)
        self.words(at, len(self.source))
        while self.stack:
            self._end(self.stack.pop())
        return self.maker.flow(self.quoted, self.signed)

    def tag(self, token: re.Match[str]) -> int:
        """Take a token in; where the next one may begin."""
        name = (token["name"] or "").lower()
        if not name:
            return self.behind("-->", token.end()) if token.group() == "<!--" else token.end()
        if name in _BREAKS:
            self.space("\n", token.start())
        if token["close"]:
            self.leave(name)
            if name in _CELLS:
                self.space(" ", token.end())
        elif name in _RAW and not token["rest"].endswith("/"):
            return self.behind(f"</{name}", token.end(), closes=True)
        elif name == "img":
            self.picture(token)
        elif name not in _VOID and not token["rest"].endswith("/"):
            self.enter(name, token["rest"][:_ATTRIBUTES])
        return token.end()

    def behind(self, ending: str, at: int, *, closes: bool = False) -> int:
        """Behind the next `ending`; `at` itself when there is none."""
        found = -1 if ending in self.lost else self.lowered.find(ending, at)
        if found < 0:
            self.lost.add(ending)
            return at
        end = found + len(ending)
        return max(end, self.source.find(">", end) + 1) if closes else end

    def enter(self, name: str, rest: str) -> None:
        """Begin an element."""
        hidden = bool(rest) and bool(_HIDDEN.search(rest))
        quote = name == "blockquote" or (bool(rest) and bool(_QUOTE.search(rest)))
        signed = bool(rest) and bool(_SIGNED.search(rest))
        self.stack.append(_Open(name, self.maker.length, hidden, quote, signed))
        self.hidden += hidden
        self.depth += quote

    def leave(self, name: str) -> None:
        """End the innermost element of a name, with those left open inside it."""
        if name in _VOID or not any(one.name == name for one in self.stack[-50:]):
            return
        while self.stack:
            last = self.stack.pop()
            self._end(last)
            if last.name == name:
                return

    def words(self, start: int, end: int) -> None:
        """Keep visible words, their references resolved."""
        if self.hidden or start >= end:
            return
        at = start
        for reference in _REFERENCE.finditer(self.source, start, end):
            self._plain(at, reference.start())
            resolved = unescape(reference.group()).replace("\xa0", " ")
            if resolved == " ":
                self.space(" ", reference.start(), reference.end())
            else:
                self.maker.add(resolved, reference.start(), reference.end())
                self.spaced = False
            at = reference.end()
        self._plain(at, end)

    def picture(self, token: re.Match[str]) -> None:
        """Keep an emoji that a mail program turned into a picture."""
        alt = _ALT.search(token["rest"][:_ATTRIBUTES])
        symbol = unescape((alt[1] or alt[2]) if alt else "")
        if symbol and not self.hidden and not any(letter.isalnum() or letter.isspace() for letter in symbol):
            self.maker.add(symbol, token.start(), token.end())
            self.spaced = False

    def space(self, blank: str, at: int, end: int = -1) -> None:
        """Set words apart; a line break may follow another, a space no blank."""
        if not self.hidden and (blank == "\n" or not self.spaced):
            self.maker.add(blank, at, max(at, end))
            self.spaced = True

    def _plain(self, start: int, end: int) -> None:
        if self.lines_count:
            self.maker.add(self.source[start:end], start, end)
            return
        at = start
        for blank in _BLANKS.finditer(self.source, start, end):
            self._add(at, blank.start())
            self.space(" ", blank.start(), blank.end())
            at = blank.end()
        self._add(at, end)

    def _add(self, start: int, end: int) -> None:
        if end > start:
            self.maker.add(self.source[start:end], start, end)
            self.spaced = self.source[end - 1] == " "

    def _end(self, element: _Open) -> None:
        self.hidden -= element.hidden
        self.depth -= element.quote
        if element.quote and element.at < self.maker.length:
            self.quoted.append((element.at, self.maker.length, self.depth + 1))
        if element.signed and element.at < self.maker.length:
            self.signed.append((element.at, self.maker.length))


def visible(source: str) -> Flow:
    """The text of a page as a person sees it; a text without markup is its own flow.

    Style sheets, scripts, comments, hidden elements, pictures go; rows and blocks become lines; each pass over the
    source is linear, for no tag reaches over the next angle bracket.
    """
    if not ("<" in source and MARKUP.search(source)):
        return Flow(source) if not ("&" in source and _REFERENCE.search(source)) else _resolved(source)
    return _Page(source).read()


def _resolved(source: str) -> Flow:
    maker, at = FlowMaker(), 0
    for reference in _REFERENCE.finditer(source):
        maker.add(source[at : reference.start()], at, reference.start())
        maker.add(unescape(reference.group()).replace("\xa0", " "), reference.start(), reference.end())
        at = reference.end()
    maker.add(source[at:], at, len(source))
    return maker.flow()
