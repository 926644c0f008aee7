"""Phrases of a question by the concepts they stand for, misspelt ones included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from rapidfuzz.distance import DamerauLevenshtein

from assistant.questions.semantic import grammar_words as grammar
from assistant.questions.semantic import words as vocabulary
from assistant.questions.tokens import Word

Phrases = dict[tuple[str, ...], dict[str, str]]
_WORD = re.compile(
    r"\d{4}-\d{1,2}(?:-\d{1,2})?|\$|(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{6,}|[a-z]+\d+[a-z\d]*|\d[\d,]*\.\d+[a-z]*|\d{1,3}(?:,\d{3})+[a-z]*|\d+[a-z]*|"
    r"[a-zà-ÿ]+(?:['’][a-z]+)?\.?(?=\s[a-z])|[a-zà-ÿ]+(?:['’][a-z]+)?|'\d\d|<=|>=|->|=>|<>|!=|[<>=%#&+/,;:?!()|.\-–—~*]"
)
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])[-–](?=[a-zà-ÿ])|(?<=\d)-(?=(?:day|month|week|year))")
_DOTTED = {"vs.", "est.", "no.", "excl.", "incl.", "approx.", "avg.", "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec."}


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


_KEEP = {"it's", "that's", "what's", "who's", "where's", "how's", "let's", "there's", "here's", "when's", "he's", "she's"}


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
    tables: tuple[tuple[str, Mapping[str, str]], ...] = (
        ("entity", vocabulary.ENTITIES),
        ("unit", vocabulary.TIME_UNITS),
        ("state", vocabulary.STATES),
        ("measure", vocabulary.MEASURES),
        ("field", vocabulary.FIELDS),
        ("agg", vocabulary.AGGREGATES),
        ("sup", grammar.SUPERLATIVES),
        ("cmp", grammar.COMPARE),
        ("change", grammar.CHANGE),
    )
    for kind, table in tables:
        for value, text in table.items():
            _add(found, kind, value, text)
    singles = {
        "started": vocabulary.STARTED,
        "amount": vocabulary.AMOUNT,
        "count": vocabulary.COUNT,
        "howmuch": vocabulary.HOW_MUCH,
        "share": vocabulary.SHARE,
        "group": grammar.GROUP,
        "command": grammar.COMMANDS,
        "neg": grammar.NEGATION,
        "except": grammar.EXCEPT,
        "missing": grammar.MISSING,
        "present": grammar.PRESENT,
        "versus": grammar.VERSUS,
        "only": grammar.ONLY,
        "whole": grammar.WHOLE,
        "pronoun": grammar.PRONOUN,
        "self": grammar.SELF,
        "others": grammar.OTHERS,
        "alphabet": grammar.ALPHABETICAL,
    }
    for kind, text in singles.items():
        _add(found, kind, kind, text)
    for value, text in (("high", grammar.HIGH_FIRST), ("low", grammar.LOW_FIRST), ("old", grammar.OLD_FIRST), ("new", grammar.NEW_FIRST)):
        _add(found, "order", value, text)
    for value, text in zip((">", "<"), grammar.AVERAGE_REF, strict=True):
        _add(found, "average", value, text)
    for value, text in EXTRA.items():
        kind, _, name = value.partition(":")
        _add(found, kind, name or kind, text)
    return found


EXTRA = {
    "joiner:and": "and, as well as, along with, together with, &, +, plus also",
    "joiner:or": "or, nor",
    "but:but": "but, yet, while, whereas, but then",
    "with:with": "with, having, who have, that have, which have, have, has, had, show, including, w/",
    "than:than": "than",
    "below_list": "below list, under list, below list price, under list price, below the list price, under the list price, discounted, "
    "beneath list, below catalogue price, sold under list, priced under list, less than list, less than list price, at a discount, "
    "under the catalogue price, less than the list price, short of list, beneath list price, below its list price, below their list price, "
    "under its list price, < list, cheaper than list, lower than list price, lower than the list price, below the product list price, "
    "beneath the list price, with a discount, less than its list price, less than the catalogue price, below the catalogue price",
    "above_list": "above list, over list, above list price, over list price, above the list price, over the list price, > list, "
    "more than list, more than list price, more than the list price, at a premium, above catalogue price, more than the catalogue price, "
    "higher than list price, above its list price, above their list price, higher than the list price, more than its list price, premium, "
    "over the catalogue price, above the catalogue price, dearer than list",
    "at_list": "exactly at list price, exactly list price, exactly at list, at exactly list price, exactly the list price, at exactly the list price",
    "domestic:home": "domestic, domestically, at home, home market, in our home market",
    "nth:2": "second highest, second best, second largest, second biggest, number two, no 2, runner up, runner-up, second most, 2nd highest, 2nd best, 2nd largest, 2nd biggest, second lowest, second worst, second smallest",
    "nth:3": "third highest, third best, third largest, third biggest, number three, no 3, 3rd highest, 3rd best, 3rd largest, third most, third lowest",
    "domestic:abroad": "rest of world, rest of the world, other countries, the rest of the world, abroad, foreign, international, overseas, non domestic",
    "never:never": "never, ever, at all",
    "between:between": "between",
    "outof:outof": "out of, of all, from all, out of all, of every, of the total, of total, of our, of the",
    "reportsto:reportsto": "report to, reports to, reporting to, report into, reports into, answer to, answers to, works under, work under, works for, "
    "work for, managed by, under, working for, working under, reported to, led by, supervised by",
    "owns:owns": "owns, own, owned by, belongs to, belong to, owner of, belonging to, part of",
    "both:both": "both, each of them, each one, for each, each, two of them, for both, of both, of each, either one",
    "comparative:comparative": "better, faster, quicker, easier, worse, slower, further, farther, more often, less often, earlier, later",
    "onebefore:onebefore": "the one before, the previous one, the one before it, the prior one, the period before, the one preceding it, the previous period, the prior period, the preceding one, the preceding period, the month before, the quarter before, the year before, the one preceding",
    "trend:up": "improved, improve, improving, went up, gone up, got better, gone better, increased, rose, risen, grew, grown, getting better, better than before, higher than in, more than in, has increased, has improved, has risen",
    "trend:down": "worsened, got worse, went down, gone down, dropped from, deteriorated, declined, fell, fallen, decreased, lower than in, getting worse, shrank, slipped, has dropped, has fallen, has declined",
    "manages:manages": "manages, managing, in charge of, heads, leads, running the, runs the, responsible for, run the",
    "bucket:bucket": "bands, band, buckets, bucket, size bands, size band, classes, brackets, bracket, ageing, aging, size classes, age bands, age buckets, age bucket, value bands, ranges",
    "including:including": "including, include, together with, along with, incl, incl., as well as, and all, plus all",
    "perhead:owner": "per head, per capita, per person, a head, per rep on the team, per head of the team",
    "also:also": "also, too, as well",
    "nextone:nextone": "second one, the second, right behind, comes next, runner up, runner-up, number two, no 2, #2, next one, the next one, come right behind, comes right behind",
    "filler:filler": "sales team, sales teams, the sales teams, on the phone, over the phone, lost track, lost track of, to this day, in order to, in order, by the way, on my way, and so on, as a whole, "
    "in my book, in our books, on our books, on the books, book of business, one on one, one-on-one, in terms of, the way, on the roster, roster, for each such, in the meantime, first of all, to start with, in the crm, in our crm",
    "ordinal:ordinal": "fourth, fifth, sixth, seventh, eighth, ninth, tenth, 4th, 5th, 6th, 7th, 8th, 9th, 10th",
    "ratio:ratio": "divide, divided by, ratio between, ratio of, over the number of, for every, set against",
    "running:running": "running total, running totals, running sum, cumulated, accumulating, cumulative sum, cumulative total, cumulative, cumulatively, running sum, year-to-date running",
    "rankof:rankof": "where does, what rank, which rank, what place, which place, what position, which position, ranks, position, rank of, "
    "place, rank, how does",
    "duration:duration": "how long, how many days, how fast, how quickly, days, days passed, how much time, number of days, "
    "how many days on average, days it took, average days, avg days, mean days, days on average",
    "year:year": "how old is",
    "gapspell:gap": "dry spell, longest gap, biggest gap, gap between, longest break, longest pause, longest stretch, longest dry spell, drought",
    "subs:present": "owned by another company, part of a group, belong to a parent, belonging to a parent, with a parent, have a parent, "
    "has a parent, belongs to a parent, owned by another account, belong to another company, belong to a bigger group, part of a bigger group, "
    "have a parent company, with a parent company, belongs to a bigger group, belong to bigger groups, are subsidiaries, is a subsidiary, "
    "owned by a parent, are owned by another company, part of a larger group, belong to a parent company, belongs to a parent company",
    "subs:missing": "independent, standalone, stand-alone, stand alone, without a parent, no parent, independents, not owned, without parent, "
    "no parent company, without a parent company, independent accounts, not part of a group, not a subsidiary, not subsidiaries, "
    "not owned by another company, belong to nobody, not owned by anyone",
}


def _add(found: Phrases, kind: str, value: str, text: str) -> None:
    for phrase in text.split(", "):
        words = tuple(word.text for word in cut(phrase))
        if words:
            found.setdefault(words, {}).setdefault(kind, value)


_BASIC = set(grammar.STOP) | set(grammar.FILLER)


@cache
def known_words() -> frozenset[str]:
    """Every single word that some phrase or the list of plain words holds."""
    return frozenset(word for phrase in phrases() for word in phrase) | _BASIC


def plain(word: str) -> bool:
    """Whether a word only colours a question."""
    return word in _BASIC or not any(letter.isalnum() for letter in word)


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
    return tuple(sorted(word for word in known_words() if word.isalpha() and len(word) >= 4))


@cache
def _weighty_words() -> frozenset[str]:
    return frozenset(word for phrase in phrases() for word in phrase)


def _weighty(word: str) -> bool:
    return word in _weighty_words()
