"""What the model gives for many texts, before calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Outputs:
    """Logits of many texts, one row a text, float32."""

    intent: Floats  # (n, 40)
    sentiment: Floats  # (n, 5)
    urgency: Floats  # (n, 4)
    frustrated: Floats  # (n,)

    @classmethod
    def of_table(cls, table: Floats, sizes: Sequence[int]) -> Outputs:
        """Cut a table of all heads' logits, side by side, into the heads.

        Args:
            table: (n, sum of sizes).
            sizes: Outputs of intent, sentiment, urgency, frustrated.
        """
        intent, sentiment, urgency, frustrated = np.split(table, np.cumsum(sizes)[:-1], axis=1)
        return cls(intent, sentiment, urgency, frustrated[:, 0])

    def as_table(self) -> Floats:
        """The heads' logits side by side."""
        return np.concatenate([self.intent, self.sentiment, self.urgency, self.frustrated[:, None]], axis=1)
