"""Tries the rows in quarantine again: after a missing file was imported, or with cells that a person has mended.

The rows are a new import with an account of its own. Those that pass are `repaired` and name it; of the others the
reason is renewed. Reverting that import puts its rows back into quarantine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.errors import NotFound, NothingToImport
from assistant.records.batches.catalog import catalog
from assistant.records.batches.choosing import Choice, Source, importers
from assistant.records.batches.custom import converter
from assistant.records.batches.formats import PLAIN
from assistant.records.batches.layout import Importer
from assistant.records.batches.ledger import Ledger
from assistant.records.batches.mapping import remapped, wishes_of
from assistant.records.batches.preparing import Prepared
from assistant.records.batches.problem import BadCell
from assistant.records.batches.profile import Profile, profile
from assistant.records.batches.quarantine import RowAside, mend, problem_of, rows_aside
from assistant.records.batches.reading import Line, Table
from assistant.records.batches.report import EXAMPLES, ImportReport, Progress, QuarantinedRow
from assistant.records.batches.rows import shares
from assistant.records.batches.run import import_prepared
from assistant.records.batches.tableread import TableRead, table_read
from assistant.records.batches.typed import Origin
from assistant.records.schema import Quarantine
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

PIECE = 500


@dataclass(frozen=True, slots=True)
class Repair:
    """What became of one mended row."""

    batch_id: int  # the import that tried it
    repaired: bool
    reason: str  # why not; empty when repaired


@dataclass(frozen=True, slots=True)
class _Group:
    """Waiting rows of one table of one import."""

    system: str
    batch_id: int
    file: str


def rerun(
    store: Store,
    batch_id: int | None = None,
    *,
    user_id: int | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[ImportReport, ...]:
    """Try waiting rows again, as they are now.

    Args:
        store: The home's database.
        batch_id: Only those of one import; None: all.
        user_id: Who asks for it; None at the command line.
        progress: Called after every chunk of rows.

    Returns:
        One import for each source system, with its row account.

    Raises:
        NothingToImport: No row waits.
    """
    reports = _rerun(store, batch_id, None, user_id, progress)
    if not reports:
        raise NothingToImport("No row waits in quarantine.")
    return reports


def repair(store: Store, row_id: int, cells: Mapping[str, str], *, user_id: int | None = None) -> Repair:
    """Put other cells into a waiting row, then try it again; the cells stay if it does not pass.

    Args:
        store: The home's database.
        row_id: Of the row in quarantine.
        cells: Column → text; columns not named keep theirs.
        user_id: Who mends it; None at the command line.

    Raises:
        NotFound: No such row waits.
        UnknownColumn: Its table has no such column.
    """
    with store.read(LOCAL_ADMIN) as session:
        row = next(iter(rows_aside(session, row_id=row_id)), None)
        if row is None:
            raise NotFound("row in quarantine", str(row_id))
        head = table_read(session, row.batch_id, row.file, tuple(row.cells)).head
    with store.write() as session:
        mend(session, row, head.columns, cells)
    (report,) = _rerun(store, row.batch_id, row_id, user_id, None)
    with store.read(LOCAL_ADMIN) as session:
        left = next(iter(rows_aside(session, row_id=row_id)), None)
    return Repair(report.batch_id or 0, left is None, left.reason if left else "")


def _rerun(
    store: Store,
    batch_id: int | None,
    row_id: int | None,
    user_id: int | None,
    progress: Callable[[Progress], None] | None,
) -> tuple[ImportReport, ...]:
    with store.read(LOCAL_ADMIN) as session:
        groups = list(
            dict.fromkeys(
                _Group(row.system, row.batch_id, row.file)
                for row in rows_aside(session, batch_id=batch_id, row_id=row_id)
            )
        )
    reports = []
    for system in sorted({group.system for group in groups} & importers().keys()):
        mine = [group for group in groups if group.system == system]
        with store.read(LOCAL_ADMIN) as session:
            prepared = _prepared(store, session, importers()[system], mine, row_id)
        reports.append(
            import_prepared(
                store, prepared, user_id=user_id, progress=progress, ledger=partial(_Again, store, mine, row_id)
            )
        )
    return tuple(reports)


def _prepared(
    store: Store, session: Session, importer: Importer, groups: Sequence[_Group], row_id: int | None
) -> Prepared:
    sources: list[Source] = []
    profiles: list[Profile] = []
    reads: list[TableRead] = []
    for group in groups:
        first = next(iter(rows_aside(session, batch_id=group.batch_id, file=group.file)))
        read = table_read(session, group.batch_id, group.file, tuple(first.cells))
        lines = partial(_lines, store, group, read.head.columns, row_id)
        table = Table(Path(group.file), group.file, read.head, lines)
        layouts = (importer.lenient or importer.layouts)(read.head, catalog())
        layouts = remapped(layouts, wishes_of(read.said), read.head.columns) if read.said else layouts
        for share in shares(layouts) if layouts else ():
            sources.append(Source(table, share))
            profiles.append(_as_before(profile(table, share.layout), read, table))
        reads.append(read)
    tables = tuple(dict.fromkeys(source.table for source in sources))
    return Prepared(Choice(importer, tables, tuple(sources), ()), tuple(profiles), (), {}, {}, tuple(reads))


def _as_before(found: Profile, read: TableRead, table: Table) -> Profile:
    """What the whole table said, rather than a few rows of it; a custom field's type unless a mended cell breaks it."""
    formats = {**found.formats, **read.formats}
    fitting = {
        column: kind
        for column, kind in read.types.items()
        if _fits(table, table.head.columns.index(column), converter(kind, formats.get(column, PLAIN)))
    }
    return replace(found, formats=formats, types={**found.types, **fitting}, currencies=read.currencies, questions=())


