"""What the custom fields of Salesforce exports are called."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from assistant.importers.salesforce.exports import squeezed
from assistant.records.batches.vocabulary import fold

ACRONYM = 3  # letters at most, which stay capitals: ERP, SLA
OWN = re.compile(r"__p?c$", re.IGNORECASE)
NAMESPACE = re.compile(r"^[a-zA-Z0-9]+__(?=.)")
EDGE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=1)
def standard() -> Mapping[str, str]:
    """Squeezed header → API name of the standard fields that have no place of their own, which finds its words."""
    text = files("assistant.importers.salesforce").joinpath("fields.json").read_text(encoding="utf-8")
    return {squeezed(name): name for name in json.loads(text)}


def field_name(column: str) -> str:
    """A header as words: BillingStreet, BILLINGSTREET as “Billing Street”, HEALTH_SCORE__C as “Health Score”."""
    if OWN.search(column):
        own = OWN.sub("", column)
        return _words(NAMESPACE.sub("", own) if "__" in own else own)
    if " " in column:
        return column
    return _words(EDGE.sub(" ", standard().get(squeezed(column), column)))


def field_names(columns: Iterable[str], kind: str, taken: Collection[str]) -> Mapping[str, str]:
    """Header → what its custom field is called.

    Args:
        columns: Headers of a table.
        kind: Salesforce's name of the table's object; put before a name that a field of ours has.
        taken: The names of our object's own fields.
    """
    ours = {fold(name) for name in taken}
    named = ((column, field_name(column)) for column in columns)
    return {column: f"{kind} {name}" if fold(name) in ours else name for column, name in named}


def _words(text: str) -> str:
    parts = text.replace("_", " ").replace(".", " ").split()
    return " ".join(part.capitalize() if text.isupper() and len(part) > ACRONYM else part for part in parts) or text
