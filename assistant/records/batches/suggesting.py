"""Guesses what an unknown header may mean, for a person to confirm."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from assistant.records.batches.catalog import catalog
from assistant.records.batches.labels import by_label, labels
from assistant.records.batches.targets import Target, is_field

ALIKE = 82.0  # similarity in per cent from which a header is taken to resemble a label
FEWEST = 2  # headers that a table must have of an object to be taken for it
OF_NO_FILE = frozenset({"exchange_rate", "team"})
"""Objects with so few fields that any table resembles them."""


def suggested(name: str, header: str) -> Target | None:
    """The field of an object whose name or usual label a header resembles most; None where none does.

    Similarity is the larger of the plain Levenshtein ratio and that of the sorted words (rapidfuzz), 0 to 100.
    """
    exact = by_label(name, header)
    if exact:
        return exact
    known = labels(name)
    plain = default_process(header)
    alike = {label: _similarity(plain, default_process(label)) for label in known}
    best = max(alike, key=lambda label: alike[label])
    return known[best] if alike[best] >= ALIKE else None


def suggested_all(name: str, headers: Sequence[str], taken: Collection[Target] = ()) -> dict[str, Target]:
    """Header → field for all headers that resemble one; no field twice, none of those taken."""
    filled = {target.field for target in taken}
    found: dict[str, Target] = {}
    for header in headers:
        target = suggested(name, header)
        if target and target.field not in filled:
            found[header] = target
            filled.add(target.field)
    return found


def likely_object(headers: Sequence[str]) -> str:
    """The object whose fields most headers of a table resemble; empty where fewer than half of them do."""
    found = {name: suggested_all(name, headers) for name in catalog() if name not in OF_NO_FILE}
    best = max(found, key=lambda name: sum(_weight(header, target) for header, target in found[name].items()))
    return best if len(found[best]) >= max(FEWEST, len(headers) / 2) else ""


def _weight(header: str, target: Target) -> int:
    """How much a header speaks for its object: its field by its own name most, a reference to another one least."""
    if target.field.endswith("_id"):
        return 2 if target.field == "source_id" and is_field(header, target) else 1
    return 3 if is_field(header, target) else 2


def _similarity(one: str, other: str) -> float:
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
