"""Says which custom field a column fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.records.batches.vocabulary import fold


def custom_names(columns: Iterable[str], wanted: Mapping[str, str], held: Iterable[str]) -> dict[str, str]:
    """Column → custom field.

    A custom field that the object has already is meant by a name that differs in case, spaces or punctuation only, so
    that one field exported in two ways stays one. No two columns fill the same field.

    Args:
        columns: Those of one table that become custom fields.
        wanted: Column → what the format calls its field; the header where absent.
        held: Names of the object's custom fields.
    """
    exact = set(held)
    alike = {fold(name): name for name in sorted(exact, reverse=True)}
    taken: set[str] = set()
    found: dict[str, str] = {}
    for column in columns:
        name = wanted.get(column, column)
        if name not in exact:
            name = alike.get(fold(name), name)
        found[column] = name = column if name in taken else name
        taken.add(name)
    return found
