"""Known words of a field, with the one that a misspelt value means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

BETWEEN = re.compile(r"[^a-z0-9]+")
SHORTEST = 5  # letters; shorter words have too many neighbours (Mali, Malta, Chad …)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A name without case, accents, spaces or punctuation."""
    if text.isascii():
        return BETWEEN.sub("", text.lower())
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words one field is usually filled with, by their folded form."""

    words: dict[str, str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """Make one from its words."""
        return cls({fold(word): word for word in words})

    def meant(self, text: str) -> str:
        """The known word that is one edit away from an unknown one, in the text's own case; else the text.

        One edit is an insertion, deletion, substitution or swap of neighbours (optimal string alignment).
        Two candidates leave the text as it is.
        """
        folded = fold(text)
        if folded in self.words or len(folded) < SHORTEST:
            return text
        near = extract(folded, self.words.keys(), scorer=OSA.distance, score_cutoff=1, limit=2)
        if len(near) != 1:
            return text
        return _in_case_of(text, self.words[near[0][0]])


@lru_cache(maxsize=8)
def shipped(name: str) -> Vocabulary:
    """Load one of the word lists that lie beside this file: `countries`, `industries`."""
    text = files("assistant.records.batches").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return Vocabulary.of(text.split("\n")[:-1])


def _in_case_of(text: str, word: str) -> str:
    if text.islower():
        return word.lower()
    return word.upper() if text.isupper() else word