def _fits(table: Table, place: int, convert: Callable[[str], object]) -> bool:
    try:
        for line in table.lines():
            if not line.problem and (text := line.cells[place].strip()):
                convert(text)
    except (BadCell, ValueError):
        return False
    return True


def _lines(store: Store, group: _Group, columns: Sequence[str], row_id: int | None) -> Iterator[Line]:
    """The rows of a group as lines numbered by their ids, so that each is known again."""
    with store.read(LOCAL_ADMIN) as session:
        for row in rows_aside(session, batch_id=group.batch_id, file=group.file, row_id=row_id):
            yield Line(row.id, list(row.cells.values()), problem_of(row, columns))


class _Again(Ledger):
    """The account of rows that are in quarantine already: those that fail again stay there."""

    def __init__(
        self, store: Store, groups: Sequence[_Group], row_id: int | None, session: Session, batch_id: int
    ) -> None:
        super().__init__(session, batch_id)
        self._failed: dict[int, str] = {}
        with store.read(LOCAL_ADMIN) as reading:
            self._tried = [
                row.id
                for group in groups
                for row in rows_aside(reading, batch_id=group.batch_id, file=group.file, row_id=row_id)
            ]

    def quarantine(self, name: str, origin: Origin, line: int, cells: list[str], reason: str) -> None:
        """Note that a row failed again."""
        self.count(name, "quarantined")
        self._failed[line] = reason

    def close(self) -> None:
        """Say of each row what became of it."""
        for start in range(0, len(self._tried), PIECE):
            passed = [row_id for row_id in self._tried[start : start + PIECE] if row_id not in self._failed]
            values: dict[str, Any] = {"status": "repaired", "repaired_by_id": self._batch_id}
            self._session.execute(update(Quarantine).where(Quarantine.id.in_(passed)).values(values))
        for row_id, reason in self._failed.items():
            self._session.execute(update(Quarantine).where(Quarantine.id == row_id).values(reason=reason))
        some = select(Quarantine.file, Quarantine.line, Quarantine.reason).where(
            Quarantine.id.in_(sorted(self._failed)[:EXAMPLES])
        )
        self.examples = [QuarantinedRow(*row) for row in self._session.execute(some.order_by(Quarantine.id))]


__all__ = ["Repair", "RowAside", "repair", "rerun"]
