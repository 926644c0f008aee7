"""Train the adapters that the benchmarks of public sets evaluate: `python -m benchmarks.text.train [SET …]`."""

from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path

import torch

from benchmarks.reporting import DATA
from benchmarks.text.sets import SETS
from finetune.classify.adapter_file import MANIFEST
from finetune.classify.settings import settings_for
from finetune.classify.whole import run

BENCH = Path("out/bench")
SEEDS = (0, 1, 2)
STARTS = {name: "clinc150" for name in SETS if name.startswith(("banking77_10", "banking77_draw"))}
"""With ten texts a label an adapter begins as one that learnt intents in general (after CPFT, Zhang et al. 2021)."""


def folder_of(name: str, seed: int) -> Path:
    """Where the adapter of a set and seed lies."""
    return BENCH / name / f"seed-{seed}"


def stored(name: str) -> dict[int, Path]:
    """The folders of the adapters there are, by seed."""
    found = {seed: folder_of(name, seed) / "model" for seed in SEEDS}
    return {seed: folder for seed, folder in found.items() if (folder / MANIFEST).exists()}


def train(name: str, seed: int, data: Path) -> Path:
    """Train one adapter; one that is stored already stays, a killed run goes on."""
    split = SETS[name](data)
    settings = settings_for("standard", texts=len(split.train), labels=len(split.train.names), seed=seed)
    command = f"python -m benchmarks.text.train --seeds {seed} {name}"
    start = train(STARTS[name], seed, data) if name in STARTS else None
    place = folder_of(name, seed)
    return run(split.train, split.dev, settings, place, source=name, command=command, start=start)


def train_missing(name: str, data: Path) -> None:
    """Train what a benchmark lacks, where `TRAIN=1` asks for it."""
    if os.environ.get("TRAIN") == "1":
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
        for seed in SEEDS:
            train(name, seed, data)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--data", type=Path, default=DATA)
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    for seed in map(int, chosen.seeds.split(",")):
        for name in chosen.sets:
            train(name, seed, chosen.data)
