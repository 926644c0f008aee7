"""Binds a layout to the columns of one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.records.batches.catalog import table_of
from assistant.records.batches.cleaning import cleaner, reconciler
from assistant.records.batches.custom import CustomType, converter
from assistant.records.batches.fieldtext import text_of
from assistant.records.batches.layout import Field, Layout, as_it_is
from assistant.records.batches.numbers import currency_of
from assistant.records.batches.plan import Custom, Kept, Known, Plain, Plan, Pointer
from assistant.records.batches.profile import Profile, unknown_columns
from assistant.records.batches.reading import Table
from assistant.records.batches.rows import Share
from assistant.records.batches.typed import Origin

SECRET = frozenset({"password_hash", "password"})
"""Columns that no import takes, not even as custom fields."""


def compile_plan(
    table: Table,
    share: Share,
    found: Profile,
    types: Mapping[str, CustomType],
    names: Mapping[str, str],
    *,
    number: int,
) -> Plan:
    """Bind a layout to a table's columns.

    Args:
        table: The file.
        share: What it holds.
        found: What its whole columns say.
        types: Column → type of its custom field, earlier imports considered; a blank column has none.
        names: Column → its custom field.
        number: The layout's place among those of its object.
    """
    layout, header = share.layout, table.head.columns
    places = {name: place for place, name in enumerate(header)}
    plain, known, pointers = [], [], []
    for source in layout.fields:
        text = text_of(source, header)
        if source.refers_to:
            pointers.append(Pointer(source, text))
        elif words := reconciler(layout.object, source.name):
            known.append(Known(source.name, source.column, text, words))
        else:
            plain.append(_plain(layout, source, found, header))
    return Plan(
        table=table,
        layout=layout,
        share=share,
        origin=Origin(table.name, header, number, {one.field.column: one.field.name for one in pointers}),
        constants=_constants(layout),
        plain=(*plain, *_currency(layout, found, header)),
        known=tuple(known),
        pointers=tuple(pointers),
        custom=tuple(
            Custom(places[name], names[name], converter(types.get(name, "text"), found.format(name)))
            for name in custom_columns(table, layout)
        ),
        kept=tuple(
            Kept(places[one.column], names[one.column], text_of(one, header)) for one in layout.fields if one.keep
        ),
    )


def custom_columns(table: Table, layout: Layout) -> tuple[str, ...]:
    """The columns that become custom fields."""
    return tuple(name for name in unknown_columns(table, layout) if name.strip().lower() not in SECRET)


def _plain(layout: Layout, source: Field, found: Profile, header: tuple[str, ...]) -> Plain:
    text = text_of(source, header)
    if source.name == "source_id":
        return Plain(source.name, source.column, text, as_it_is)
    convert = cleaner(table_of(layout.object).c[source.name], found.format(source.column))
    return Plain(source.name, source.column, text, convert)


def _currency(layout: Layout, found: Profile, header: tuple[str, ...]) -> list[Plain]:
    """The currency that stands in the cells of an amount, where no column or constant gives it."""
    given = {source.name for source in layout.fields} | set(layout.constants)
    if "currency" in given or "currency" not in table_of(layout.object).c:
        return []
    amount = next((source for source in layout.fields if source.column in found.currencies), None)
    if amount is None:
        return []
    text = text_of(amount, header)
    return [Plain("currency", amount.column, lambda cells: currency_of(text(cells)), as_it_is)]


def _constants(layout: Layout) -> dict[str, Any]:
    """The same values on every row, each with its field's type."""
    columns = table_of(layout.object).c
    values: dict[str, Any] = {}
    for name, text in layout.constants.items():
        words = reconciler(layout.object, name)
        values[name] = words(text).value if words else cleaner(columns[name])(text)
    return values
