"""A question about support or commerce cut into pieces, each with all it could stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from assistant.questions import numbers, periods
from assistant.questions.custom_words import CustomWords, usual_aggregate
from assistant.questions.lexicon import cut
from assistant.questions.numbers import Number
from assistant.questions.period import Found, Period
from assistant.questions.plan import Cond
from assistant.questions.semantic.facts import CATEGORIES, fixed_values, table
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.words import plain
from assistant.questions.tokens import Word
from assistant.questions.vocabulary import Vocabulary
from assistant.views import Named, NameMatch

LONGEST = 8
SURE = 0.9  # similarity from which a name is taken as meant
Senses = dict[str, tuple[str, ...]]


@dataclass(slots=True, eq=False)
class Piece:
    """A phrase with its senses by kind; without any it is not understood."""

    text: str
    senses: Senses = field(default_factory=dict)
    named: tuple[Named, ...] = ()
    period: Period | None = None
    number: Number | None = None
    stated: tuple[Cond, ...] = ()  # a condition that the phrase makes by itself, for each field that it may be of
    used: bool = False

    def is_word(self, word: str) -> bool:
        """Whether it is a word of the grammar."""
        return word in self.senses.get("word", ())

    def words(self, prefix: str) -> tuple[str, ...]:
        """What follows the prefix in its grammar words: "avg" of "agg:avg"."""
        return tuple(one.removeprefix(prefix) for one in self.senses.get("word", ()) if one.startswith(prefix))


def pieces(text: str, names: Sequence[NameMatch], vocabulary: Vocabulary, as_of: date) -> list[Piece]:
    """Cut a text at its longest phrases."""
    words = [word for word in cut(text) if word.text.isalnum() or word.text in ("$", "&", "%") or "'" in word.text]
    plainly = [word.text for word in words]
    values = _values(vocabulary)
    custom = CustomWords(vocabulary, as_of) if vocabulary.customs else None
    if custom:
        plainly = custom.summed(plainly)
    found: list[Piece] = []
    at = 0
    while at < len(words):
        period = periods.find(plainly, at, as_of, vocabulary.preferences.calendar)
        end, piece = _longest(words, plainly, at, names, values, period)
        if custom and (own := _custom(custom, plainly, at)) is not None and own[0] >= end:
            end, piece = own
        found.append(piece)
        at = end
    return found


def _custom(custom: CustomWords, plainly: list[str], at: int) -> tuple[int, Piece] | None:
    """What the words mean as the label of a custom field, or as a condition on one."""
    mended = custom.mended(plainly[at])
    if mended is not None:
        plainly[at] = mended
    stated, label = custom.stated(plainly, at), custom.label(plainly, at)
    if stated is not None and (label is None or stated.end >= label.end):
        text = " ".join(plainly[at : stated.end])
        return stated.end, Piece(text, {"stated": ()}, stated=stated.conds)
    if label is None:
        return None
    figure = FIELDS[label.fields[0]].type == "number"
    kind = usual_aggregate(label.fields[0]) if figure else "field"
    return label.end, Piece(" ".join(plainly[at : label.end]), {kind: label.fields})


def _longest(
    words: Sequence[Word],
    plainly: list[str],
    at: int,
    names: Sequence[NameMatch],
    values: dict[tuple[str, ...], tuple[str, ...]],
    period: Found | None,
) -> tuple[int, Piece]:
    options: list[tuple[int, Piece]] = []
    for end in range(min(len(plainly), at + LONGEST), at, -1):
        key = tuple(plainly[at:end])
        senses = dict(_phrases().get(key, {}))
        if key in values:
            senses["value"] = values[key]
        if senses:
            options.append((end, Piece(" ".join(key), senses)))
            break
    here = [one for one in names if one.start == words[at].start and one.similarity >= SURE]
    for match in here:
        end = next((i for i in range(at + 1, len(words)) if words[i].start >= match.end), len(words))
        same = tuple(o.named for o in here if o.end == match.end and o.similarity >= match.similarity)
        options.append((end, Piece(" ".join(plainly[at:end]), {"name": ()}, named=same)))
    if period is not None:
        options.append((period.end, Piece(" ".join(plainly[at : period.end]), {"period": ()}, period=period.period)))
    number = numbers.read(plainly, at)
    if number is not None:
        options.append((number.end, Piece(" ".join(plainly[at : number.end]), {"number": ()}, number=number)))
    if not options:
        return at + 1, Piece(plainly[at])
    return max(options, key=lambda option: option[0])


@cache
def _phrases() -> dict[tuple[str, ...], Senses]:
    found: dict[tuple[str, ...], Senses] = {}
    for kind in ("object", "field", "sum", "avg", "test", "date", "word", "none", "alone", "fragment"):
        for meaning, texts in table()[kind].items():
            for text in texts:
                senses = found.setdefault(tuple(word.text for word in cut(text)), {})
                senses[kind] = (*senses.get(kind, ()), meaning)
    return found


def _values(vocabulary: Vocabulary) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Phrases of values with the fields that may hold them, the likelier field first."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in CATEGORIES:
        for value in dict.fromkeys((*vocabulary.categories.get(name, ()), *fixed_values().get(name, ()))):
            plainly = value.lower()
            spoken = table()["language"].get(plainly, ()) if name.endswith(".language") else (plainly,)
            for form in (*spoken, *(plain()["alias"].get(plainly, ()) if name.startswith("account.") else ())):
                key = tuple(word.text for word in cut(form) if word.text.isalnum() or word.text == "&")
                if key:
                    found[key] = tuple(dict.fromkeys((*found.get(key, ()), f"{name}|{value}")))
    return found
