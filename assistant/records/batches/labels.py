"""Knows what people call the fields of their tables: “Company”, “E-mail address”, “Close Date”."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from assistant.records.batches.catalog import catalog
from assistant.records.batches.targets import FULL_NAME, Target, is_field, target_of, targets
from assistant.records.batches.vocabulary import fold


@lru_cache(maxsize=64)
def labels(name: str) -> Mapping[str, Target]:
    """What columns of an object are called, most telling first: label → target. Fields go by their own names too."""
    known = {target.text(): target for target in targets(name)}
    own = {target.field.replace("_", " "): target for target in known.values() if target.by == "key"}
    found: dict[str, Target] = {**own, "id": Target(name, "source_id")}
    for texts in (_words().get(name, {}), _words()["any"]):
        for text, called in texts.items():
            target = known.get(_full(name, text))
            for label in called if target else ():
                found.setdefault(label, target)  # type: ignore[arg-type]  # checked in the line above
    return found


def by_label(name: str, header: str) -> Target | None:
    """What a header says exactly, letting case, spaces or punctuation aside."""
    return _folded(name).get(fold(header))


def by_labels(name: str, headers: tuple[str, ...]) -> dict[str, Target]:
    """Header → target for all headers that say one; of two for one field the field's own name comes first."""
    found: dict[str, Target] = {}
    taken: set[str] = set()
    for only_own in (True, False):
        for header in headers:
            target = by_label(name, header)
            if header in found or target is None or (only_own and not is_field(header, target)):
                continue
            fills = {"first_name", "last_name"} if target.field == FULL_NAME else {target.field}
            if not fills & taken:
                found[header] = target
                taken |= fills
    return found


def object_called(stem: str) -> str | None:
    """The object that a file is named after, in singular or plural, by our name or a usual one."""
    plain = stem.strip().lower().replace("-", "_").replace(" ", "_")
    for name in (plain, plain.removesuffix("s"), plain.removesuffix("es"), plain.removesuffix("ies") + "y"):
        if name in catalog():
            return name
    return next((name for name, called in _words()["files"].items() if plain in called), None)


@lru_cache(maxsize=64)
def _folded(name: str) -> Mapping[str, Target]:
    found: dict[str, Target] = {}
    for label, target in labels(name).items():
        found.setdefault(fold(label), target)
    return found


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("assistant.records.batches").joinpath("words", "labels.json").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, list[str]]] = json.loads(text)
    return words


def _full(name: str, text: str) -> str:
    return f"{name}.id" if text == "source_id" else f"{name}.{text}"


def check_words() -> None:
    """Fail for a word list that names what does not exist; a test calls it.

    Raises:
        UnknownTarget: A label's field does not exist.
    """
    for name, texts in _words().items():
        for text in texts if name not in ("any", "files") else ():
            target_of(_full(name, text))
