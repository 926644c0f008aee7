"""Requests for a change, told from questions by their verbs."""

from __future__ import annotations

import re

_VERBS = (
    "mark|set|update|change|delete|erase|create|merge|rename|reassign|assign|move|log|remind|combine|wipe|enter|insert|register|"
    "schedule|email|send|book|transfer|convert|edit|correct|fix|raise|lower|increase|decrease|reduce|put|add|remove|close out|make|record|note|flag|cancel|archive|undo|hand over"
)
_POLITE = r"(?:please|pls|plz|kindly|can you|could you|would you|will you|i want you to|i need you to|go ahead and|let's|lets|now|just|also|then|and|so|hey|hi|ok|okay)"
_OPENING = re.compile(rf"^\W*(?:{_POLITE}[\s,]+)*(?:{_VERBS})\b(.*)", re.S)
_LATER = re.compile(
    rf"(?:[.;:!?-]\s+|,\s*)(?:{_POLITE}[\s,]+)+(?:mark|set|update|change|delete|create|merge|rename|reassign|assign|move|combine|wipe|close|fill|enter|open that)\b(.*)",
    re.S,
)
_CERTAIN = re.compile(
    r"^\W*(?:"
    + _POLITE
    + r"[\s,]+)*(?:get rid of|new (?:deal|opp|opportunity|account|customer|contact)\b(?!s)|mark|update|delete|erase|create|merge|rename|reassign|assign|log|remind|wipe|insert|register|schedule|transfer|archive|undo)\b"
)
_CHANGE = re.compile(
    r"\b(?:to|as|into|from|won|lost|onto|new (?:account|deal|opportunity|customer|contact|product)|stage|price|account|record)\b"
)


def asks_for_change(text: str) -> bool:
    """Whether a text tells to change records rather than asks about them."""
    plainly = text.lower()
    if re.search(
        r"\b(?:create|set up|open up|add|delete|remove|register)\s+(?:a|an|the|this|that|every|all)?\s*(?:new )?(?:deal|opportunity|account|customer|contact|record)\b",
        plainly,
    ) and not plainly.startswith(("how", "which", "who", "what", "when")):
        return True
    if _CERTAIN.match(plainly):
        return True
    for pattern in (_OPENING, _LATER):
        found = pattern.search(plainly)
        if (
            found
            and _CHANGE.search(found[1])
            and not re.match(r"\s*(?:sure|me|it (?:a|the|by|per)|the (?:list|table|sum|total))\b", found[1])
        ):
            return True
    return False
