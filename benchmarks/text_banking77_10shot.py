"""Measures the recipe on ten texts for each of Banking77's intents."""

from __future__ import annotations

import numpy as np

from benchmarks.reporting import Report, measuring
from benchmarks.text.bench import HOW, beside, data_folder, fill, peers, read_stored, require
from benchmarks.text.comparing import accuracy, mean_over
from benchmarks.text.peers import SETFIT
from benchmarks.text.setfit import read_by_setfit
from benchmarks.text.sets import SETS
from benchmarks.text.train import BENCH, stored, train_missing

FIXED = "banking77_10shot"
DRAWS = [name for name in SETS if name.startswith("banking77_draw")]
ROUNDS = 5  # pairs of each kind a text for the SetFit-like peer
PROTOCOL = (
    "Banking77, ten texts a label: the fixed draw few_shot/BANKING77 train_10, tested on banking77/test.csv; `draw_` "
    "figures: five draws of our own from the published training part. Settings were chosen on texts that no draw holds."
)


def main() -> None:
    """Measure the stored adapters, write the result file."""
    data = data_folder()
    for name in (FIXED, *DRAWS):
        train_missing(name, data)
    require(FIXED)
    split, seeds = SETS[FIXED](data), tuple(stored(FIXED))
    with measuring(Report("text_banking77_10shot", PROTOCOL + HOW, split.files, seeds)) as report:
        read = read_stored(FIXED, split.test.texts)
        fill(report, split, read)
        guesses = peers(split)
        guesses[SETFIT] = read_by_setfit(split.train, split.test.texts, rounds=ROUNDS, seed=0, folder=BENCH / FIXED)
        report.notes["SetFit-like"] = f"{ROUNDS} pairs of each kind a text, one epoch, seed 0"
        beside(report, np.array(split.test.labels), read.labels(), guesses)
        for name in filter(stored, DRAWS):
            drawn = SETS[name](data)
            labels = np.array(drawn.test.labels)
            runs = read_stored(name, drawn.test.texts).labels()
            report.figures[f"draw_{name[-1]}_accuracy"] = mean_over(accuracy, labels, runs)
            for peer, guess in peers(drawn).items():
                report.peers[peer][f"draw_{name[-1]}_accuracy"] = accuracy(labels, guess)


if __name__ == "__main__":
    main()
