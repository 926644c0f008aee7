"""Recognises tables by headers that only one kind of record has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.records.batches.headers import Header, Named, plain_header
from assistant.records.batches.layout import Catalog, Field, Layout, Only, TableHead, as_it_is


def none_more(header: Header) -> tuple[Layout, ...]:
    """Its rows tell of nothing else."""
    return ()


def none_ignored(header: Header, fields: tuple[Field, ...]) -> frozenset[str]:
    """Every further column is a custom field."""
    return frozenset()


def every_row(header: Header) -> Only | None:
    """No row is left out."""
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table of a format: what shows it, with what its rows become."""

    object: str
    marks: tuple[tuple[str, ...], ...]  # plain headers that together show it; one of them must be the format's own
    fields: tuple[Named, ...]
    unless: frozenset[str] = frozenset()  # plain headers that show another kind
    constants: Mapping[str, str] = field(default_factory=dict)
    more: Callable[[Header], tuple[Layout, ...]] = none_more  # what else its rows tell of
    ignored: Callable[[Header, tuple[Field, ...]], frozenset[str]] = none_ignored
    only: Callable[[Header], Only | None] = every_row

    def layouts(self, header: Header) -> tuple[Layout, ...]:
        """What a table of this kind holds."""
        fields = header.bind(self.fields)
        own = Layout(self.object, fields, self.constants, self.ignored(header, fields), self.only(header))
        return (own, *self.more(header))

    def is_shown(self, header: Header, own: Header) -> bool:
        """Whether a table is of this kind; `own` holds those columns that are not named like a field of ours."""
        if any(other in header for other in self.unless):
            return False
        return any(all(name in header for name in mark) and any(name in own for name in mark) for mark in self.marks)


def recognised(
    kinds: Sequence[Kind],
    head: TableHead,
    catalog: Catalog,
    synonyms: Mapping[str, str],
    *,
    prefix: str = "",
    call: Callable[[str], str] = as_it_is,
) -> tuple[Layout, ...]:
    """What a table holds as the kind that knows most of its columns; nothing if no kind shows.

    A header that is the name of a field of ours shows nothing, so that files of the generic layout are left alone.

    Args:
        kinds: Those of the format.
        head: The table.
        catalog: Our objects.
        synonyms: Plain header → the header it is another name of.
        prefix: Left off headers that start with it.
        call: What the custom field of a header without synonym is called.
    """
    ours = {"id"}.union(*(known.fields for known in catalog.values()))
    header = Header(head.columns, synonyms, prefix=prefix)
    own = Header([name for name in head.columns if plain_header(name) not in ours], synonyms, prefix=prefix)
    shown = [kind for kind in kinds if kind.is_shown(header, own)]
    if not shown:
        return ()
    found = max(shown, key=lambda kind: len(header.bind(kind.fields))).layouts(header)
    names = {column: synonyms.get(_plain(column, prefix)) or call(column) for column in head.columns}
    return tuple(replace(one, names=names) for one in found)


def _plain(column: str, prefix: str) -> str:
    return plain_header(column).removeprefix(prefix)
