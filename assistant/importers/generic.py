"""The generic layout: one file an object, columns named as the schema's fields."""

from __future__ import annotations

from assistant.records.batches.layout import Catalog, Field, Importer, Layout, ObjectFields, TableHead

ALSO = {("message", "author_id"): "contact"}
"""References that hold either of two objects in practice: a customer's message is written by a contact."""


def layouts(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
    """Take a file named after an object, in singular or plural, that has a key or a field of it."""
    name = _object_of(head.stem, catalog)
    if name is None:
        return ()
    fields = tuple(_field(name, column, catalog[name]) for column in head.columns if _known(column, catalog[name]))
    return (Layout(name, fields),) if fields else ()


def _object_of(stem: str, catalog: Catalog) -> str | None:
    plain = stem.replace("-", "_").replace(" ", "_")
    singular = (plain, plain.removesuffix("s"), plain.removesuffix("es"), plain.removesuffix("ies") + "y")
    return next((name for name in singular if name in catalog), None)


def _known(column: str, known: ObjectFields) -> bool:
    return _name(column) == "id" or _name(column) in known.fields


def _field(name: str, column: str, known: ObjectFields) -> Field:
    field = _name(column)
    if field == "id":
        return Field("source_id", column)
    return Field(field, column, known.references.get(field, ""), also=ALSO.get((name, field), ""))


def _name(column: str) -> str:
    return column.strip().lower()


GENERIC = Importer("generic", "the generic layout (one file an object, such as account.csv)", layouts)
