"""What has been cut from the lines of a mail so far."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.understanding.mail.parts import Kind

_SYMBOLS = 0x2000  # letters of scripts below, symbols such as emoji from here on


class Cuts:
    """For each line: nothing, or the kind of part it belongs to with the reason."""

    def __init__(self, lines: int) -> None:
        self._cuts: list[tuple[Kind, str] | None] = [None] * lines

    def at(self, place: int) -> tuple[Kind, str] | None:
        """What a line was cut as."""
        return self._cuts[place]

    def cut(self, start: int, end: int, kind: Kind, why: str) -> None:
        """Cut lines; one that is cut already stays what it is."""
        for place in range(start, end):
            if self._cuts[place] is None:
                self._cuts[place] = (kind, why)

    def left(self, start: int, end: int) -> Iterator[int]:
        """The lines that are not cut."""
        return (place for place in range(start, end) if self._cuts[place] is None)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Stretches of lines that are left, half-open, in order."""
        start = None
        for place in range(len(self._cuts) + 1):
            cut = place == len(self._cuts) or self._cuts[place] is not None
            if not cut and start is None:
                start = place
            elif cut and start is not None:
                yield start, place
                start = None


def telling(text: str) -> bool:
    """Whether there is a letter, a digit, or a symbol such as an emoji."""
    return any(letter.isalnum() or ord(letter) > _SYMBOLS for letter in text)
