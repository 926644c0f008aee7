"""What an import format declares: which of its tables hold which objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Meaning = Literal["open", "won", "lost"]


@dataclass(frozen=True, slots=True)
class TableHead:
    """What a format is recognised by: the file's name with its header."""

    stem: str  # name of the file without suffix, of the sheet or of the JSON array, lower case
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectFields:
    """The fields of one object that an import may fill."""

    fields: frozenset[str]
    references: Mapping[str, str]  # field → object it points to


Catalog = Mapping[str, ObjectFields]


def as_it_is(cell: str) -> str:
    """The cell, unchanged."""
    return cell


def never(cells: Sequence[str]) -> bool:
    """No row."""
    return False


@dataclass(frozen=True, slots=True)
class Implies:
    """What the kind of record that a reference names says about its row, such as who wrote a message."""

    found: str  # object of the record
    field: str  # of the row, where it is blank
    value: str


@dataclass(frozen=True, slots=True)
class Field:
    """Where one field of an object comes from."""

    name: str  # field of the schema; `source_id` is the source's own key
    column: str  # header in the file
    refers_to: str = ""  # object the cell names; empty: a plain value
    by: Literal["key", "name", "email"] = "key"  # what the cell holds of that object
    also: str = ""  # another object the cell may name; the field then stays empty, the key is kept as custom field
    take: Callable[[str], str] = as_it_is  # the part of the stripped cell that counts; empty: nothing
    keep: bool = False  # a cell that `take` changes stays as a custom field too
    also_from: tuple[str, ...] = ()  # more columns of a plain value, an empty one for a column that is not there
    join: Callable[[Sequence[str]], str] | None = None  # what the stripped cells of all columns say; instead of `take`
    implies: tuple[Implies, ...] = ()  # of a reference
    may_miss: bool = False  # a cell that names no record is kept as a custom field; the row comes in without it


@dataclass(frozen=True, slots=True)
class Only:
    """Which rows of a table a layout is for."""

    column: str
    holds: Callable[[str], bool]  # told the stripped cell
    also: Only | None = None  # a further condition that the row has to meet
    otherwise: str = ""  # what other rows are: they are left out with a note; empty: they go to quarantine


@dataclass(frozen=True, slots=True)
class Stage:
    """What one of the source's own deal stages means."""

    name: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of one table become rows of one object; columns not named here become custom fields."""

    object: str
    fields: tuple[Field, ...]
    constants: Mapping[str, str] = field(default_factory=dict)  # field → the same text on every row
    ignored: frozenset[str] = frozenset()  # columns that hold nothing of this object
    only: Only | None = None  # None: every row
    distinct: bool = False  # equal rows are one record: the object is implied by a column of another's table
    implied: bool = False  # told of in passing: a record that is there already gets its blanks filled, nothing else
    key_is_name: bool = False  # the source has no key but the name, so another system's record of that name is the same
    settings: Mapping[str, str] = field(default_factory=dict)  # facts about the home, such as a field's unit
    stages: tuple[Stage, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)  # column → its custom field; the header where absent
    note: str = ""  # what a person should know of such a table once it is imported


@dataclass(frozen=True, slots=True)
class Importer:
    """One import format."""

    name: str  # what `--as` takes; also the source system of its rows
    label: str  # how a person calls it
    layouts: Callable[[TableHead, Catalog], tuple[Layout, ...]]  # empty: not one of its tables
    is_footer: Callable[[Sequence[str]], bool] = never  # rows that a report ends with: left out, noted, not counted
    as_written: Callable[[str], str] = as_it_is  # a cell before the format's own export made it safe for spreadsheets
    lenient: Callable[[TableHead, Catalog], tuple[Layout, ...]] | None = None  # instead, where no format fits better
