"""Several readings of one question: whole, without its asides, without its preamble."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.questions.draft import NotHere, Unclear
from assistant.questions.request import Request
from assistant.questions.tokens import Token

_ASKING = ("measure", "count", "howmuch", "share", "sup", "duration", "agg", "field", "entity")
_TELLING = (
    "number",
    "neg",
    "except",
    "cmp",
    "measure",
    "share",
    "sup",
    "versus",
    "agg",
    "below_list",
    "above_list",
    "missing",
)
_KEPT = ("name", "value", "record", "period", "state", "comma", "break")


def attempts(tokens: Sequence[Token], read: Callable[[Sequence[Token]], Request]) -> Request:
    """The first reading that explains every word it keeps.

    Raises:
        Unclear: The whole question could mean several things.
        NotHere: No reading explains the question.
    """
    first: NotHere | None = None
    for some in _ways(tokens):
        try:
            return read(some)
        except NotHere as reason:
            first = first or reason
            if reason.confidence >= 0.9:
                break
        except Unclear:
            if first is None:
                raise
            break
    raise first or NotHere("nothing was asked", 0.8)


def _ways(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    inside = _parenthesis(tokens)
    outside = [token for at, token in enumerate(tokens) if at not in inside]
    if (
        inside
        and not any(tokens[at].has("name", "value", "period", "number", "record", "missing", "neg") for at in inside)
        and any(token.has(*_ASKING) for token in outside)
    ):
        yield outside
    yield tokens
    sentences = _sentences(tokens)
    if len(sentences) > 1:
        main = next((i for i, one in enumerate(sentences) if _asks(one)), len(sentences) - 1)
        if main:
            yield [t for i, one in enumerate(sentences) for t in (_context(one) if i < main else one)]


def _parenthesis(tokens: Sequence[Token]) -> set[int]:
    inside: set[int] = set()
    depth = 0
    for at, token in enumerate(tokens):
        if token.text == "(":
            depth += 1
        if depth:
            inside.add(at)
        if token.text == ")" and depth:
            depth -= 1
    return inside if not depth else set()


def _sentences(tokens: Sequence[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token.has("break") and token.text in (".", "?", "!", ";"):
            found.append([])
    return [one for one in found if any(not token.has("break", "comma") for token in one)]


def _asks(sentence: list[Token]) -> bool:
    """Whether a sentence asks, by its question mark or a command with something to work out."""
    question = any(t.text == "?" for t in sentence)
    command = any(t.has("command", "count", "howmuch") for t in sentence)
    return question or (command and any(t.has(*_ASKING) for t in sentence))


def _context(sentence: list[Token]) -> list[Token]:
    """What a preamble contributes: whom and when it is about."""
    told = [token for token in sentence if token.has(*_TELLING) and not token.has(*_KEPT)]
    if told:
        return sentence
    return [token for token in sentence if token.has(*_KEPT)]
