"""At most so many tries in a window of time, per key."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

MOST_KEYS = 10_000


class Throttle:
    """A sliding window over the tries of each key; the least recently used key is forgotten first."""

    def __init__(self, tries: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._tries = tries
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allow(self, key: str) -> bool:
        """Count one try; False when the key has had its tries in this window."""
        now = self._clock()
        with self._lock:
            times = self._seen.setdefault(key, deque())
            self._seen.move_to_end(key)
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) >= self._tries:
                return False
            times.append(now)
            while len(self._seen) > MOST_KEYS:
                self._seen.popitem(last=False)
            return True
