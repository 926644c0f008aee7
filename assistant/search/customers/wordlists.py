"""Word lists of the package: ways to say things, as regular expressions made of named pieces."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

_PIECE = re.compile(r"\{([a-z]+)\}")
_RANGE = "({range})"


@cache
def word_list(name: str) -> Any:
    """The document of a JSON file beside this one."""
    return json.loads(files("assistant.search.customers").joinpath(f"{name}.json").read_text("utf-8"))


def pattern_of(ways: Sequence[str], pieces: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern for several ways to say a thing, as whole words.

    Args:
        ways: Regular expressions in which "{name}" stands for a piece; "({range})" is caught, as `range0` and so on.
        pieces: Regular expressions by name, which may hold pieces themselves.

    Raises:
        KeyError: A piece has no meaning.
    """
    caught = (way.replace(_RANGE, f"(?P<range{place}>{{range}})") for place, way in enumerate(ways))
    return re.compile(rf"(?<![\w-])(?:{_filled('|'.join(caught), pieces)})(?![\w-])")


def _filled(text: str, pieces: Mapping[str, str]) -> str:
    while _PIECE.search(text):
        text = _PIECE.sub(lambda match: pieces[match[1]], text)
    return text
