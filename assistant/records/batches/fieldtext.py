"""Says what the cells of a row hold for one field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter

from assistant.records.batches.layout import Field, as_it_is

TextOf = Callable[[Sequence[str]], str]


def text_of(field: Field, columns: Sequence[str]) -> TextOf:
    """Bind a field to a table's columns: stripped cells → its text; empty for nothing.

    Args:
        field: Where the field comes from.
        columns: The table's header.
    """
    place = columns.index(field.column)
    take, join = field.take, field.join
    if join is not None:
        places = [place, *(columns.index(name) if name else -1 for name in field.also_from)]
        return lambda cells: join([cells[one].strip() if one >= 0 else "" for one in places])
    if take is as_it_is:
        return itemgetter(place)

    def taken(cells: Sequence[str]) -> str:
        text = cells[place].strip()
        return take(text) if text else text

    return taken
