"""Makes layouts of what a person says about the columns of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from assistant.errors import UnknownColumn
from assistant.records.batches.catalog import catalog, in_order
from assistant.records.batches.headers import plain_header
from assistant.records.batches.layout import Field, Layout
from assistant.records.batches.targets import CUSTOM, IGNORE, Target, target_of

Wish = Target | Literal["custom", "ignore"]
Wishes = Mapping[str, Wish]  # column → what becomes of it


def by_column(said: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """What was said about headers, by the columns of one table that they name; others are left aside.

    Headers are compared without case or double spaces.
    """
    plain = {plain_header(column): column for column in reversed(columns)}
    named = ((header if header in columns else plain.get(plain_header(header)), text) for header, text in said.items())
    return {column: text for column, text in named if column is not None}


def wishes_of(said: Mapping[str, str]) -> dict[str, Wish]:
    """Read what was said about columns.

    Raises:
        UnknownTarget: A target does not exist.
    """
    words: dict[str, Wish] = {CUSTOM: "custom", IGNORE: "ignore"}
    return {column: words.get(text.strip().lower()) or target_of(text) for column, text in said.items()}


def check_columns(said: Mapping[str, str], headers: Iterable[Sequence[str]]) -> None:
    """Refuse what is said about a column that no table has.

    Raises:
        UnknownColumn: There is such a header.
    """
    known = [column for columns in headers for column in columns]
    plain = {plain_header(column) for column in known}
    for header in said:
        if plain_header(header) not in plain:
            raise UnknownColumn(header, tuple(known))


def remapped(layouts: Sequence[Layout], wishes: Wishes, columns: Sequence[str]) -> tuple[Layout, ...]:
    """A format's layouts with some columns read as a person wants; no layouts where neither knows the table.

    Args:
        layouts: What the format declares; empty: it does not know the table.
        wishes: What a person wants.
        columns: The table's header.
    """
    targets = {column: wish for column, wish in wishes.items() if isinstance(wish, Target)}
    if not layouts:
        ignored = frozenset(column for column, wish in wishes.items() if wish == IGNORE)
        return layouts_of(targets, columns, ignored=ignored)
    main = next((layout for layout in layouts if not layout.distinct), layouts[0])
    kept = [_without(layout, wishes, is_main=layout is main) for layout in layouts]
    for name in in_order({target.object for target in targets.values()}):
        fields = _fields(name, targets)
        place = _place(kept, name)
        if place is None:
            kept.append(_in_passing(name, fields, columns))
        else:
            kept[place] = _with(kept[place], fields)
    return _linked(tuple(layout for layout in kept if layout.fields), main.object)


def layouts_of(
    targets: Mapping[str, Target], columns: Sequence[str], *, ignored: frozenset[str] = frozenset()
) -> tuple[Layout, ...]:
    """The layouts of a table that is known by its columns alone.

    Of several objects the table is about the one that refers to the others; these are told of in passing.

    Args:
        targets: Column → what it holds.
        columns: The table's header; what is not in `targets` becomes custom fields.
        ignored: Columns to be left aside.
    """
    names = in_order({target.object for target in targets.values()})
    if not names:
        return ()
    others = [_in_passing(name, _fields(name, targets), columns) for name in names[:-1]]
    taken = frozenset(column for column, target in targets.items() if target.object != names[-1])
    main = Layout(names[-1], _fields(names[-1], targets), ignored=taken | ignored)
    return _linked((*others, main), main.object)


def _fields(name: str, targets: Mapping[str, Target]) -> tuple[Field, ...]:
    return tuple(
        field for column, target in targets.items() if target.object == name for field in target.fields(column)
    )


def _without(layout: Layout, wishes: Wishes, *, is_main: bool) -> Layout:
    """A layout that leaves some columns alone."""
    fields = tuple(one for one in layout.fields if not {one.column, *one.also_from} & wishes.keys())
    custom = {column for column, wish in wishes.items() if wish == CUSTOM and is_main}
    return replace(layout, fields=fields, ignored=(layout.ignored | wishes.keys()) - custom)


def _place(layouts: Sequence[Layout], name: str) -> int | None:
    """Which layout of an object a column is added to: its own table's before one told of in passing."""
    places = [place for place, layout in enumerate(layouts) if layout.object == name]
    return min(places, key=lambda place: layouts[place].distinct) if places else None


def _with(layout: Layout, fields: Sequence[Field]) -> Layout:
    names = {field.name for field in fields}
    others = tuple(field for field in layout.fields if field.name not in names)
    columns = frozenset(field.column for field in fields)
    return replace(layout, fields=(*others, *fields), ignored=layout.ignored - columns)


def _in_passing(name: str, fields: Sequence[Field], columns: Sequence[str]) -> Layout:
    rest = frozenset(columns) - {field.column for field in fields}
    return Layout(name, tuple(fields), ignored=rest, distinct=True, implied=True)


def _linked(layouts: tuple[Layout, ...], main: str) -> tuple[Layout, ...]:
    """Let the rows of a table refer to the records told of beside them."""
    told = {layout.object: layout for layout in layouts if layout.implied}
    return tuple(_with_links(layout, told) if layout.object == main else layout for layout in layouts)


def _with_links(layout: Layout, told: Mapping[str, Layout]) -> Layout:
    filled = {field.name for field in layout.fields}
    links = [
        link
        for name, other in told.items()
        if (field := _reference(layout.object, name)) and field not in filled
        if (link := _link(field, other))
    ]
    return replace(layout, fields=(*layout.fields, *links))


def _reference(name: str, other: str) -> str:
    """The field by which an object refers to another one; empty where there is none, or several."""
    fields = [field for field, target in catalog()[name].references.items() if target == other and field != "owner_id"]
    usual = f"{other}_id"
    return usual if usual in fields else fields[0] if len(fields) == 1 else ""


def _link(field: str, other: Layout) -> Field | None:
    """A reference by the first of key, e-mail address, name that the other record's columns hold."""
    columns = {one.name: one for one in other.fields}
    if "source_id" in columns:
        return Field(field, columns["source_id"].column, other.object, "key", take=columns["source_id"].take)
    if "email" in columns:
        return Field(field, columns["email"].column, other.object, "email", take=columns["email"].take)
    if "name" in columns:
        return Field(field, columns["name"].column, other.object, "name", take=columns["name"].take)
    return None
