"""A question cut into typed tokens: names, values, periods, numbers, phrases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.questions import numbers, periods
from assistant.questions.compile_dates import WEEKDAYS
from assistant.questions.counted_units import split_units
from assistant.questions.custom_words import CustomWords
from assistant.questions.lexicon import correct, cut, phrases, plain
from assistant.questions.semantic.words import plain as plain_tables
from assistant.questions.tokens import Token, Word
from assistant.questions.vocabulary import Vocabulary
from assistant.views import Named, NameMatch

LONGEST = 8  # words of a phrase
_DEPARTMENT = frozenset({"needs", "wants", "would", "asked", "asks", "team", "department", "wanted", "requires"})
SURE = 0.84  # similarity from which a name beats a phrase of the same length
LIKELY = 0.6  # similarity from which a name explains words that mean nothing else


@dataclass(frozen=True, slots=True)
class Lexed:
    """The tokens of a question; plain words are left out."""

    words: tuple[Word, ...]
    tokens: tuple[Token, ...]
    unknown: tuple[str, ...]


class Lexer:
    """Cuts questions with the values that one user's records hold."""

    def __init__(
        self, vocabulary: Vocabulary, known_id: Callable[[str], str | None], like: Callable[[str], tuple[Named, ...]]
    ) -> None:
        self._phrases = phrases()
        self._values, self._codes = _value_phrases(vocabulary)
        self._absent = _absent_phrases()
        self._calendar = vocabulary.preferences.calendar
        self._vocabulary = vocabulary
        self._custom: CustomWords | None = None
        self._known_id = known_id
        self._like = like

    def lex(self, text: str, names: Sequence[NameMatch], as_of: date) -> Lexed:
        """Cut a text; `names` are the records whose names occur in it."""
        words = cut(text)
        _halves(words)
        self._custom = CustomWords(self._vocabulary, as_of) if self._vocabulary.customs else None
        plainly = [word.text for word in words]
        if self._custom:
            plainly = self._custom.summed(plainly)
        placed = _places(words, names)
        tokens: list[Token] = []
        unknown: list[str] = []
        at = 0
        while at < len(words):
            token = self._next(words, plainly, at, placed, as_of)
            if token is None:
                fixed = self._mended(plainly, at, placed)
                if fixed is not None:
                    plainly[at] = fixed
                    continue
                begun = self._begun(words[at], plainly[at], plainly[at - 1] if at else "")
                if begun is not None:
                    tokens.append(Token(plainly[at], at, at + 1, {"name": "0.5"}, named=begun))
                elif plain(plainly[at]) or (not words[at].text.isalnum() and len(plainly[at]) < 2):
                    _punctuation(tokens, plainly[at], at)
                else:
                    unknown.append(plainly[at])
                    tokens.append(Token(plainly[at], at, at + 1, {"unknown": plainly[at]}))
                at += 1
                continue
            tokens.append(token)
            at = token.end
        return Lexed(tuple(words), tuple(split_units(tokens)), tuple(unknown))

    def _next(
        self,
        words: Sequence[Word],
        plainly: list[str],
        at: int,
        placed: dict[int, list[tuple[int, NameMatch]]],
        as_of: date,
    ) -> Token | None:
        """The longest token that begins at a word; of equal ones that of the surer kind."""
        found: list[tuple[float, Token]] = [
            *self._named(plainly, at, placed.get(at, [])),
            *self._counted(plainly, at, as_of),
            *(_custom_tokens(self._custom, plainly, at) if self._custom else ()),
        ]
        level, senses = _percentile(plainly, at), self._phrase(words, plainly, at)
        if level is not None:
            found.append((level.end - at + 0.6, level))
        if senses is not None:
            found.append((senses.end - at + 0.25, senses))
        if not found:
            return self._record_id(plainly[at], at)
        best = max(found, key=lambda pair: pair[0])[1]
        if best.period is not None and best.end == at + 1 and (number := numbers.read(plainly, at)) is not None:
            best.number = number
            best.senses["number"] = ""
        return best

    def _named(
        self, plainly: list[str], at: int, here: Sequence[tuple[int, NameMatch]]
    ) -> Iterator[tuple[float, Token]]:
        """Records whose names begin at a word."""
        for end in {end for end, match in here}:
            matches = [match for stop, match in here if stop == end]
            best = max(match.similarity for match in matches)
            kept = tuple(match.named for match in matches if match.similarity > best - 0.04)
            if end == at + 1 and best < 0.97:
                kept = self._sharing(plainly[at], kept)
                if (plainly[at],) in self._values:
                    continue
            token = Token(" ".join(plainly[at:end]), at, end, {"name": f"{best:.2f}"}, named=kept)
            titled = best >= 0.69 and plainly[end : end + 1] == [":"]
            if best >= SURE or titled or (best >= LIKELY and not self._meaningful(plainly, at, end)):
                yield end - at + (0.5 if best >= SURE else 0.1), token

    def _counted(self, plainly: list[str], at: int, as_of: date) -> Iterator[tuple[float, Token]]:
        """A period or a number that begins at a word."""
        period = periods.find(plainly, at, as_of, self._calendar)
        if period is not None:
            text, senses = " ".join(plainly[at : period.end]), {"period": period.period.label}
            yield period.end - at + 0.3, Token(text, at, period.end, senses, period=period.period)
        number = numbers.read(plainly, at)
        counted = plainly[at] == "one" and (plainly[at - 1] if at else "") in ("than", "least", "most", "exactly")
        pronoun = plainly[at] == "one" and not counted
        if number is not None and not (pronoun and number.end == at + 1):
            text = " ".join(plainly[at : number.end])
            yield (
                number.end - at + (0.3 if counted else 0.2),
                Token(text, at, number.end, {"number": ""}, number=number),
            )

    def _is_value(self, words: Sequence[Word], plainly: list[str], at: int, key: tuple[str, ...]) -> bool:
        """Short codes such as "US" count in capitals, or where a place is meant."""
        after = plainly[at + len(key)] if at + len(key) < len(plainly) else ""
        if after in _DEPARTMENT and self._values[key].startswith("account.industry"):
            return False
        if key not in self._codes or words[at].upper:
            return True
        before = plainly[at - 1] if at else ""
        after = plainly[at + 1] if at + 1 < len(plainly) else ""
        near = {"the", "non", "ex", "outside", "-", "only"} if key[0] == "us" else set()
        return before in near or (
            key[0] == "us"
            and after in ("accounts", "customers", "companies", "based", "clients", "firms", "account", "customer")
        )

    def _phrase(self, words: Sequence[Word], plainly: list[str], at: int) -> Token | None:
        for end in range(min(len(plainly), at + LONGEST), at, -1):
            key = tuple(plainly[at:end])
            if key[0] in ("and", "or") and len(key) == 2 and plainly[end : end + 1] == ["than"]:
                continue  # "and more than 100" joins a second test
            senses = dict(self._phrases.get(key, {}))
            if key in self._values and self._is_value(words, plainly, at, key):
                senses = {"value": self._values[key], **({} if end - at > 1 or key[0] in ("closed",) else senses)}
            if key in self._absent:
                senses.setdefault("absent", self._absent[key])
            if senses:
                return Token(" ".join(key), at, end, senses)
        return None

    def _meaningful(self, plainly: list[str], at: int, end: int) -> bool:
        return all(plain(word) or (word,) in self._phrases or (word,) in self._values for word in plainly[at:end])

    def _mended(self, plainly: list[str], at: int, placed: dict[int, list[tuple[int, NameMatch]]]) -> str | None:
        word = plainly[at]
        if plain(word) or at in placed or (word,) in self._phrases:
            return None
        label = self._custom.mended(word) if self._custom else None
        if label is not None:
            return label
        fixed = correct(word, [part for key in self._values for part in key])
        return fixed if fixed != word else None

    def _begun(self, word: Word, text: str, before: str) -> tuple[Named, ...] | None:
        """Records whose name begins with a word that means nothing else."""
        titled = word.capital and before in ("at", "with", "for", "to", "account", "customer", "client")
        if len(text) < 2 or not text.isalpha() or (plain(text) and not titled):
            return None
        found = self._like(text)
        whole = any(text in one.name.lower().replace("-", " ").split() for one in found)
        return found if len(found) > 1 or whole else None

    def _sharing(self, word: str, kept: tuple[Named, ...]) -> tuple[Named, ...]:
        """All records whose name holds a word that names none of them in full."""
        known = {(one.kind, one.id) for one in kept}
        kinds = {one.kind for one in kept}
        alike = [one for one in self._like(word) if (one.kind, one.id) not in known and one.kind in kinds]
        whole = any(word in one.name.lower().replace("-", " ").split() for one in kept)
        return kept if whole and not alike else tuple(dict.fromkeys((*kept, *alike)))

    def _record_id(self, word: str, at: int) -> Token | None:
        if len(word) < 5 or not any(c.isdigit() for c in word) or not any(c.isalpha() for c in word):
            return None
        title = self._known_id(word)
        return None if title is None else Token(word, at, at + 1, {"record": title})


