"""Names of invented people, as they are common where they live."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path

from numpy.random import Generator

NAMES_FILE = Path(__file__).parent.parent / "data" / "names.json"
PLAIN = {
    ord(letter): ascii_letters
    for letter, ascii_letters in (("ø", "o"), ("Ø", "O"), ("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("ß", "ss"))
}
TRIES = 40  # a small country's names run out in a large company; then people share one


@cache
def _by_country() -> dict[str, dict[str, list[str]]]:
    groups = json.loads(NAMES_FILE.read_text(encoding="utf-8")).values()
    return {country: group for group in groups for country in group["countries"]}


class Names:
    """Draws full names, each once as long as there are any left."""

    def __init__(self, taken: set[str] | None = None) -> None:
        self._taken = set(taken or ())

    def draw(self, country: str, rng: Generator) -> tuple[str, str]:
        """A first name with a last name.

        Raises:
            KeyError: No names are known for the country.
        """
        names = _by_country()[country]
        for _ in range(TRIES):
            first, last = (names[part][int(rng.integers(len(names[part])))] for part in ("first", "last"))
            if f"{first} {last}" not in self._taken:
                break
        self._taken.add(f"{first} {last}")
        return first, last


def plain(name: str) -> str:
    """A name in lower-case ASCII, as it stands in addresses."""
    return unicodedata.normalize("NFKD", name.translate(PLAIN)).encode("ascii", "ignore").decode().lower()
