"""Slips of the keyboard mended: a word that nobody knows becomes a known one that is a single edit away."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from tokenizers import Tokenizer

SHORTEST = 4  # letters of a word that is mended: shorter ones have too many neighbours
AFTER_E = ("ed", "ing", "er", "ers")  # endings before which a word loses its "e"
ENDINGS = ("s", "es", "ly", *AFTER_E)  # a known word with one of these is no slip
LEAST_SEEN = 2  # times that a word has to occur before a slip is taken for it
_WORD = re.compile(r"(?<![@#/.\w])[A-Za-z]{4,}(?![\w@/]|\.\w)")  # no part of an address, a link, a handle, a number


class Speller:
    """Mends words by a list of those that may have been meant (Garbe's symmetric deletes, one edit).

    An edit is a letter put in, left out or replaced, or two neighbours swapped (Damerau 1964).
    """

    def __init__(self, meant: Mapping[str, int], known: Iterable[str]) -> None:
        """Take the words.

        Args:
            meant: Words in lower case that a slip may have been meant as, with their weight: of those that are
                near the heaviest wins.
            known: Further words that are no slips, in lower case.
        """
        self._meant = {word: weight for word, weight in meant.items() if len(word) >= SHORTEST}
        self._longest = max(map(len, self._meant), default=0) + 1  # letters of a word that may be a slip
        self._known = frozenset(known) | frozenset(meant)
        self._by_shortened: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._meant:
            for shortened in {word, *_shortened(word)}:
                self._by_shortened[shortened].append(word)

    @classmethod
    def of(cls, meant: Mapping[str, int], tokenizer: Tokenizer) -> Speller:
        """Beside the words meant, those that a tokenizer has whole are known."""
        return cls(meant, (word for word in tokenizer.get_vocab() if word.isalpha()))

    def mended(self, text: str) -> str:
        """The text with its slips mended, in lower case."""
        return _WORD.sub(lambda found: self.word(found.group()), text)

    def word(self, word: str) -> str:
        """The word that was meant; the word itself when it is known, or none is near."""
        if len(word) > self._longest:
            return word
        lowered = word.lower()
        if lowered in self._known or any(stem in self._known for stem in _stems(lowered)):
            return word
        near = {one for shortened in (lowered, *_shortened(lowered)) for one in self._by_shortened.get(shortened, ())}
        found = [one for one in near if _is_one_edit(lowered, one)]
        return max(found, key=lambda one: (self._meant[one], one)) if found else word


def words_seen(texts: Iterable[str]) -> dict[str, int]:
    """How often the words of some texts occur, in lower case; words too rare or too short to be meant are left out."""
    counts = Counter(found.group().lower() for text in texts for found in _WORD.finditer(text))
    return {word: count for word, count in sorted(counts.items()) if count >= LEAST_SEEN}


def _stems(word: str) -> list[str]:
    """What is left of a word without its ending, at least three letters; "filing" comes from "file" too.

    A second "s" is a slip, as in "orderss".
    """
    found = []
    for ending in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and not (ending == "s" and stem.endswith("s")):
            found += [stem, f"{stem}e"] if ending in AFTER_E else [stem]
    return found


def _shortened(word: str) -> list[str]:
    """The word with each of its letters left out."""
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _is_one_edit(one: str, other: str) -> bool:
    """Whether a single edit leads from one word to the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[at:], other[at:]
    swapped = len(rest) > 1 and len(others) > 1 and (rest[0], rest[1]) == (others[1], others[0])
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or (swapped and rest[2:] == others[2:])
