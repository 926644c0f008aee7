"""Measures the vector index on made-up profiles: exactness, speed, memory, time to build or change."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from benchmarks.reporting import Report, measuring
from indexes.brute import BruteIndex
from indexes.snapshot import Passage, Snapshot, load, save
from indexes.types import Vectors
from indexes.vectors import VectorIndex

DIM = 384
QUERIES = 200
K = 10
CLUSTERS = 300  # topics; profiles scatter around them as real ones do
SEEDS = (0,)


class Stored:
    """Stands for the encoder when a snapshot is read: it gives back what was stored."""

    dim = DIM
    fingerprint = "made-up"

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are row numbers."""
        rows: Vectors = self._vectors[[int(text) for text in texts]]
        return rows


def profiles(count: int, chance: np.random.Generator, centres: Vectors) -> Vectors:
    """Unit rows around random centres, float32, shape (count, 384)."""
    rows = centres[chance.integers(len(centres), size=count)] + chance.normal(0, 0.05, (count, DIM)).astype(np.float32)
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def seconds(action: Callable[[], object]) -> float:
    """Processor time of one call; on one thread this is its time on an idle core."""
    begun = time.process_time()
    action()
    return time.process_time() - begun


def resident_mb() -> float:
    """Memory of this process now, in MB; Linux only."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(report: Report, count: int) -> None:
    """All figures at one size, on one core."""
    chance = np.random.default_rng(SEEDS[0])
    centres = chance.normal(0, 1, (CLUSTERS, DIM)).astype(np.float32) / DIM**0.5
    vectors, queries = profiles(count, chance, centres), profiles(QUERIES, chance, centres)
    keys = [f"{row}#0" for row in range(count)]
    before = resident_mb()
    index = VectorIndex(DIM)
    figures = {"build_seconds": seconds(lambda: index.add(keys, vectors)), "memory_mb": resident_mb() - before}
    one_by_one = [seconds(lambda row=row: index.search(queries[row : row + 1], k=K)) for row in range(QUERIES)]  # type: ignore[misc]
    figures["p50_ms"], figures["p95_ms"] = (float(np.percentile(one_by_one, at)) * 1000 for at in (50, 95))
    figures["per_second"] = 1 / float(np.mean(one_by_one))
    figures["batched_per_second"] = QUERIES / min(seconds(lambda: index.search(queries, k=K)) for _ in range(3))
    oracle = BruteIndex(DIM)
    oracle.add(keys, vectors)
    found, right = index.search(queries, k=K), oracle.search(queries, k=K)
    same = [len({hit.key for hit in ours} & {hit.key for hit in best}) for ours, best in zip(found, right, strict=True)]
    figures["recall_at_10"] = float(np.mean(same)) / K
    changed = keys[:: max(1, count // 1000)]
    figures["update_1000_seconds"] = seconds(lambda: index.update(changed, vectors[: len(changed)]))
    figures["remove_1000_seconds"] = seconds(lambda: index.remove(changed))
    with tempfile.TemporaryDirectory() as folder:
        passages = tuple(Passage(key, key[:-2], "stamp", key[:-2]) for key in keys)
        stored = Snapshot(passages, vectors, count)
        figures["save_seconds"] = seconds(lambda: save(Path(folder), stored, Stored(vectors)))
        figures["load_seconds"] = seconds(lambda: load(Path(folder), Stored(vectors)))
    report.figures.update({f"{name}_{count // 1000}k": value for name, value in figures.items()})


def main() -> None:
    """Write benchmarks/results/retrieval.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--data", type=Path, help="not used: the profiles are made up")
    sizes: list[int] = parser.parse_args().sizes
    protocol = (
        f"Made-up profiles of {DIM} dimensions around {CLUSTERS} topics, {QUERIES} queries of the same kind, k = {K}, "
        "one thread, processor time; recall against brute force in numpy; per_second is one query a call, "
        "batched_per_second all in one call; memory is the growth of the process while the index is filled."
    )
    with measuring(Report("retrieval", protocol, seeds=SEEDS)) as report, threadpool_limits(1):
        for count in sizes:
            measure(report, count)


if __name__ == "__main__":
    main()
