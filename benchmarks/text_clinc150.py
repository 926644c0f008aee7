"""Measures the recipe on CLINC150, with texts that fit none of its intents."""

from __future__ import annotations

import numpy as np

from benchmarks.reporting import Report, measuring
from benchmarks.text.bench import HOW, beside, data_folder, fill, peers, read_stored, require
from benchmarks.text.rejecting import measure_rejection
from benchmarks.text.sets import SETS
from benchmarks.text.train import stored, train_missing

PROTOCOL = (
    "CLINC150 data_full: 15,000 / 3,000 (development) / 4,500 texts, 150 intents; 100 / 1,000 texts out of scope in "
    "validation and test; the out-of-scope training texts are left out. The score of fitting no intent is chosen by "
    "AUROC on validation, its threshold rejects 3.5 % of validation's in-scope texts. `near_` figures: the same on "
    "BANKING77-OOS, 50 intents, rejects from Banking77's other intents."
)


def main() -> None:
    """Measure the stored adapters, write the result file."""
    data = data_folder()
    for name in ("clinc150", "banking77_oos"):
        train_missing(name, data)
    require("clinc150")
    split, seeds = SETS["clinc150"](data), tuple(stored("clinc150"))
    near = SETS["banking77_oos"](data)
    with measuring(Report("text_clinc150", PROTOCOL + HOW, (*split.files, *near.files), seeds)) as report:
        read = read_stored("clinc150", split.test.texts)
        fill(report, split, read)
        beside(report, np.array(split.test.labels), read.labels(), peers(split))
        measure_rejection(report, "clinc150", split)
        if stored("banking77_oos"):
            measure_rejection(report, "banking77_oos", near, prefix="near_")


if __name__ == "__main__":
    main()
