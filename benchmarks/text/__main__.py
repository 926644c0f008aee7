"""Measure everything about reading texts, then print both tables: `make bench-text`, with `TRAIN=1` to train first."""

from __future__ import annotations

import sys

from benchmarks.__main__ import main as run
from benchmarks.text import tables

if __name__ == "__main__":
    failed = run([tables.SHIPPED, *tables.PUBLIC])
    tables.main()
    sys.exit(failed)