def _custom_tokens(custom: CustomWords, plainly: list[str], at: int) -> list[tuple[float, Token]]:
    """What the words mean as the label of a custom field, or as a condition on one; they beat other readings."""
    found: list[tuple[float, Token]] = []
    stated, label = custom.stated(plainly, at), custom.label(plainly, at)
    if stated is not None:
        one = min(stated.conds, key=lambda cond: custom.distance(cond.field, plainly))
        senses = {"stated": one.field, "value": f"{one.field}|{one.values[0] if one.values else ''}"}
        token = Token(" ".join(plainly[at : stated.end]), at, stated.end, senses, stated=one)
        found.append((stated.end - at + 0.9, token))
    if label is not None:
        name = min(label.fields, key=lambda field: custom.distance(field, plainly))
        token = Token(" ".join(plainly[at : label.end]), at, label.end, {"field": name})
        found.append((label.end - at + 0.8, token))
    return found


def _percentile(plainly: list[str], at: int) -> Token | None:
    """ "p90", "90th percentile"."""
    word = plainly[at]
    if len(word) in (2, 3) and word[0] == "p" and word[1:].isdigit():
        return Token(word, at, at + 1, {"percentile": str(int(word[1:]) / 100)})
    digits = word.removesuffix("th").removesuffix("st").removesuffix("nd").removesuffix("rd")
    if digits.isdigit() and plainly[at + 1 : at + 2] == ["percentile"] and 0 < int(digits) < 100:
        return Token(" ".join(plainly[at : at + 2]), at, at + 2, {"percentile": str(int(digits) / 100)})
    return None


