"""Signs that a text leans on the question before it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.questions.tokens import Token

_OPENERS = {
    "and",
    "so",
    "now",
    "same",
    "what about",
    "how about",
    "just",
    "only",
    "but",
    "then",
    "ok",
    "okay",
    "limit",
    "restrict",
    "split",
    "filter",
    "keep",
    "drop",
    "exclude",
    "excluding",
    "without",
    "instead",
    "drill",
    "break",
    "redo",
    "add",
    "rather",
    "swap",
    "still",
    "too",
    "per",
    "by",
    "for",
    "of",
    "on",
    "please",
    "narrow",
    "cut",
    "leave",
    "also",
    "minus",
    "ex",
    "which of",
    "who of",
    "how many of",
    "those",
    "their",
}


PRONOUNS = {
    "it",
    "its",
    "that",
    "those",
    "these",
    "them",
    "they",
    "their",
    "theirs",
    "she",
    "he",
    "her",
    "his",
    "him",
    "hers",
    "that one",
    "this one",
    "same",
    "the same",
    "of them",
    "of those",
    "of these",
    "among them",
    "among those",
    "ones",
    "which of them",
    "who of them",
    "there",
    "such",
    "this",
    "one",
}


def depends(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """Whether a text leans on the question before it."""
    content = [t for t in tokens if not t.has("break", "comma")]
    if (words and words[0] in _OPENERS) or " ".join(words[:2]) in _OPENERS:
        return True
    if any(t.has("pronoun") and t.text in PRONOUNS for t in content) or any(t.has("others") for t in content):
        return True
    asks = any(t.has("measure", "count", "howmuch", "sup", "command", "field") for t in content)
    about = any(t.has("name", "value", "record", "entity", "state") for t in content)
    return not (asks and about and len(content) >= 4)


_LEANING = {
    "and",
    "same",
    "now",
    "just",
    "only",
    "but",
    "also",
    "instead",
    "then",
    "what about",
    "how about",
    "per",
    "by",
    "which of",
    "who of",
    "narrow",
    "restrict",
    "redo",
    "split",
    "break",
    "drill",
    "swap",
    "keep",
    "drop",
    "exclude",
    "still",
    "add",
    "rather",
}


def leans(tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """Whether a text makes no sense on its own."""
    content = [t for t in tokens if not t.has("break", "comma")]
    about = any(t.has("name", "value", "record") for t in content) or any(t.has("entity") for t in content)
    asks = any(
        t.has("measure", "count", "howmuch", "sup", "command", "field", "state", "agg", "share") for t in content
    )
    opens = bool(words) and (words[0] in _LEANING or " ".join(words[:2]) in _LEANING)
    if opens:
        return not (asks and about and len(content) >= 4)
    points = any(
        t.has("pronoun")
        and t.text
        in ("of those", "of them", "of these", "those", "these", "them", "that one", "she", "her", "his", "he")
        for t in content
    )
    return points and not about
