"""The generic layout: one file an object, columns named as the schema's fields, or as people call them.

A file that carries the schema's own names is taken at once. Where no other format knows a file, its name may also be a
usual one (companies.csv), its headers may be labels (“Close Date”, “E-mail address”); an account that is only named in
another object's table is made, since a list of contacts with their companies is how most people begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.records.batches.labels import by_label, by_labels, object_called
from assistant.records.batches.layout import Catalog, Field, Importer, Layout, ObjectFields, TableHead
from assistant.records.batches.mapping import layouts_of
from assistant.records.batches.targets import Target, is_field
from assistant.records.export.delimited import as_written

ALSO = {("message", "author_id"): "contact"}
"""References that hold either of two objects in practice: a customer's message is written by a contact."""


def layouts(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
    """Take a file named after an object, in singular or plural, that has a key or a field of it."""
    name = _object_of(head.stem, catalog)
    if name is None:
        return ()
    fields = tuple(_field(name, column, catalog[name]) for column in head.columns if _known(column, catalog[name]))
    return (Layout(name, fields),) if fields else ()


def by_usual_names(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
    """Take a file that is called after an object by its usual name, with headers that people usually write."""
    name = object_called(head.stem)
    if name is None:
        return ()
    targets = by_labels(name, head.columns)
    if name != "account":
        targets |= _accounts_named(name, head.columns)
    return tuple(_with_also(layout) for layout in layouts_of(targets, head.columns))


def _accounts_named(name: str, columns: Sequence[str]) -> dict[str, Target]:
    """The columns that tell of the account in another object's table: its name, with its key where there is one."""
    if any(is_field(column, Target(name, "account_id")) for column in columns):
        return {}  # the schema's own name: whatever else is there is a field of somebody's own
    named, key = Target(name, "account_id", "name"), Target(name, "account_id")
    by_kind = {target: column for column in reversed(columns) if (target := by_label(name, column)) in (named, key)}
    if named not in by_kind:
        return {}
    told = {by_kind[named]: Target("account", "name")}
    return told | ({by_kind[key]: Target("account", "source_id")} if key in by_kind else {})


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


def _with_also(layout: Layout) -> Layout:
    fields = (replace(field, also=ALSO.get((layout.object, field.name), "")) for field in layout.fields)
    return replace(layout, fields=tuple(fields))


def _name(column: str) -> str:
    return column.strip().lower()


GENERIC = Importer(
    "generic",
    "the generic layout (one file an object, such as account.csv)",
    layouts,
    as_written=as_written,
    lenient=by_usual_names,
)
