"""The rows that could not be imported: kept whole with their reason, to be looked at, mended or dismissed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from assistant.errors import NotFound, UnknownColumn
from assistant.records.schema import ImportBatch, Quarantine
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

LARGEST_KEPT = 1_000_000  # characters of a row that is kept whole, as many as an import takes
LONGEST_KEPT = 1000  # characters of each cell of a larger one
MOST_CELLS_KEPT = 2000
CUT = re.compile(r"… \[cut: \d+ characters\]$")
NUL, SHOWN_NUL = "\x00", "\u2400"  # databases cannot hold a NUL; its picture stands for it
PIECE = 500
ORDER = (Quarantine.batch_id, Quarantine.file, Quarantine.line, Quarantine.id)


@dataclass(frozen=True, slots=True)
class RowAside:
    """A row in quarantine."""

    id: int
    batch_id: int
    system: str
    file: str
    line: int  # 1-based, where it began in its file
    object: str  # what it would have become; empty: not known
    reason: str
    status: str  # waiting | repaired | dismissed
    cells: Mapping[str, str]  # by column, in order of the file


def list_quarantine(
    store: Store, batch_id: int | None = None, *, status: str = "waiting", limit: int = 50, offset: int = 0
) -> tuple[RowAside, ...]:
    """Rows in quarantine in the order of their imports, files, lines; those of reverted imports are gone with them.

    Args:
        store: The home's database.
        batch_id: Only those of one import.
        status: waiting, repaired or dismissed.
        limit: Most rows, at least 1.
        offset: How many to pass over.
    """
    statement = _rows(batch_id, status).order_by(*ORDER).limit(limit).offset(offset)
    with store.read(LOCAL_ADMIN) as session:
        return tuple(RowAside(*row) for row in session.execute(statement).all())


def count_quarantine(store: Store, batch_id: int | None = None, *, status: str = "waiting") -> int:
    """How many rows `list_quarantine` would give without a limit."""
    with store.read(LOCAL_ADMIN) as session:
        return session.scalar(select(func.count()).select_from(_rows(batch_id, status).subquery())) or 0


def may_pass_now(session: Session, batch_id: int, system: str, names: Sequence[str]) -> int:
    """How many rows of earlier imports wait for records of these objects, which have now come.

    Args:
        session: The import's own transaction.
        batch_id: The import.
        system: Whose rows they are.
        names: The objects of which it created records.
    """
    found = _rows(None, "waiting").where(
        ImportBatch.source_system == system,
        Quarantine.batch_id != batch_id,
        or_(*(Quarantine.reason.like(f"%names no {name}%") for name in names)),
    )
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0 if names else 0


def dismiss(store: Store, batch_id: int | None = None, *, row_ids: Sequence[int] = ()) -> int:
    """Say that waiting rows need not be imported.

    Args:
        store: The home's database.
        batch_id: Those of one import; None: of all.
        row_ids: Only these; empty: all of them.

    Returns:
        How many there were.

    Raises:
        NotFound: One of `row_ids` does not wait.
    """
    with store.write() as session:
        waiting = {row[0] for row in session.execute(_rows(batch_id, "waiting")).all()}
        for row_id in row_ids:
            if row_id not in waiting:
                raise NotFound("row in quarantine", str(row_id))
        meant = sorted(set(row_ids) or waiting)
        for start in range(0, len(meant), PIECE):
            piece = meant[start : start + PIECE]
            session.execute(update(Quarantine).where(Quarantine.id.in_(piece)).values(status="dismissed"))
        return len(meant)


def mend(session: Session, row: RowAside, columns: Sequence[str], cells: Mapping[str, str]) -> None:
    """Put other cells into a waiting row; columns not named keep theirs.

    Raises:
        UnknownColumn: The row's table has no such column.
    """
    for column in cells:
        if column not in columns:
            raise UnknownColumn(column, tuple(columns))
    whole = {column: cells.get(column, row.cells.get(column, "")) for column in columns}
    session.execute(update(Quarantine).where(Quarantine.id == row.id).values(raw=whole))


def kept_cells(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """A row's cells by column as they are kept; one too large is kept in part, and says so."""
    names = [*columns, *(f"column {place}" for place in range(len(columns) + 1, len(cells) + 1))]
    is_large = sum(map(len, cells)) > LARGEST_KEPT
    return {
        name: (_cut(cell) if is_large else cell).replace(NUL, SHOWN_NUL)
        for name, cell in zip(names[:MOST_CELLS_KEPT], cells, strict=False)
    }


def problem_of(row: RowAside, columns: Sequence[str]) -> str:
    """Why a waiting row still cannot be read at all; empty when it can."""
    cells = list(row.cells.values())
    if len(cells) != len(columns):
        return row.reason if not cells else f"{len(cells)} columns where the header has {len(columns)}"
    if any(CUT.search(cell) for cell in cells):
        return "a cell was too long to be kept whole; import the row from its file"
    if any(SHOWN_NUL in cell for cell in cells):
        return "a cell holds a NUL character"
    if any("\ud800" <= letter <= "\udfff" for cell in cells if not cell.isascii() for letter in cell):
        return "a text holds half a character"
    return ""


def rows_aside(
    session: Session, *, batch_id: int | None = None, file: str = "", row_id: int | None = None
) -> Iterator[RowAside]:
    """Stream waiting rows, oldest first.

    Args:
        session: A reading session.
        batch_id: Only those of one import.
        file: Only those of one table; empty: of all.
        row_id: Only this one.
    """
    last = 0
    while True:
        found = _rows(batch_id, "waiting").where(Quarantine.id > last)
        found = found.where(Quarantine.file == file) if file else found
        found = found if row_id is None else found.where(Quarantine.id == row_id)
        rows = session.execute(found.order_by(Quarantine.id).limit(PIECE)).all()
        yield from (RowAside(*row) for row in rows)
        if len(rows) < PIECE:
            return
        last = rows[-1][0]


def _rows(batch_id: int | None, status: str) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Quarantine.id,
        Quarantine.batch_id,
        ImportBatch.source_system,
        Quarantine.file,
        Quarantine.line,
        func.coalesce(Quarantine.object, ""),
        Quarantine.reason,
        Quarantine.status,
        Quarantine.raw,
    )
    found = select(*columns).join(ImportBatch, ImportBatch.id == Quarantine.batch_id)
    found = found.where(Quarantine.status == status, ImportBatch.status == "done")
    return found if batch_id is None else found.where(Quarantine.batch_id == batch_id)


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST_KEPT else f"{cell[:LONGEST_KEPT]}… [cut: {len(cell)} characters]"
