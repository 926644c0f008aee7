"""Finds the columns that a format knows under several headers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.records.batches.layout import Field, Layout, Only

NONE: Mapping[str, str] = {}
QUOTES = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\ufeff": " "})


def plain_header(text: str) -> str:
    """A header as headers are compared: lower case, single spaces, straight quotes."""
    return " ".join(text.translate(QUOTES).casefold().split())


@dataclass(frozen=True, slots=True)
class Named:
    """Fields that one column fills, with the headers it goes by, most telling first."""

    headers: tuple[str, ...]  # plain headers
    fields: tuple[Field, ...]  # their `column` stays empty, `also_from` holds plain headers; `bind` puts real ones


def named(name: str, *headers: str, take: Callable[[str], str] | None = None, keep: bool = False) -> Named:
    """A plain field with its headers.

    Args:
        name: Field of the schema.
        headers: What its column is called, most telling first.
        take: The part of a cell that counts; None: all of it.
        keep: Whether a cell that `take` changes stays as a custom field too.
    """
    field = Field(name, "", keep=keep) if take is None else Field(name, "", take=take, keep=keep)
    return Named(headers, (field,))


class Header:
    """The columns of one table by their plain headers."""

    def __init__(self, columns: Sequence[str], synonyms: Mapping[str, str], *, prefix: str = "") -> None:
        """Read a header.

        Args:
            columns: As the file has them.
            synonyms: Plain header → the header it is another name of.
            prefix: Left off where a header starts with it, such as the path of nested JSON.
        """
        self.columns = tuple(columns)
        self._places: dict[str, str] = {}
        for column in columns:
            plain = plain_header(column).removeprefix(prefix)
            self._places.setdefault(plain_header(synonyms.get(plain, plain)), column)

    def __contains__(self, plain: str) -> bool:
        return plain in self._places

    def column(self, *plain: str) -> str:
        """The first column there is of these; empty for none."""
        return next((self._places[name] for name in plain if name in self._places), "")

    def starting(self, start: str) -> tuple[str, ...]:
        """The columns whose plain header starts like this."""
        return tuple(column for plain, column in self._places.items() if plain.startswith(start))

    def bind(self, known: Iterable[Named]) -> tuple[Field, ...]:
        """The fields whose columns are there; of two ways to fill a field the first counts."""
        fields: list[Field] = []
        for one in known:
            column = self.column(*one.headers)
            taken = {field.name for field in fields}
            if column:
                fields += [self._bound(field, column) for field in one.fields if field.name not in taken]
        return tuple(fields)

    def rest(self, fields: Iterable[Field], *, but: Collection[str] = ()) -> frozenset[str]:
        """All columns that these fields do not come from."""
        used = {name for field in fields for name in (field.column, *field.also_from)}
        return frozenset(self.columns) - used - frozenset(but)

    def implied(
        self, name: str, known: Iterable[Named], *, only: Only | None = None, constants: Mapping[str, str] = NONE
    ) -> Layout:
        """An object that another one's table tells about in passing: each of its records once, nothing overwritten."""
        fields = self.bind(known)
        return Layout(name, fields, constants, self.rest(fields), only, distinct=True, implied=True)

    def _bound(self, field: Field, column: str) -> Field:
        return replace(field, column=column, also_from=tuple(self.column(name) for name in field.also_from))
