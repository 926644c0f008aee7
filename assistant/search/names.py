"""Names of records found in a text: exact, partial or misspelt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.search.aliases import INITIAL, Alias, aliases
from assistant.search.near import NearIndex
from assistant.search.overlaps import settle
from assistant.search.words import COMMON, STOP, Word, sound, words
from assistant.views import Named, NameMatch

FLOOR = 0.5  # matches below this similarity are not reported
LIKENESS = 0.7  # least 1 - edits / length of a misspelling
DOUBT = 0.9  # factor on a misspelling that is as near to an everyday word as to the name
WIDEST = 6  # words in the longest window that may be misspelt
SLOW_AFTER = 150  # words of a text in which misspellings are looked for


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way to write one record's name."""

    named: Named
    alias: Alias


class NameIndex:
    """The names of records, ready to be found in texts.

    `find(text, *, kinds=())` gives `NameMatch(named, start, end, similarity)` sorted by place; the similarities mean:
    1.0 the full name (case, punctuation, possessive ignored) · 0.97 joined, split or "Last, First" · 0.95 without its
    legal ending · 0.7 to 0.93 a telling part, such as a first or last name · below that times the likeness of the
    spelling · 0.5 to 0.85 an everyday English word that is also a name, not written like one ("cheers").
    """

    def __init__(self, names: Iterable[Named]) -> None:
        """Index the names; about 0.1 ms each."""
        self._exact: dict[str, list[_Entry]] = {}
        for named in names:
            for form, entry in _entries(named).items():
                self._exact.setdefault(form, []).append(entry)
        fuzzy = sorted(form for form, entries in self._exact.items() if any(entry.alias.fuzzy for entry in entries))
        self._fuzzy = fuzzy
        decoys = sorted(word for word in COMMON.difference(fuzzy) if len(word) > 3)
        self._near = NearIndex([*fuzzy, *decoys])
        self._sounds: dict[str, list[str]] = {}
        for form in fuzzy:
            self._sounds.setdefault(sound(form), []).append(form)
        self._begins = {entry.alias.forms[0] for form in fuzzy for entry in self._exact[form]}
        self._ends = {entry.alias.forms[-1] for form in fuzzy for entry in self._exact[form]}
        self._widest = max((len(entry.alias.forms) for rows in self._exact.values() for entry in rows), default=0) + 1

    def find(
        self, text: str, *, kinds: Sequence[str] = (), only: Container[tuple[str, int]] | None = None
    ) -> list[NameMatch]:
        """Names that occur in a text.

        Args:
            text: Anything a person wrote; misspellings are looked for in its first 150 words.
            kinds: Only these kinds of record; empty means all.
            only: Only these records, by kind with id; None means all. Others do not even hide a weaker match.

        Returns:
            Matches sorted by start, then falling similarity. Of overlapping ones the weaker are dropped unless they
            are within 0.03 of the best: a tie, so the caller asks which is meant.
        """
        found: list[NameMatch] = []
        split = words(text)
        for window in _windows(split, self._widest):
            form = "".join(word.form for word in window)
            exact = [match for entry in self._exact.get(form, ()) if (match := _exact_match(entry, window))]
            found += exact
            if (
                not exact
                and window[-1].end <= split[min(len(split), SLOW_AFTER) - 1].end
                and self._may_be_misspelt(window)
            ):
                found += self._misspelt(form, window)
        return settle([match for match in found if match.similarity >= FLOOR and _wanted(match.named, kinds, only)])

    def near(
        self,
        name: str,
        *,
        kinds: Sequence[str] = (),
        only: Container[tuple[str, int]] | None = None,
        limit: int = 2,
    ) -> list[Named]:
        """Records whose name is closest to one that was not found, for "did you mean"; at most `limit`."""
        form = "".join(word.form for word in words(name))
        close = self._near.within(form, max(2, len(form) // 2))
        ranked = [entry.named for near in close for entry in self._entries_at(near.position)]
        return list(dict.fromkeys(named for named in ranked if _wanted(named, kinds, only)))[:limit]

    def _may_be_misspelt(self, window: Sequence[Word]) -> bool:
        if len(window) > WIDEST or sum(len(word.form) for word in window) < 4:
            return False
        if any(word.glued for word in window[:-1]):
            return True  # "can-code" is one word, and no everyday one
        first, last = window[0].form, window[-1].form
        if (first in STOP and first not in self._begins) or (last in STOP and last not in self._ends):
            return False
        return any(word.form not in COMMON and word.form not in STOP and not word.form.isdigit() for word in window)

    def _entries_at(self, position: int) -> list[_Entry]:
        return self._exact[self._fuzzy[position]] if position < len(self._fuzzy) else []

    def _misspelt(self, form: str, window: Sequence[Word]) -> Iterator[NameMatch]:
        likeness = {other: 0.85 for other in self._sounds.get(sound(form), ()) if len(form) > 4}
        likeness |= dict(self._begun(form, window))
        near = self._near.within(form, _edits(len(form)))
        everyday = max((hit.likeness for hit in near if hit.position >= len(self._fuzzy)), default=0.0)
        for hit in near:
            if hit.position < len(self._fuzzy) and hit.likeness >= LIKENESS:
                other = self._fuzzy[hit.position]
                likeness[other] = max(hit.likeness, likeness.get(other, 0.0))
        for other, alike in likeness.items():
            if alike >= everyday and _digits(form) == _digits(other):
                doubt = DOUBT if alike == everyday else 1.0
                for entry in self._exact[other]:
                    if entry.alias.fuzzy and _same_shape(entry.alias, window, alike):
                        yield _match(entry.named, window, entry.alias.similarity * alike * doubt)

    def _begun(self, form: str, window: Sequence[Word]) -> Iterator[tuple[str, float]]:
        """Long single-word names that begin so, with a likeness that grows with the share written."""
        if len(form) < 5 or not all(word.glued for word in window[:-1]):
            return
        for other in self._fuzzy[bisect_left(self._fuzzy, form) :]:
            if not other.startswith(form):
                return
            if len(form) >= len(other) / 2:
                yield other, 0.75 + 0.2 * len(form) / len(other)


def _entries(named: Named) -> dict[str, _Entry]:
    best: dict[str, _Entry] = {}
    for alias in aliases(named):
        form = "".join(alias.forms)
        if form and (form not in best or alias.similarity > best[form].alias.similarity):
            best[form] = _Entry(named, alias)
    return best


def _wanted(named: Named, kinds: Sequence[str], only: Container[tuple[str, int]] | None) -> bool:
    return (not kinds or named.kind in kinds) and (only is None or (named.kind, named.id) in only)


def _windows(split: Sequence[Word], widest: int) -> Iterator[Sequence[Word]]:
    for start in range(len(split)):
        for end in range(start + 1, min(len(split), start + widest) + 1):
            yield split[start:end]
            if not split[end - 1].joint:
                break


def _exact_match(entry: _Entry, window: Sequence[Word]) -> NameMatch | None:
    alias, similarity = entry.alias, entry.alias.similarity
    forms = tuple(word.form for word in window)
    if forms != alias.forms:
        if not alias.whole or sum(map(len, forms)) < 5 or set(forms) <= STOP:
            return None
        similarity -= 0.03
    elif alias.similarity == INITIAL and not all(word.capital for word in window):
        return None
    elif set(forms) <= COMMON | STOP:
        similarity = _everyday(entry, window)
    return _match(entry.named, window, similarity) if similarity else None


def _everyday(entry: _Entry, window: Sequence[Word]) -> float:
    """Similarity of a name made of everyday words, 0 when it is more likely no name here."""
    alias, first = entry.alias, window[0]
    written_as_name = all(word.capital for word in window) and (len(window) > 1 or not first.opens or first.owns)
    if len(window) > 1:
        return alias.similarity if alias.whole or written_as_name else alias.similarity - 0.15
    if alias.whole:
        if first.opens and first.closes:
            return 0.5
        return alias.similarity if written_as_name else alias.similarity - (0.3 if first.opens else 0.15)
    if first.form in STOP or entry.named.kind not in ("user", "contact"):
        return alias.similarity - 0.1 if written_as_name and first.form not in STOP else 0.0
    return alias.similarity - (0.0 if written_as_name else 0.25)


def _same_shape(alias: Alias, window: Sequence[Word], alike: float) -> bool:
    """Whether a misspelling has as many words as the name; joined or split ones must be closer in letters.

    A stop word at either end ("at", "the", "of") must stand there in the name too.
    """
    if len(alias.forms) != len(window) and alike < 0.8:
        return False
    ends = ((window[0], alias.forms[0]), (window[-1], alias.forms[-1]))
    glued = any(word.glued for word in window[:-1])
    return glued or all(word.form not in STOP or word.form == form for word, form in ends)


def _edits(length: int) -> int:
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 9 else 3 if length < 13 else 4


def _digits(form: str) -> str:
    return "".join(filter(str.isdigit, form))


def _match(named: Named, window: Sequence[Word], similarity: float) -> NameMatch:
    return NameMatch(named, window[0].start, window[-1].end, round(similarity, 3))
