"""Texts with one label each."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.hashed import sha256
from assistant.understanding.spelling import Speller
from finetune.typos import slip


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts in order, each with the place of its label in `names`."""

    texts: tuple[str, ...]
    labels: tuple[int, ...]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, places: Sequence[int]) -> Labelled:
        """Those at some places."""
        return Labelled(tuple(self.texts[at] for at in places), tuple(self.labels[at] for at in places), self.names)

    def joined(self, other: Labelled) -> Labelled:
        """These, then others with the same names."""
        return Labelled(self.texts + other.texts, self.labels + other.labels, self.names)

    def under(self, names: tuple[str, ...]) -> Labelled:
        """The same under another order of labels.

        Raises:
            ValueError: A label is not among them.
        """
        return labelled(self.texts, [self.names[label] for label in self.labels], names)

    @property
    def digest(self) -> str:
        """sha256 over names, labels and texts."""
        lines = [f"{label}\t{text}" for label, text in zip(self.labels, self.texts, strict=True)]
        return sha256("\n".join([*self.names, *lines]).encode())


def labelled(texts: Sequence[str], labels: Sequence[str], names: Sequence[str] | None = None) -> Labelled:
    """Texts with their labels by name.

    Args:
        texts: The texts.
        labels: One for each.
        names: The order of the labels; default: sorted by name.

    Raises:
        ValueError: A label is not among `names`.
    """
    order = tuple(names) if names is not None else tuple(sorted(set(labels)))
    if unknown := sorted(set(labels) - set(order)):
        raise ValueError(f"the labels {', '.join(unknown[:5])} occur here, but not in the training texts")
    place = {name: at for at, name in enumerate(order)}
    return Labelled(tuple(texts), tuple(place[label] for label in labels), order)


def slipped(rows: Labelled, *, seed: int) -> Labelled:
    """The same texts with slips of the keyboard in about one word of ten."""
    dice = random.Random(seed)
    return Labelled(tuple(slip(text, dice) for text in rows.texts), rows.labels, rows.names)


def mended(rows: Labelled, speller: Speller) -> Labelled:
    """The same texts as a stored classifier reads them: slips of the keyboard mended."""
    return Labelled(tuple(speller.mended(text) for text in rows.texts), rows.labels, rows.names)


def cut(rows: Labelled, *, share: float, seed: int) -> tuple[Labelled, Labelled]:
    """Cut off a share of each label's texts, at least one of a label that has two: the rest, the part cut off."""
    of_label = defaultdict(list)
    for at, label in enumerate(rows.labels):
        of_label[label].append(at)
    dice, chosen = random.Random(seed), set[int]()
    for label in sorted(of_label):
        places = of_label[label]
        dice.shuffle(places)
        chosen |= set(places[: max(int(len(places) > 1), round(len(places) * share))])
    kept = [at for at in range(len(rows)) if at not in chosen]
    return rows.at(kept), rows.at(sorted(chosen))
