"""How many CPU threads the models of this process use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

T = TypeVar("T")
_workers = 1


def use_threads(count: int) -> None:
    """Let every model of this process use `count` CPU threads, at least 1.

    Each works on a pack of its own: threads that share one matrix product wait for each other at every layer, which
    on a machine that does anything else costs more than the second thread brings. Only a pack that is alone, such as
    one message that somebody waits for, gets all of them.
    """
    global _workers
    _workers = max(1, count)
    torch.set_num_threads(1)


def each_on_its_own_thread(work: Callable[[T], None], items: Sequence[T]) -> None:
    """Do a piece of work for each item, as many at a time as `use_threads` said.

    Raises:
        Exception: What the first piece of work that failed raised.
    """
    if len(items) < 2:
        torch.set_num_threads(_workers)
        try:
            for item in items:
                work(item)
        finally:
            torch.set_num_threads(1)
        return
    if _workers == 1:
        for item in items:
            work(item)
        return
    with ThreadPoolExecutor(_workers, "model", _one_thread) as pool:
        for _ in pool.map(work, items):
            pass


def _one_thread() -> None:
    torch.set_num_threads(1)
