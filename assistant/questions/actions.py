"""Requests for a change, told from questions by their verbs."""

from __future__ import annotations

import re

_CERTAIN_VERBS = (
    "get rid of|mark|update|delete|erase|create|merge|rename|reassign|assign|log|remind|wipe|insert|register|schedule|"
    "transfer|archive|undo"
)
_VERBS = (
    f"{_CERTAIN_VERBS}|set|change|move|combine|enter|email|send|book|convert|edit|correct|fix|raise|lower|increase|"
    "decrease|reduce|put|add|remove|close out|make|record|note|flag|cancel|hand over"
)
_LATER_VERBS = (
    "mark|set|update|change|delete|create|merge|rename|reassign|assign|move|combine|wipe|close|fill|enter|open that"
)
_POLITE = (
    r"(?:please|pls|plz|kindly|can you|could you|would you|will you|i want you to|i need you to|go ahead and|"
    r"let's|lets|now|just|also|then|and|so|hey|hi|ok|okay)"
)
_THING = r"(?:deal|opp|opportunity|account|customer|contact|record)"
_OPENING = re.compile(rf"^\W*(?:{_POLITE}[\s,]+)*(?:{_VERBS})\b(.*)", re.S)
_LATER = re.compile(rf"(?:[.;:!?-]\s+|,\s*)(?:{_POLITE}[\s,]+)+(?:{_LATER_VERBS})\b(.*)", re.S)
_CERTAIN = re.compile(rf"^\W*(?:{_POLITE}[\s,]+)*(?:new {_THING}\b(?!s)|(?:{_CERTAIN_VERBS})\b)")
_MADE = "create|set up|open up|add|delete|remove|register"
_MAKE = re.compile(rf"\b(?:{_MADE})\s+(?:an?|the|this|that|every|all)?\s*(?:new )?{_THING}\b")
_CHANGE = re.compile(
    r"\b(?:to|as|into|from|won|lost|onto|new (?:account|deal|opportunity|customer|contact|product)|stage|price|account|"
    r"owner|record)\b"
)
_SHOW = re.compile(r"\s*(?:sure|me|it (?:a|the|by|per)|the (?:list|table|sum|total))\b")
_ASKING = ("how", "which", "who", "what", "when")


def asks_for_change(text: str) -> bool:
    """Whether a text tells to change records rather than asks about them."""
    plainly = text.lower()
    if (_MAKE.search(plainly) and not plainly.startswith(_ASKING)) or _CERTAIN.match(plainly):
        return True
    if re.search(r"side by side|next to each other|next to one another|in a table|in order", plainly):
        return False
    found = [match for pattern in (_OPENING, _LATER) if (match := pattern.search(plainly))]
    return any(_CHANGE.search(match[1]) and not _SHOW.match(match[1]) for match in found)
