"""Names of the records found in a text, as they are written in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import NamedTuple, Protocol

from assistant.messages import Entity
from assistant.understanding.language import english_words

LONGEST_NAME = 8  # words
READ_WORDS = 20_000  # words of a text that are looked at
KINDS = {"contact": "person", "user": "person", "product": "product", "account": "account"}
"""What an entity is called that means a record of a kind."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;\n•>\"“(\[]\s*$")
_JOINT = re.compile(r"[.,]?[ \u00a0]{0,2}[-&’'/]?[ \u00a0]?")
_ODD = re.compile(r"\d|.[A-Z]")
_LEGAL = frozenset(
    ("inc", "ltd", "llc", "gmbh", "ag", "corp", "corporation", "co", "company", "plc", "sa", "sarl", "srl")
)
_LEGAL |= {"spa", "bv", "nv", "ab", "as", "oy", "limited", "kg", "pty"}


class Naming(Protocol):
    """A record with a name; `assistant.views.Named` is one."""

    @property
    def kind(self) -> str:
        """One of account, contact, user, product; others are left out."""
        ...

    @property
    def key(self) -> str:
        """The source's own key, else the id as text."""
        ...

    @property
    def name(self) -> str:
        """As the records write it."""
        ...


class NameFinder(Protocol):
    """Finds what a text names."""

    def find(self, text: str) -> Iterable[Entity]:
        """Names in a text, by their place in it."""
        ...


class _Word(NamedTuple):
    """One word of a text."""

    form: str  # folded, without "'s"
    start: int
    end: int
    capital: bool
    opens: bool  # it begins a sentence


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a written name means."""

    kind: str  # of the entity
    record: str  # "product:SKU-1"; empty when several records bear the name
    everyday: bool  # it could be everyday words
    words: int

    def allows(self, window: Sequence[_Word]) -> bool:
        """Whether the words are written as a name of that kind is; only products may be written in one word."""
        if len(window) != self.words and self.kind != "product":
            return False
        capital = all(word.capital or word.form.isdigit() for word in window)
        if self.kind == "person":
            return capital
        return not self.everyday or (capital and (len(window) > 1 or not window[0].opens))


class KnownNames:
    """Finds the names of records in full, by hashed runs of words; time grows with the text, not with the names.

    People need two words, all written like a name; what could be everyday words ("Beam", "Summit") counts only when
    written like a name, a single one not at the start of a sentence. A name that several records bear is found, but
    means none of them; one that kinds share ("Atlas" the product, Atlas the account) is left out.
    """

    def __init__(self, names: Iterable[Naming]) -> None:
        """Index the names; about 5 µs each."""
        self._meant: dict[str, _Meant | None] = {}
        self._firsts: dict[str, int] = {}  # first word of names: the most words of one
        for named in names:
            if kind := KINDS.get(named.kind):
                odd = bool(_ODD.search(named.name))
                for words in _spellings(named):
                    alike = [word in english_words() or word.isdigit() for word in words]
                    everyday = all(alike) or (len(words) == 1 and not odd)
                    self._index(words, _Meant(kind, f"{named.kind}:{named.key}", everyday, len(words)))

    def find(self, text: str) -> Iterator[Entity]:
        """Names in a text, the longest at each place."""
        matches = list(islice(_WORD.finditer(text), READ_WORDS))
        at = 0
        for place, match in enumerate(matches):
            most = self._firsts.get(_form(match.group()), 0) if place >= at else 0
            words = [_word(text, matches, near) for near in range(place, min(place + most, len(matches)))]
            for count in range(len(words), 0, -1):
                window = words[:count]
                meant = self._meant.get("".join(word.form for word in window))
                if meant and meant.allows(window) and _joined(text, window):
                    start, end = window[0].start, window[-1].end
                    yield Entity(meant.kind, text[start:end], start, end, record=meant.record)
                    at = place + count
                    break

    def _index(self, words: Sequence[str], meant: _Meant) -> None:
        form = "".join(words)
        too_few = len(form) < 3 or (meant.kind == "person" and len(words) < 2)
        if too_few or len(words) > LONGEST_NAME:
            return
        other = self._meant.get(form, meant)
        if other is None or other.kind != meant.kind:
            self._meant[form] = None
        else:
            self._meant[form] = meant if other.record == meant.record else replace(meant, record="")
        self._firsts[words[0]] = max(len(words), self._firsts.get(words[0], 0))
        if meant.kind == "product":  # "GTXPro"
            self._firsts.setdefault(form, 1)


def _spellings(named: Naming) -> Iterator[list[str]]:
    words = [_form(word) for word in _WORD.findall(named.name)]
    yield words
    short = [word for word in words if word not in _LEGAL]
    if named.kind == "account" and short != words and (len(short) > 1 or (short and short[0] not in english_words())):
        yield short


def _word(text: str, matches: Sequence[re.Match[str]], at: int) -> _Word:
    match = matches[at]
    written = _POSSESSIVE.sub("", match.group())
    gap = text[max(matches[at - 1].end() if at else 0, match.start() - 8) : match.start()]
    opens = at == 0 or bool(_SENTENCE_END.search(gap)) or "\n" in gap
    return _Word(_form(written), match.start(), match.start() + len(written), written[0].isupper(), opens)


def _form(written: str) -> str:
    return _POSSESSIVE.sub("", written).casefold()


def _joined(text: str, window: Sequence[_Word]) -> bool:
    """Whether nothing but a blank, a hyphen, an ampersand, or the dot of an abbreviation stands between the words."""
    return all(
        _JOINT.fullmatch(text, first.end, second.start) and ("." not in text[first.end : second.start] or _short(first))
        for first, second in pairwise(window)
    )


def _short(word: _Word) -> bool:
    return word.end - word.start <= 2
