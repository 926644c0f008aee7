"""The words for custom fields: their labels, and the conditions that a label makes with what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import DamerauLevenshtein

from assistant.questions.comparisons import comparison
from assistant.questions.lexicon import cut, known_words, phrases, plain
from assistant.questions.period import OPEN_END, OPEN_START, Period, with_year
from assistant.questions.periods import find
from assistant.questions.plan import Cond, Scalar, cond
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES
from assistant.questions.vocabulary import Vocabulary

LONGEST = 8  # words of a label or a value
_BE_WORDS = "is are was were = equals equal of being : be to a an the in on set marked as has"
_BE = frozenset(_BE_WORDS.split())
_NOT = frozenset(("not", "isn't", "isnt", "aren't", "arent", "no", "never"))
_NOTHING = frozenset(("missing", "blank", "empty", "unknown", "unset", "null", "unspecified"))
_WITHOUT = (("without",), ("with", "no"), ("no",), ("lacking",), ("missing",), ("have", "no"), ("has", "no"))
_GROUPING = frozenset(("by", "per", "each", "every", "across"))
_YES = {"yes": "true", "true": "true", "no": "false", "false": "false"}
_MEAN_WORDS = "score scores rate rating ratings age percent percentage risk probability index days nps level"
_MEAN = frozenset(_MEAN_WORDS.split())
_OPPOSITE = {"=": "!=", "in": "not_in", "missing": "present", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition on a custom field, once for each field of that label."""

    conds: tuple[Cond, ...]
    end: int  # first word after it


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label, with the fields that bear it."""

    fields: tuple[str, ...]
    end: int


class CustomWords:
    """Recognises the custom fields of one user's records in the words of a question."""

    def __init__(self, vocabulary: Vocabulary, as_of: date) -> None:
        self._as_of = as_of
        self._calendar = vocabulary.preferences.calendar
        self._labels: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._values: dict[str, dict[tuple[str, ...], str]] = {}
        for custom in vocabulary.customs:
            for form in (custom.label, f"{custom.label}s"):
                key = tuple(word.text for word in cut(form))
                if key and not _taken(key, vocabulary):
                    self._labels[key] = (*self._labels.get(key, ()), custom.field)
            self._values[custom.field] = {
                key: value for value in custom.values if (key := tuple(word.text for word in cut(value)))
            }

    def __bool__(self) -> bool:
        return bool(self._labels)

    def label(self, words: Sequence[str], at: int) -> Labelled | None:
        """The longest label that begins at a word."""
        for end in range(min(len(words), at + LONGEST), at, -1):
            fields = self._labels.get(tuple(words[at:end]))
            if fields:
                return Labelled(fields, end)
        return None

    def stated(self, words: Sequence[str], at: int) -> Stated | None:
        """The condition that begins at a word: "risk is high", "high risk", "without a risk", "over 50 seats"."""
        for reader in (self._labelled, self._described, self._lacking, self._denied, self._counted):
            found = reader(words, at)
            if found is not None:
                return found
        return None

    def mended(self, word: str) -> str | None:
        """The word of a label that a misspelt word most likely is; nothing for words that mean something else."""
        if len(word) < 4 or not word.isalpha() or plain(word) or word in known_words():
            return None
        reach = 1 if len(word) < 7 else 2
        parts = {part for label in self._labels for part in label if len(part) >= 4}
        near = [(DamerauLevenshtein.distance(word, part, score_cutoff=reach), part) for part in sorted(parts)]
        best = min(near, default=(reach + 1, ""))
        return best[1] if 0 < best[0] <= reach else None

    def summed(self, words: Sequence[str]) -> list[str]:
        """The words with "how many seats" as "total seats": what is counted in a field is added up."""
        found = list(words)
        for at in range(len(found) - 2):
            label = self.label(found, at + 2) if found[at : at + 2] in (["how", "many"], ["number", "of"]) else None
            if label is not None and FIELDS[label.fields[0]].type == "number":
                found[at : at + 2] = ["total", "the"]
        return found

    def distance(self, field: str, words: Sequence[str]) -> int:
        """How far a field is from what a question is about: 0 for fields of objects that it names."""
        node = NODES[FIELDS[field].node]
        spoken = {*node.one.split(), *node.many.split()} & set(words)
        return 0 if spoken else 1

    def _labelled(self, words: Sequence[str], at: int) -> Stated | None:
        """A label with what is said of it."""
        label = self.label(words, at)
        if label is None:
            return None
        index, denied = label.end, False
        while index < len(words) and words[index] in _BE | _NOT:
            denied = denied or words[index] in _NOT
            index += 1
        kind = FIELDS[label.fields[0]].type
        found = self._said(label.fields, words, index, bare=index == label.end) if index < len(words) else None
        if found is None and kind == "bool" and (at == 0 or words[at - 1] not in _GROUPING):
            return Stated(tuple(Cond(one, "=", ("true",)) for one in label.fields), label.end)
        if found is None or not denied:
            return found
        return Stated(tuple(_denied(one) for one in found.conds), found.end)

    def _said(self, fields: tuple[str, ...], words: Sequence[str], at: int, *, bare: bool) -> Stated | None:
        if words[at] in _NOTHING:
            return Stated(tuple(Cond(one, "missing") for one in fields), at + 1)
        kind = FIELDS[fields[0]].type
        if kind == "number":
            return _compared(fields, words, at)
        if kind == "date":
            return self._dated(fields, words, at)
        if kind == "bool":
            said = _YES.get(words[at])
            return Stated(tuple(Cond(one, "=", (said,)) for one in fields), at + 1) if said else None
        return self._valued(fields, words, at)

    def _valued(self, fields: tuple[str, ...], words: Sequence[str], at: int) -> Stated | None:
        """One value, or several joined by "or"."""
        first = self._value(fields, words, at)
        if first is None:
            return None
        values, end = [first[0]], first[1]
        while end + 1 < len(words) and words[end] in ("or", ",", "/"):
            more = self._value(fields, words, end + 1)
            if more is None:
                break
            values, end = [*values, more[0]], more[1]
        op = "=" if len(values) == 1 else "in"
        return Stated(tuple(cond(one, op, tuple(values)) for one in fields), end)

    def _value(self, fields: tuple[str, ...], words: Sequence[str], at: int) -> tuple[str, int] | None:
        for end in range(min(len(words), at + LONGEST), at, -1):
            for field in fields:
                value = self._values[field].get(tuple(words[at:end]))
                if value is not None:
                    return value, end
        return None

    def _dated(self, fields: tuple[str, ...], words: Sequence[str], at: int) -> Stated | None:
        found = find(words, at, self._as_of, self._calendar)
        if found is None:
            return None
        start, end = _nearest(found.period, self._as_of)
        values: tuple[Scalar, ...] = (start.isoformat(), end.isoformat())
        op = "between"
        if start == OPEN_START or end == OPEN_END:
            op, values = ("<=", values[1:]) if start == OPEN_START else (">=", values[:1])
        return Stated(tuple(cond(one, op, values) for one in fields), found.end)

    def _described(self, words: Sequence[str], at: int) -> Stated | None:
        """A value right before its label: "high renewal risk"."""
        for end in range(min(len(words), at + LONGEST), at, -1):
            label = self.label(words, end) if end < len(words) else None
            if label is None:
                continue
            key = tuple(words[at:end])
            held = [(one, self._values[one][key]) for one in label.fields if key in self._values[one]]
            if held:
                return Stated(tuple(Cond(one, "=", (value,)) for one, value in held), label.end)
        return None

    def _lacking(self, words: Sequence[str], at: int) -> Stated | None:
        """ "without a territory", "with no lead score"."""
        for without in _WITHOUT:
            if tuple(words[at : at + len(without)]) != without:
                continue
            index = at + len(without)
            index += words[index : index + 1] in (["a"], ["an"], ["any"])
            label = self.label(words, index)
            if label is not None and FIELDS[label.fields[0]].type != "bool":
                return Stated(tuple(Cond(one, "missing") for one in label.fields), label.end)
        return None

    def _denied(self, words: Sequence[str], at: int) -> Stated | None:
        """ "not strategic"."""
        label = self.label(words, at + 1) if words[at] in _NOT | {"non"} else None
        if label is None or FIELDS[label.fields[0]].type != "bool":
            return None
        return Stated(tuple(Cond(one, "=", ("false",)) for one in label.fields), label.end)

    def _counted(self, words: Sequence[str], at: int) -> Stated | None:
        """A comparison before its label: "more than 50 seats"."""
        found = comparison(words, at)
        label = self.label(words, found.end) if found is not None else None
        if found is None or label is None or FIELDS[label.fields[0]].type != "number":
            return None
        return Stated(tuple(cond(one, found.op, found.values) for one in label.fields), label.end)


