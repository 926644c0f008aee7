"""Long texts cut into passages that an encoder can read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_TOKENS = 180  # with a title and special tokens below the encoder's 256
_SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_PIECE = 6  # letters a word piece covers; longer words count as several tokens


def split(text: str, *, title: str = "", max_tokens: int = MAX_TOKENS) -> list[str]:
    """Cut a text at sentence borders into passages of about `max_tokens` tokens, each beginning with the title.

    Args:
        text: Any text; a sentence that is too long itself is cut between words.
        title: Prefixed to every passage with ". " between; not counted.
        max_tokens: Most tokens per passage, at least 1, estimated without a tokenizer.

    Returns:
        The passages in order; together they hold every word once. A text without words gives its title alone, or
        nothing when there is no title either.
    """
    prefix = f"{title.strip().rstrip('.')}. " if title.strip() else ""
    passages = [prefix + passage for passage in _packed(text, max_tokens)]
    return passages or ([title.strip()] if title.strip() else [])


def tokens(text: str) -> int:
    """Estimated word-piece tokens of a text."""
    return sum(1 + (len(token) - 1) // _PIECE for token in _TOKEN.findall(text))


def _packed(text: str, max_tokens: int) -> Iterator[str]:
    parts: list[str] = []
    used = 0
    for part in _parts(text, max_tokens):
        size = tokens(part)
        if parts and used + size > max_tokens:
            yield " ".join(parts)
            parts, used = [], 0
        parts.append(part)
        used += size
    if parts:
        yield " ".join(parts)


def _parts(text: str, max_tokens: int) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        if tokens(sentence) <= max_tokens:
            yield from filter(None, [" ".join(sentence.split())])
        else:
            yield from sentence.split()  # words are packed again by the caller