def _halves(words: list[Word]) -> None:
    """ "first and second half" says "half" twice."""
    plainly = [word.text for word in words]
    for at, word in enumerate(words[:-2]):
        rest = [one for one in plainly[at + 1 : at + 5] if one != "the"]
        if (
            word.text in ("first", "1st")
            and rest[:1] == ["and"]
            and rest[1:2] in (["second"], ["2nd"])
            and rest[2:3] in (["half"], ["quarter"])
        ):
            words.insert(at + 1, Word(rest[2], word.start, word.end))
            return


def _places(words: Sequence[Word], names: Sequence[NameMatch]) -> dict[int, list[tuple[int, NameMatch]]]:
    found: dict[int, list[tuple[int, NameMatch]]] = {}
    for match in names:
        inside = [i for i, word in enumerate(words) if word.start < match.end and match.start < word.end]
        if inside:
            found.setdefault(inside[0], []).append((inside[-1] + 1, match))
    return found


def _value_phrases(vocabulary: Vocabulary) -> tuple[dict[tuple[str, ...], str], set[tuple[str, ...]]]:
    """Phrases of values, with those that are short codes."""
    found: dict[tuple[str, ...], str] = {}
    codes: set[tuple[str, ...]] = set()
    for field, values in vocabulary.values.items():
        for value in values:
            plainly = value.lower()
            for form in (plainly, *plain_tables()["alias"].get(plainly, ())):
                key = tuple(word.text for word in cut(form))
                if key:
                    found.setdefault(key, f"{field}|{value}")
                if len(form) == 2 and form.isupper():
                    codes.add(key)
    for state in ("won", "lost", "open", "closed", "new"):
        found.pop((state,), None)
    for name in WEEKDAYS:  # "on Fridays", "a Friday"; "on Friday" alone may be the last one
        day = name.lower()
        found |= dict.fromkeys(((f"{day}s",), ("a", day), ("any", day), ("every", day)), f"deal.closed_weekday|{name}")
    return found, codes


def _absent_phrases() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for table in ("absent", "vague"):
        for what, texts in plain_tables()[table].items():
            for text in texts:
                found.setdefault(tuple(word.text for word in cut(text)), what)
    return found


def _punctuation(tokens: list[Token], word: str, at: int) -> None:
    if word in (",", ";", ":", "?", "!", ".", "(", ")", "-", "–", "—", "/", "|", "->", "=>"):
        kind = "comma" if word in (",", "/", "|") else "break"
        tokens.append(Token(word, at, at + 1, {kind: word}))
