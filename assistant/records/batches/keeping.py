"""Keeps how a person wants the columns of one kind of file to be read, for the next file of that kind."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from assistant.errors import UnreadableFile
from assistant.records.batches.answers import Answers
from assistant.records.batches.catalog import table_of
from assistant.records.batches.changelog import log_changes
from assistant.records.batches.mapping import by_column
from assistant.records.batches.reading import Table, open_tables
from assistant.records.batches.sealing import log_created

OPTIONS = ("encoding", "dates", "numbers")
PIECE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What was answered about one kind of file."""

    columns: Mapping[str, str] = field(default_factory=dict)  # header → "object.field", "custom" or "ignore"
    options: Mapping[str, str] = field(default_factory=dict)  # encoding, dates, numbers; absent: not answered


NOTHING = Kept()
KeptMappings = Mapping[tuple[str, str], Kept]  # source system, signature


def signature(columns: Sequence[str]) -> str:
    """What tells one kind of file from others: its header, in any order of columns."""
    return sha256("\x1f".join(sorted(columns)).encode()).hexdigest()


def load_kept(session: Session) -> KeptMappings:
    """All that was answered so far."""
    table = table_of("import_mapping")
    return {
        (row.source_system, row.signature): Kept(row.columns, row.options) for row in session.execute(select(table))
    }


def open_as_kept(path: Path, *, encoding: str, kept: KeptMappings) -> tuple[Table, ...]:
    """Open a file, in the encoding that was answered for its kind before if it is not UTF-8.

    Args:
        path: The file.
        encoding: As a person named it now; empty: found out.
        kept: What was answered before.

    Raises:
        UnreadableFile: It is no readable table.
    """
    codecs = {mark: one.options["encoding"] for (_, mark), one in kept.items() if "encoding" in one.options}
    if encoding or not codecs or _is_utf8(path):
        return open_tables(path, encoding=encoding)
    for codec in sorted(set(codecs.values())):
        try:
            tables = open_tables(path, encoding=codec)
        except UnreadableFile:
            continue  # another kind of file, of which nothing was said
        if any(codecs.get(signature(table.head.columns)) == codec for table in tables):
            return tables
    return open_tables(path)


def _is_utf8(path: Path) -> bool:
    decoder = getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(PIECE_BYTES):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def said_about(table: Table, answers: Answers) -> dict[str, str]:
    """What an import's own answers say about the columns of one table, by column, the most particular last."""
    named = ("", table.path.name, table.name)
    said = {header: text for name in dict.fromkeys(named) for header, text in answers.columns.get(name, {}).items()}
    return by_column(said, table.head.columns)


def keep(
    session: Session, batch_id: int, system: str, columns: Sequence[str], said: Mapping[str, str], answers: Answers
) -> None:
    """Remember what this import was told about a table, over what was kept before; logged for a revert.

    Args:
        session: The import's own transaction.
        batch_id: The import.
        system: Whose format the table has.
        columns: The table's header.
        said: About its columns, such columns as it has only.
        answers: Encoding, dates, numbers.
    """
    options = {name: getattr(answers, name) for name in OPTIONS if getattr(answers, name)}
    if not said and not options:
        return
    table = table_of("import_mapping")
    mine = (table.c.source_system == system) & (table.c.signature == signature(columns))
    held = session.execute(select(table).where(mine)).mappings().first()
    if held is None:
        values = {"source_system": system, "signature": signature(columns), "columns": dict(said), "options": options}
        row = insert(table).values(**values, updated_at=datetime.now(UTC)).returning(table.c.id)
        log_created(session, batch_id, table.name, [session.execute(row).scalar_one()])
        return
    merged = {"columns": {**held["columns"], **said}, "options": {**held["options"], **options}}
    changed = {name: value for name, value in merged.items() if value != held[name]}
    if changed:
        before = {name: held[name] for name in (*changed, "updated_at")}
        log_changes(session, batch_id, table, [(held["id"], before)])
        renewed: dict[str, object] = {**changed, "updated_at": datetime.now(UTC)}
        session.execute(update(table).where(table.c.id == held["id"]).values(renewed))
