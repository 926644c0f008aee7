"""Parts of a cell that formats ask for: words mapped to ours, the first name, a number without its sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.records.batches.vocabulary import fold


def mapped(words: Mapping[str, str]) -> Callable[[str], str]:
    """A source's own words as ours, compared without case, spaces or punctuation; other words stay."""
    known = {fold(word): ours for word, ours in words.items()}
    return lambda cell: known.get(fold(cell), cell)


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
