"""Chooses the format of some files, with what each file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import NothingToImport, UnreadableFile
from assistant.records.batches.catalog import catalog
from assistant.records.batches.layout import Importer, Layout, never
from assistant.records.batches.reading import Line, Table
from assistant.records.batches.reading import open_tables as tables_in
from assistant.records.batches.reading.table import SUFFIXES
from assistant.records.batches.report import SkippedFile
from assistant.records.batches.rows import Share, shares
from assistant.registry import discover

MOST_TITLES = 50  # lines of a report's footer that only their place shows to be such: its name, its filters, a company


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
    """A format with the tables it recognises."""

    importer: Importer
    sources: tuple[Source, ...]
    skipped: tuple[SkippedFile, ...]


def importers() -> Mapping[str, Importer]:
    """Every known format by its name."""
    return discover("assistant.importers", Importer)


def open_tables(paths: Sequence[Path], *, encoding: str) -> tuple[list[Table], list[SkippedFile]]:
    """Open files, or the tables of folders; what a folder holds besides tables is skipped with a note.

    Raises:
        UnreadableFile: A path does not exist, or a table cannot be read.
    """
    tables: list[Table] = []
    skipped: list[SkippedFile] = []
    for path in paths:
        if not path.exists():
            raise UnreadableFile(str(path), "there is no such file or folder; check the path.")
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if not file.is_file() or (path.is_dir() and file.suffix.lower() not in SUFFIXES):
                skipped.append(SkippedFile(file.name, "this is no CSV, TSV or JSON lines file"))
            else:
                tables.extend(tables_in(file, encoding=encoding))
    return tables, skipped


def without_footer(table: Table, importer: Importer, left_out: Callable[[str, int], None]) -> Table:
    """A table whose lines end where its report's own remarks begin.

    Args:
        table: As its file has it.
        importer: Knows what its reports end with.
        left_out: Told the table's name with the number of lines left out, whenever the table was read.
    """
    if importer.is_footer is never:
        return table

    def rows() -> Iterator[Line]:
        left, footers = 0, 0
        titles: list[Line] = []  # part of the footer if one of its own lines stands among them and no record behind
        for line in table.lines():
            if importer.is_footer(line.cells):
                footers += 1
            elif _is_title(line) and len(titles) < MOST_TITLES:
                titles.append(line)
            else:
                yield from titles
                yield line
                left, footers, titles = left + footers, 0, []
        if footers:
            left += footers + len(titles)
        else:
            yield from titles
        if left:
            left_out(table.name, left)

    return replace(table, rows=rows)


def _is_title(line: Line) -> bool:
    """Whether a line has one cell where the header has more, as the name of a report or of its company has."""
    return bool(line.problem) and len(line.cells) == 1


def choose(tables: Sequence[Table], skipped: Iterable[SkippedFile], *, system: str) -> Choice:
    """Take the format asked for, or the one that knows most columns of these tables.

    Raises:
        NothingToImport: The format does not exist, or no table is one of its.
    """
    known = importers()
    if system != "auto" and system not in known:
        raise NothingToImport(f"There is no import format {system!r}; use auto or one of {', '.join(known)}.")
    asked = list(known.values()) if system == "auto" else [known[system]]
    choices = [_recognise(importer, tables, skipped) for importer in asked]
    best = max(choices, key=_columns_known)
    if best.sources:
        return best
    names = ", ".join(table.name for table in tables) or "nothing"
    raise NothingToImport(
        f"None of these files ({names}) is a table of {' or '.join(one.label for one in asked)}; "
        f"{_hint(system, tables)}"
    )


def _recognise(importer: Importer, tables: Sequence[Table], skipped: Iterable[SkippedFile]) -> Choice:
    sources: list[Source] = []
    left = list(skipped)
    for table in tables:
        layouts = importer.layouts(table.head, catalog())
        sources += [Source(table, share) for share in shares(layouts)] if layouts else []
        if not layouts:
            columns = ", ".join(table.head.columns[:6])
            left.append(SkippedFile(table.name, f"no record table of {importer.label} (its columns: {columns})"))
    return Choice(importer, tuple(sources), tuple(left))


def _columns_known(choice: Choice) -> int:
    return len(
        {
            (source.table.path, source.table.name, field.column)
            for source in choice.sources
            for field in source.layout.fields
        }
    )


def _hint(system: str, tables: Sequence[Table]) -> str:
    if system != "auto" and _recognised_by_others(system, tables):
        return f"they look like {_recognised_by_others(system, tables)}: use --as auto."
    return "name each file after its object (account.csv) and its columns after the fields."


def _recognised_by_others(system: str, tables: Sequence[Table]) -> str:
    others = [importer for name, importer in importers().items() if name != system]
    return next((one.label for one in others if _recognise(one, tables, ()).sources), "")
