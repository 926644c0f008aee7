"""Measures what slips of the keyboard cost the recipe's adapters."""

from __future__ import annotations

import random
import string
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.intervals import bootstrap_interval
from benchmarks.reporting import Report, measuring
from benchmarks.text.bench import data_folder, read_stored
from benchmarks.text.comparing import Places
from benchmarks.text.sets import SETS
from benchmarks.text.train import stored

MEASURED = ("banking77", "clinc150", "hwu64", "bitext", "airline")
EDITS = (0, 1, 2)  # seeds of the edits
SHARE = 0.1
PROTOCOL = (
    "One character edit (a letter put in, left out, replaced, or swapped with its neighbour) in each word with chance "
    "one in ten; three draws of edits, over the stored adapters of every seed. Figures are the points of accuracy "
    "lost. Intervals: 95 % percentile bootstrap over texts, paired."
)


def edited(text: str, dice: random.Random) -> str:
    """The text with one character edit in about a tenth of its words."""
    return " ".join(edit(word, dice) if dice.random() < SHARE else word for word in text.split(" "))


def edit(word: str, dice: random.Random) -> str:
    """The word with one edit; one letter alone gets another beside it."""
    at, letter = dice.randrange(max(1, len(word))), dice.choice(string.ascii_lowercase)
    kind = dice.choice(("in", "out", "other", "swap")) if len(word) > 1 else "in"
    if kind == "in":
        return word[:at] + letter + word[at:]
    if kind == "out":
        return word[:at] + word[at + 1 :]
    if kind == "other":
        return word[:at] + letter + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def main() -> None:
    """Measure the stored adapters, write the result file."""
    data = data_folder()
    names = [name for name in MEASURED if stored(name)]
    splits = {name: SETS[name](data) for name in names}
    files = tuple(file for split in splits.values() for file in split.files)
    seeds = tuple(sorted({seed for name in names for seed in stored(name)}))
    with measuring(Report("text_robustness", PROTOCOL, files, seeds)) as report:
        for name, split in splits.items():
            labels = np.array(split.test.labels)
            clean = right(name, split.test.texts, labels)  # (texts,), mean over seeds
            worn = np.mean([right(name, edited_all(split.test.texts, seed), labels) for seed in EDITS], axis=0)
            report.figures[f"{name}_accuracy"] = float(clean.mean())
            report.figures[f"{name}_edited_accuracy"] = float(worn.mean())
            report.figures[f"{name}_lost"] = float((clean - worn).mean())
            report.intervals[f"{name}_lost"] = bootstrap_interval((clean - worn).tolist(), draws=1_000)


def right(name: str, texts: Sequence[str], labels: Places) -> NDArray[np.float64]:
    """Share of the seeds' adapters that read each text rightly, (n,)."""
    shares: NDArray[np.float64] = np.mean([read == labels for read in read_stored(name, texts).labels()], axis=0)
    return shares


def edited_all(texts: Sequence[str], seed: int) -> list[str]:
    """Each text with edits that depend on the seed and its place alone."""
    return [edited(text, random.Random(f"{seed} {at}")) for at, text in enumerate(texts)]


if __name__ == "__main__":
    main()
