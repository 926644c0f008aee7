"""Phrases of a question by the concepts they stand for, misspelt ones included."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from assistant.questions.semantic.words import plain as table_of_plain_words
from assistant.questions.semantic.words import words
from assistant.questions.tokens import Word

Phrases = dict[tuple[str, ...], dict[str, str]]
_WORD = re.compile(
    r"\d{4}-\d{1,2}(?:-\d{1,2})?|\$|(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{6,}|[a-z]+\d+[a-z\d]*|\d[\d,]*\.\d+[a-z]*|\d{1,3}(?:,\d{3})+[a-z]*|\d+[a-z]*|"
    r"[a-zà-ÿ]+(?:['’][a-z]+)?\.?(?=\s[a-z])|[a-zà-ÿ]+(?:['’][a-z]+)?|'\d\d|<=|>=|->|=>|<>|!=|[<>=%#&+/,;:?!()|.\-–—~*]"
)
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])[-–](?=[a-zà-ÿ])|(?<=\d)-(?=(?:day|month|week|year))")
_DOTTED = {
    "vs.",
    "est.",
    "no.",
    "excl.",
    "incl.",
    "approx.",
    "avg.",
    "jan.",
    "feb.",
    "aug.",
    "sept.",
    "oct.",
    "nov.",
    "dec.",
}


def cut(text: str) -> list[Word]:
    """The words of a text; possessive endings come off."""
    found: list[Word] = []
    for match in _WORD.finditer(_HYPHEN.sub(" ", text.lower())):
        raw = match[0].replace("’", "'")
        if raw in _DOTTED:
            raw = raw[:-1]
        if raw.endswith(".") and len(raw) > 1:
            found.append(Word(_bare(raw[:-1]), match.start(), match.end() - 1, text[match.start()].isupper()))
            found.append(Word(".", match.end() - 1, match.end()))
        else:
            written = text[match.start() : match.end()]
            found.append(Word(_bare(raw), match.start(), match.end(), written[0].isupper(), written.isupper()))
    return found


_KEEP = {
    "it's",
    "that's",
    "what's",
    "who's",
    "where's",
    "how's",
    "let's",
    "there's",
    "here's",
    "when's",
    "he's",
    "she's",
}


_SHORT = ("'ve", "'re", "'d", "'ll", "'m")


def _bare(word: str) -> str:
    if word.endswith(_SHORT) and word not in _KEEP and not word.startswith("i'"):
        return word.rsplit("'", 1)[0]
    if word.endswith("'s") and word not in _KEEP:
        return word[:-2]
    return word


@cache
def phrases() -> Phrases:
    """Every known phrase with its senses."""
    found: Phrases = {}
    for kind, concepts in words().items():
        for concept, texts in concepts.items():
            for text in texts:
                _add(found, kind, concept, text)
    return found


def _add(found: Phrases, kind: str, value: str, text: str) -> None:
    key = tuple(word.text for word in cut(text))
    if key:
        found.setdefault(key, {}).setdefault(kind, value)


@cache
def _basic() -> frozenset[str]:
    return frozenset(word for texts in table_of_plain_words()["plain"].values() for word in texts)


@cache
def known_words() -> frozenset[str]:
    """Every single word that some phrase or the list of plain words holds."""
    return frozenset(word for phrase in phrases() for word in phrase) | _basic()


def plain(word: str) -> bool:
    """Whether a word only colours a question."""
    return word in _basic() or not any(letter.isalnum() for letter in word)


def correct(word: str, extra: Iterable[str] = ()) -> str | None:
    """The known word that a misspelt one most likely is; None when there is none, or several."""
    if len(word) < 4 or not word.isalpha():
        return None
    if word.endswith("s") and word[:-1] in known_words():
        return word[:-1]
    reach = 1 if len(word) < 7 else 2
    best: list[tuple[int, str]] = []
    for known in (*_correctable(), *extra):
        if abs(len(known) - len(word)) > reach or len(known) < 4:
            continue
        distance = DamerauLevenshtein.distance(word, known, score_cutoff=reach)
        if distance <= reach and (known[0] == word[0] or distance == 1):
            best.append((distance, known))
    if not best:
        return None
    best.sort(key=lambda pair: (pair[0], pair[1][0] != word[0], not _weighty(pair[1])))
    return best[0][1]


@cache
def _correctable() -> tuple[str, ...]:
    """What misspelt words may stand for; words about the asking are left out, lest a word with meaning becomes one."""
    idle = set(table_of_plain_words()["plain"]["asking"]) - _weighty_words()
    return tuple(sorted(word for word in known_words() - idle if word.isalpha() and len(word) >= 4))


@cache
def _weighty_words() -> frozenset[str]:
    return frozenset(word for phrase in phrases() for word in phrase)


def _weighty(word: str) -> bool:
    return word in _weighty_words()
