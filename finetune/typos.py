"""Slips of the keyboard."""

from __future__ import annotations

import random


def slip(text: str, dice: random.Random, *, share: float = 0.1) -> str:
    """The text with a slip in about `share` of its words of four letters or more: two swapped, one lost or doubled."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if len(word) > 3 and dice.random() < share:
            spot = dice.randrange(1, len(word) - 1)
            kind = dice.randrange(3)
            middle = (word[spot + 1] + word[spot], "", word[spot] * 2)[kind]
            words[at] = word[:spot] + middle + word[spot + (2 if kind == 0 else 1) :]
    return " ".join(words)
