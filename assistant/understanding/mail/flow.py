"""A text beside the text it was made from, with the way back for every character."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flow:
    """Visible text in stretches; each knows where it comes from."""

    text: str
    starts: tuple[int, ...] = (0,)  # where in `text` each stretch begins, rising
    origins: tuple[int, ...] = (0,)  # where in the original it begins
    ends: tuple[int, ...] = ()  # where in the original it ends; empty: every stretch is as long as its original
    quoted: tuple[tuple[int, int, int], ...] = ()  # start, end, depth of what the markup calls quoted
    signed: tuple[tuple[int, int], ...] = ()  # start, end of what the markup calls a signature

    def origin(self, at: int) -> int:
        """The place in the original of the character at `at`."""
        stretch = bisect_right(self.starts, at) - 1
        return self.origins[stretch] + min(at - self.starts[stretch], self._length(stretch))

    def origin_end(self, at: int) -> int:
        """The place in the original right behind the character before `at`."""
        if at == 0:
            return self.origins[0]
        stretch = bisect_right(self.starts, at - 1) - 1
        if self.ends and stretch + 1 < len(self.starts) and at == self.starts[stretch + 1]:
            return self.ends[stretch]
        return self.origins[stretch] + min(at - self.starts[stretch], self._length(stretch))

    def _length(self, stretch: int) -> int:
        return self.ends[stretch] - self.origins[stretch] if self.ends else len(self.text)


class FlowMaker:
    """Puts a flow together from left to right."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._origins: list[int] = []
        self._ends: list[int] = []
        self.length = 0

    def add(self, piece: str, origin: int, end: int) -> None:
        """Append a stretch that stands at `origin` to `end` in the original."""
        if piece:
            self._pieces.append(piece)
            self._starts.append(self.length)
            self._origins.append(origin)
            self._ends.append(end)
            self.length += len(piece)

    def flow(
        self, quoted: list[tuple[int, int, int]] | None = None, signed: list[tuple[int, int]] | None = None
    ) -> Flow:
        """What was put together."""
        if not self._pieces:
            return Flow("")
        return Flow(
            "".join(self._pieces),
            tuple(self._starts),
            tuple(self._origins),
            tuple(self._ends),
            tuple(quoted or ()),
            tuple(signed or ()),
        )
