"""What the processor's matrix products alone would allow at the model's own shapes."""

from __future__ import annotations

import time

import torch
from torch.nn import functional as F  # noqa: N812 - torch's own habit

SHAPES = ((384, 1152), (384, 384), (384, 1536), (1536, 384))  # inputs, outputs of a layer's four products
LAYERS, ROWS, ROUNDS = 6, 4096, 7


def roofline(dtype: torch.dtype) -> float:
    """Tokens a second of the products of a forward pass and nothing else, on one thread, the best of some rounds."""
    torch.set_num_threads(1)
    products = [
        (torch.randn(ROWS, inputs, dtype=dtype), torch.randn(outputs, inputs, dtype=dtype))
        for inputs, outputs in SHAPES
    ]
    best = 0.0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for rows, weight in products:
            F.linear(rows, weight)
        best = max(best, ROWS / (LAYERS * (time.perf_counter() - started)))
    return best
