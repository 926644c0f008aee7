"""Progress of long work on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.cli.root import progress_console


class Report(Protocol):
    """Told how far the work is."""

    def __call__(self, done: int, total: int | None, of: str = "", /) -> None:
        """So many units done, in all where that is known, of what."""
        ...


@contextmanager
def working(title: str) -> Iterator[Report]:
    """Show a bar with the time left; what it yields takes (done, total)."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    silent = not progress_console.is_terminal
    with Progress(*columns, console=progress_console, transient=True, disable=silent) as bar:
        task = bar.add_task(title, total=None)

        def report(done: int, total: int | None, of: str = "", /) -> None:
            bar.update(task, completed=done, total=total, description=f"{title} {of}".strip())

        yield report
