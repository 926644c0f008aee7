"""What the model gives for many texts, before calibration."""

from __future__ import annotations

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