def usual_aggregate(name: str) -> str:
    """How a custom figure is added up when nobody says: scores and rates are averaged, amounts summed."""
    return "avg" if _MEAN & set(FIELDS[name].label.split()) else "sum"


def _taken(key: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether a label means something else already: a word of the grammar, or a field with data and that very label."""
    senses = phrases().get(key, {})
    if set(senses) - {"entity", "field", "absent", "filler"}:
        return True
    held = [FIELDS[value] for value in senses.values() if value in FIELDS and value in vocabulary.filled]
    return any(one.label == " ".join(key) for one in held)


def _nearest(period: Period, today: date) -> tuple[date, date]:
    """The ends of a period; one without a year is the nearest such, for dates of records lie ahead too."""
    if period.year_given or period.start == OPEN_START or period.end == OPEN_END:
        return period.start, period.end
    years = [period.start.year + step for step in (0, 1)]
    ends = [(with_year(period.start, year), with_year(period.end, year)) for year in years]
    return min(ends, key=lambda days: abs((days[0] - today).days) + abs((days[1] - today).days))


def _denied(one: Cond) -> Cond:
    if one.op == "between":
        return one
    return cond(one.field, _OPPOSITE.get(one.op, one.op), one.values)


def _compared(fields: tuple[str, ...], words: Sequence[str], at: int) -> Stated | None:
    """A comparison, a range, or a plain number."""
    found = comparison(words, at)
    if found is None:
        return None
    return Stated(tuple(cond(one, found.op, found.values) for one in fields), found.end)
