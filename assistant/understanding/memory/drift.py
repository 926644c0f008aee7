"""Whether labels that stand by themselves have come to be wrong too often: a bet that nobody can win by luck."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

FALSE_ALARM = 0.01
"""Chance that the alarm ever goes off, however long one watches, while no more than the allowed share is wrong."""
STAKES = (0.5, 1.0, 2.0, 4.0, 8.0)  # betted side by side, with a fifth of the money each


def wealth(wrong: Iterable[bool], *, allowed: float) -> float:
    """What somebody has who bet one unit, label after label, that more than `allowed` of them are wrong.

    While the share is no higher, the wealth is a nonnegative supermartingale: it ever reaches 1 / `FALSE_ALARM` with a
    chance of at most `FALSE_ALARM` (Ville 1939; Waudby-Smith & Ramdas 2024).

    Args:
        wrong: Whether each label was wrong, oldest first.
        allowed: The share that is allowed to be, above 0, below 1.

    Returns:
        The highest wealth so far, at least 1: an alarm that went off stays on.
    """
    money = np.full(len(STAKES), 1 / len(STAKES))
    highest = 1.0
    for one in wrong:
        money = money * (1 + np.array(STAKES) * (float(one) - allowed))
        highest = max(highest, float(money.sum()))
    return highest


def is_alarm(wrong: Iterable[bool], *, allowed: float) -> bool:
    """Whether the wealth has reached what luck reaches once in a hundred times at most."""
    return wealth(wrong, allowed=allowed) >= 1 / FALSE_ALARM
