"""What a piece of work costs the processor, so that a busy machine fails no test."""

import time
from collections.abc import Callable


def seconds_of(work: Callable[[], object], tries: int = 3) -> float:
    """The CPU seconds this thread spends on the quickest of some tries of the work."""

    def once() -> float:
        started = time.thread_time()
        work()
        return time.thread_time() - started

    return min(once() for _ in range(tries))
