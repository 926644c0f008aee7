"""Parts of a cell that formats ask for: words mapped to ours, the first name, a number without its sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from assistant.records.batches.vocabulary import fold

MILLISECOND_DIGITS = (12, 13)  # 1973 to 2286
LONGEST_ACRONYM = 3  # letters: SMB, API stay as they are


def mapped(words: Mapping[str, str]) -> Callable[[str], str]:
    """A source's own words as ours, compared without case, spaces or punctuation; other words stay."""
    known = {fold(word): ours for word, ours in words.items()}
    return lambda cell: known.get(fold(cell), cell)


def among(words: Mapping[str, str], *, other: str = "") -> Callable[[str], str]:
    """Like `mapped`, but words that are not there become `other`."""
    known = {fold(word): ours for word, ours in words.items()}
    return lambda cell: known.get(fold(cell), other)


def first_of(cell: str) -> str:
    """The first of several values with semicolons between them."""
    return cell.partition(";")[0].strip()


def moment(cell: str) -> str:
    """Milliseconds since 1970 as a written moment (UTC); any other cell as it is."""
    if not (cell.isdecimal() and len(cell) in MILLISECOND_DIGITS):
        return cell
    return datetime.fromtimestamp(int(cell) / 1000, UTC).isoformat(timespec="milliseconds")


def plain_words(cell: str) -> str:
    """An upper-case code such as BEST_CASE as words, “Best case”; any other cell as it is."""
    is_code = cell.isupper() and ("_" in cell or len(cell) > LONGEST_ACRONYM)
    return cell.replace("_", " ").capitalize() if is_code else cell


def first_word(cell: str) -> str:
    """The first name of a full name; of “Last, First” what follows the comma; empty for a single word."""
    _, comma, first = cell.partition(",")
    if comma:
        return first.strip()
    head, _, rest = cell.partition(" ")
    return head if rest.strip() else ""


def rest_words(cell: str) -> str:
    """The last name of a full name: all words but the first, or the only one."""
    last, comma, _ = cell.partition(",")
    if comma:
        return last.strip()
    head, _, rest = cell.partition(" ")
    return rest.strip() or head


def percentage(cell: str) -> str:
    """A number of 0 to 100 that means per cent, with its sign."""
    return cell if cell.endswith("%") or not cell else f"{cell}%"
