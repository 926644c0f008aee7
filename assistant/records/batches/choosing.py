"""Chooses the format of some files, with what each file holds."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import NothingToImport, UnreadableFile
from assistant.records.batches.catalog import catalog
from assistant.records.batches.footer import as_written
from assistant.records.batches.keeping import KeptMappings, open_as_kept
from assistant.records.batches.layout import Catalog, Importer, Layout, TableHead
from assistant.records.batches.mapping import Wishes, remapped
from assistant.records.batches.reading import Table
from assistant.records.batches.reading.table import SUFFIXES
from assistant.records.batches.report import SkippedFile
from assistant.records.batches.returning import without_remarks
from assistant.records.batches.rows import Share, shares
from assistant.records.batches.suggesting import likely_object, suggested_all
from assistant.registry import discover

MARGIN = 3  # columns that a lenient reading must know more than any format that recognises the tables
Layouts = Callable[[TableHead, Catalog], tuple[Layout, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """One table as one object."""

    table: Table
    share: Share

    @property
    def layout(self) -> Layout:
        """What the table holds of the object."""
        return self.share.layout


@dataclass(frozen=True, slots=True)
class Choice:
    """A format with the tables it takes."""

    importer: Importer
    tables: tuple[Table, ...]  # all, those left aside too
    sources: tuple[Source, ...]
    skipped: tuple[SkippedFile, ...]


Said = Callable[[str, Table], Wishes]


def nothing_said(system: str, table: Table) -> Wishes:
    """What nobody has said about a table."""
    return {}


def importers() -> Mapping[str, Importer]:
    """Every known format by its name."""
    return discover("assistant.importers", Importer)


def open_tables(
    paths: Sequence[Path], *, encoding: str, kept: KeptMappings | None = None
) -> tuple[list[Table], list[SkippedFile]]:
    """Open files, or the tables of folders; what a folder holds besides tables is skipped with a note.

    Args:
        paths: Files or folders.
        encoding: As a person named it; empty: found out.
        kept: What was answered about files of some header before, their encoding among it.

    Raises:
        UnreadableFile: A path does not exist, or a table cannot be read.
    """
    tables: list[Table] = []
    skipped: list[SkippedFile] = []
    for path in paths:
        if not path.exists():
            raise UnreadableFile(str(path), "there is no such file or folder; check the path.")
        if not path.is_file() and not path.is_dir():
            raise UnreadableFile(str(path), "this is a device or a pipe; give a file or a folder.")
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if not file.is_file() or (path.is_dir() and file.suffix.lower() not in SUFFIXES):
                skipped.append(SkippedFile(file.name, "this is no CSV, TSV, Excel or JSON file"))
            else:
                tables.extend(open_as_kept(file, encoding=encoding, kept=kept or {}))
    return tables, skipped


def choose(
    tables: Sequence[Table], skipped: Iterable[SkippedFile], *, system: str, said: Said = nothing_said
) -> Choice:
    """Take the format asked for, or the one that knows most columns of these tables; then what a person wants.

    Args:
        tables: What the files hold.
        skipped: What was left aside already.
        system: auto, or a format's name.
        said: What becomes of columns, by format and table.

    Returns:
        The format with what it takes; without sources if neither it nor a person says what any table holds.

    Raises:
        NothingToImport: The format does not exist.
        UnknownTarget: A column is wanted as a field that does not exist.
    """
    known = importers()
    if system != "auto" and system not in known:
        raise NothingToImport(f"There is no import format {system!r}; use auto or one of {', '.join(known)}.")
    asked = list(known.values()) if system == "auto" else [known[system]]
    best = _best(asked, tables)
    sources: list[Source] = []
    left = list(skipped)
    tables = [as_written(table, best) for table in tables]
    for table in tables:
        layouts = (best.lenient or best.layouts)(table.head, catalog())
        wishes = said(best.name, table)
        layouts = remapped(layouts, wishes, table.head.columns) if wishes else layouts
        sources += [Source(table, share) for share in shares(without_remarks(layouts))] if layouts else []
        if not layouts:
            columns = ", ".join(table.head.columns[:6])
            left.append(SkippedFile(table.name, f"no record table of {best.label} (its columns: {columns})"))
    return Choice(best, tuple(tables), tuple(sources), tuple(left))


def refuse_if_empty(choice: Choice, *, system: str) -> None:
    """Refuse to import nothing.

    Raises:
        NothingToImport: No table holds anything that the format or a person knows.
    """
    if choice.sources:
        return
    asked = list(importers().values()) if system == "auto" else [importers()[system]]
    if not choice.tables:
        raise NothingToImport("There is no table in what you named; give CSV, TSV, Excel or JSON files.")
    names = ", ".join(table.name for table in choice.tables)
    raise NothingToImport(
        f"None of these files ({names}) is a table of {' or '.join(one.label for one in asked)}; "
        f"{_hint(system, choice.tables)}"
    )


def _best(asked: Sequence[Importer], tables: Sequence[Table]) -> Importer:
    """The format that knows most columns; a lenient reading must know some more, since it claims any table."""
    best = max(asked, key=lambda importer: _columns_known(importer.layouts, tables))
    strict = _columns_known(best.layouts, tables)
    for importer in asked:
        if importer.lenient and (not strict or _columns_known(importer.lenient, tables) >= strict + MARGIN):
            return importer
    return best


def _columns_known(layouts: Layouts, tables: Sequence[Table]) -> int:
    return sum(
        len({field.column for layout in layouts(table.head, catalog()) for field in layout.fields}) for table in tables
    )


def _hint(system: str, tables: Sequence[Table]) -> str:
    if system != "auto" and _recognised_by_others(system, tables):
        return f"they look like {_recognised_by_others(system, tables)}: use --as auto."
    for table in tables:
        name = likely_object(table.head.columns)
        if name:
            header, target = next(iter(suggested_all(name, table.head.columns).items()))
            return (
                f"{table.name} looks like a table of {name}: call it {name}{table.path.suffix.lower()}, "
                f"or say what its columns hold, such as --map {shlex.quote(f'{header}={target.text()}')}."
            )
    return "name each file after its object (account.csv) and its columns after the fields."


def _recognised_by_others(system: str, tables: Sequence[Table]) -> str:
    others = (importer for name, importer in importers().items() if name != system)
    return next((one.label for one in others if _columns_known(one.layouts, tables)), "")
