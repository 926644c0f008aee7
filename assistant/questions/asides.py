"""What a question says about its asking: who asks, on what occasion, how politely, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.questions.semantic.words import asides

_DAYS = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|next week|tomorrow|today|later)"
_START = (
    r"(?:(?<=^)|(?<=[,.;:!?(\n–—] )|(?<=[,.;:!?(\n–—-])|(?<= - )"
    r"|(?<=\band )|(?<=\bbecause )|(?<=\bsince )|(?<=\bas )|(?<=\bso ))"
)
_HELPERS = r"(?:(?:just|also|really|now|still|is|was|are|has|have|had)\s+){0,2}"
_AM = r"(?:i'm|i am|im|we're|we are|it's|its|it is|this is|that's|need (?:it|this|that)|want (?:it|this|that))"
_CONTENT = re.compile(r"[a-z0-9]{2,}")


def without_asides(text: str) -> str:
    """The text less its asides, each of them a blank; the whole text where nothing else would be left."""
    left = text.replace("’", "'")
    for pattern in _patterns():
        left = pattern.sub(" ", left)
    return left if _CONTENT.search(left.lower()) else text


def _one_of(words: Sequence[str]) -> str:
    """A pattern of any of the phrases, the longest first."""
    longest_first = sorted(words, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest_first) + ")"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = {name: _one_of(phrases) for name, phrases in asides().items()}
    owner, kind = table["occasion_owner"], table["occasion_kind"]
    asker = (
        rf"{_START}(?:(?:one of )?(?:{owner}\s+))?(?:{kind}\s+)?{table['asker']}"
        rf"(?:\s+(?:here|upstairs|in \w+|from \w+))?\s+{_HELPERS}"
        rf"{table['asking']}(?:\s+me|\s+us)?(?:\s+(?:for|about|to\s+(?:know|see|hear|understand|have|get|learn)))?\b"
    )
    occasion = (
        rf"(?:\b{_AM}\s+)?"
        rf"(?:\b(?:just|currently|now)\s+)?\b{table['towards']}\s+(?:{owner}\s+)(?:{kind}\s+){{0,2}}{table['occasion']}"
        rf"(?:\s+(?:on\s+)?{_DAYS}|\s+this\s+(?:morning|afternoon|evening))?(?![\w'-])"
    )
    deadline = (
        rf"\b(?:(?:i|we)\s+)?(?:need|want|require)\s+(?:it|this|that|them|these)\s+(?:(?:by|before|for|until)\s+)?"
        rf"(?:{table['deadline']}|{_DAYS}|asap|now|urgently|soon|fast|quickly)(?![\w'-])"
        rf"|\b(?:by|before|until)\s+{table['deadline']}(?![\w'-])"
    )
    said = rf"(?<![\w'-])(?:(?:that|it|this|which)\s+)?{table['said']}(?![\w'-])"
    return tuple(re.compile(one, re.IGNORECASE) for one in (said, asker, occasion, deadline))
