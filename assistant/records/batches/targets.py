"""Names what a column can be mapped to: a field, or a record by its key, its name, its e-mail address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.process import extract

from assistant.errors import UnknownTarget
from assistant.records.batches.catalog import catalog
from assistant.records.batches.layout import Field, ObjectFields, as_it_is
from assistant.records.batches.references import CALLED
from assistant.records.batches.takes import first_word, percentage, rest_words
from assistant.records.batches.vocabulary import fold

CUSTOM, IGNORE = "custom", "ignore"
FULL_NAME = "full_name"
PERSONS = frozenset({"contact", "lead"})
NEAR = 70.0  # similarity in per cent above which a wrong target gets a proposal


@dataclass(frozen=True, slots=True)
class Target:
    """A field of an object, as `object.field`, `object.full_name` or `object.reference.name`."""

    object: str
    field: str  # as in the schema; `source_id`, or `full_name` for a first with a last name
    by: Literal["key", "name", "email"] = "key"  # what the column holds of the record referred to

    def text(self) -> str:
        """How it is written."""
        name = "id" if self.field == "source_id" else self.field
        return f"{self.object}.{name}" if self.by == "key" else f"{self.object}.{name.removesuffix('_id')}.{self.by}"

    def fields(self, column: str) -> tuple[Field, ...]:
        """What a column of this target fills."""
        if self.field == FULL_NAME:
            return (Field("first_name", column, take=first_word), Field("last_name", column, take=rest_words))
        refers_to = catalog()[self.object].references.get(self.field, "")
        take = percentage if "%" in column and self.field in ("probability", "discount") else as_it_is
        return (Field(self.field, column, refers_to, self.by, take=take),)


def target_of(text: str) -> Target:
    """Read a target that a person wrote.

    Raises:
        UnknownTarget: There is no such field; carries near ones.
    """
    found = _by_text().get(text.strip().lower())
    if found is None:
        near = [name for name, _, _ in extract(text.strip().lower(), _by_text().keys(), limit=2, score_cutoff=NEAR)]
        raise UnknownTarget(text, tuple(near))
    return found


def targets(name: str) -> Iterator[Target]:
    """All that a column of one object can be mapped to."""
    known = catalog()[name]
    yield Target(name, "source_id")
    for field in sorted(known.fields):
        yield Target(name, field)
        if field in known.references:
            yield from _references(name, field, known)
    if name in PERSONS:
        yield Target(name, FULL_NAME)


def is_field(header: str, target: Target) -> bool:
    """Whether a header spells a target's own name, in any case, with any separator."""
    return target.by == "key" and fold(header) == fold("id" if target.field == "source_id" else target.field)


def _references(name: str, field: str, known: ObjectFields) -> Iterator[Target]:
    other = known.references[field]
    if other in CALLED or "name" in catalog()[other].fields:
        yield Target(name, field, "name")
    if "email" in catalog()[other].fields:
        yield Target(name, field, "email")


@lru_cache(maxsize=1)
def _by_text() -> Mapping[str, Target]:
    found = {target.text(): target for name in catalog() for target in targets(name)}
    return found | {f"{name}.source_id": Target(name, "source_id") for name in catalog()}
