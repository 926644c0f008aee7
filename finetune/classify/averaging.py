"""The average of several seeds' networks, as one network."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def averaged(runs: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Average trained parameters (model soup, Wortsman et al. 2022), giving those of a network of a rank as many times.

    An adapter's product B·A is averaged exactly: the A stand above each other, the B, divided by their number, side by
    side. Whatever else was trained is averaged itself.

    Args:
        runs: The trainable parameters of each run, by equal names: at least one run.
    """
    found = {}
    for name in runs[0]:
        parts = [run[name] for run in runs]
        if ".lora_A" in name:
            found[name] = torch.cat(parts, 0)  # (runs x rank, in)
        elif ".lora_B" in name:
            found[name] = torch.cat(parts, 1) / len(parts)  # (out, runs x rank)
        else:
            found[name] = torch.stack(parts).mean(0)
    return found
