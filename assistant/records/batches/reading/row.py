"""One record of a file, before anybody knows what it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)  # not frozen: that would make each of millions three times as slow to build
class Line:
    """The cells of one record, where it starts, and why it cannot be used if it cannot."""

    number: int  # of its first line in the file, 1-based
    cells: list[str]
    problem: str = ""
