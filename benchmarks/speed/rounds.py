"""Times each way to read texts at its best of one thread, two threads, two processes of one, in interleaved rounds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import torch

from benchmarks.speed.ways import WAYS, Run, Way
from indexes.threads import use_threads

ROUNDS = 5
_ready: list[Run] = []  # of a process that reads for another


def prepare(name: str) -> None:
    """Make a way ready in a process of its own, on one thread."""
    use_threads(1)
    _ready[:] = [WAYS[name].make()]
    _ready[0](["to warm up"])


def work(texts: Sequence[str]) -> int:
    """Read texts in such a process."""
    _ready[0](texts)
    return len(texts)


@contextmanager
def runs_of(name: str, way: Way) -> Iterator[dict[str, Run]]:
    """A way's runs by how it is spread over the cores."""
    here = way.make()

    def threads(count: int) -> Run:
        def run(texts: Sequence[str]) -> object:
            use_threads(count)
            if not name.startswith("reader"):
                torch.set_num_threads(count)
            return here(texts)

        return run

    with ProcessPoolExecutor(2, get_context("spawn"), prepare, (name,)) as pool:
        list(pool.map(work, [["one"], ["two"]] * 2))
        yield {
            "one thread": threads(1),
            "two threads": threads(2),
            "two processes": lambda texts: list(pool.map(work, [texts[::2], texts[1::2]])),
        }


def rates(texts: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
    """Median texts a second of each way, by how it is spread; ways take turns within a round.

    Only one way's processes live at a time, so that none holds the memory or the caches of another.
    """
    found: dict[str, dict[str, list[float]]] = {name: {} for name in WAYS}
    for turn in range(ROUNDS):
        for name, way in WAYS.items():
            part = texts[turn * way.texts : (turn + 1) * way.texts]
            with runs_of(name, way) as spread:
                for how, run in spread.items():
                    found[name].setdefault(how, []).append(rate(run, part))
    return {name: {how: statistics.median(each) for how, each in ways.items()} for name, ways in found.items()}


def rate(run: Run, texts: Sequence[str]) -> float:
    """Texts a second of one call."""
    started = time.perf_counter()
    run(texts)
    return len(texts) / (time.perf_counter() - started)
