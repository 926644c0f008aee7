"""Chores that go on while the site answers: watched folders, indexes, tags."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from assistant.context import Chore
from ui.backend import Backend
from ui.handlers.edge import attempt

EVERY_SECONDS = 30.0
AT_ONCE = 2  # chores side by side: the machine that we are made for has two cores
LOW_PRIORITY = 10  # niceness, 0 is everybody's, 19 the least
WORTH_SAYING = 3.0  # seconds left, below which a notice would only flicker


@dataclass(slots=True)
class Task:
    """One chore as it stands."""

    title: str
    started: float = field(default_factory=time.monotonic)
    done: int = 0
    total: int = 0

    @property
    def sentence(self) -> str:
        """How far it is, with the time left where that can be told; empty while there is nothing to do."""
        if not self.total or self.done >= self.total:
            return ""
        passed = time.monotonic() - self.started
        left = passed * (self.total - self.done) / self.done if self.done else 0.0
        if self.done and left < WORTH_SAYING:
            return ""
        words = f"{self.title}: {self.done:,} of {self.total:,}"
        return f"{words}, about {_span(left)} left." if left else f"{words}."


class Caretaker:
    """Does the chores at the start, then from time to time, then whenever it is nudged."""

    def __init__(self, backend: Backend, *, every_seconds: float = EVERY_SECONDS) -> None:
        self._backend = backend
        self._every = every_seconds
        self._wake = threading.Event()
        self._stopped = False
        self._tasks: tuple[Task, ...] = ()
        self._thread = threading.Thread(target=self._run, name="caretaker", daemon=True)

    @property
    def notices(self) -> tuple[str, ...]:
        """What is being done at present, one sentence each."""
        return tuple(sentence for task in self._tasks if (sentence := task.sentence))

    def start(self) -> None:
        """Begin, in a thread that may be cut off at any moment: every chore can be taken up again."""
        self._thread.start()

    def nudge(self) -> None:
        """There is something new."""
        self._wake.set()

    def stop(self, *, seconds: float = 5.0) -> None:
        """Let the chore in hand come to its next step, then end."""
        self._stopped = True
        self._wake.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        _yield_to_people()
        while not self._stopped:
            self._wake.clear()
            for chores in self._backend.chores():
                self._do(chores)
            self._wake.wait(self._every)

    def _do(self, chores: Sequence[Chore]) -> None:
        """A failure is logged with a reference; the next round tries again."""
        tasks = tuple(Task(chore.title) for chore in chores)
        self._tasks = tasks
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for chore, task in zip(chores, tasks, strict=True):
                pool.submit(attempt, lambda chore=chore, task=task: chore.run(self._progress(task)))
        self._tasks = ()

    def _progress(self, task: Task) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            if self._stopped:
                raise SystemExit
            task.done, task.total = done, total

        return tell


def _yield_to_people() -> None:
    """Let this thread, with those it starts, have the processor only when no request wants it; Linux alone can."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LOW_PRIORITY)


def _span(seconds: float) -> str:
    return f"{round(seconds)} s" if seconds < 90 else f"{round(seconds / 60)} min"
