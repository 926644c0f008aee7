"""The tables of bringing records in: batches, quarantine, kept mappings, watched folders, merges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.records.schema.base import Base, Ratio


class ImportBatch(Base):
    """One import, with its row account."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_system: Mapped[str]
    files: Mapped[list[str]]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    status: Mapped[str]  # running | done | failed | reverted
    rows_in: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    quarantined: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class ImportChange(Base):
    """The earlier values of one row that an import touched, so that it can be reverted."""

    __tablename__ = "import_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[dict[str, Any] | None]  # null: the row was created by the batch
    after: Mapped[str | None]  # digest of the row as the batch left it; another one tells an edit made since


class Quarantine(Base):
    """A row that could not be imported, kept with the reason."""

    __tablename__ = "quarantine"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    file: Mapped[str]
    line: Mapped[int]
    reason: Mapped[str]
    raw: Mapped[dict[str, Any]]
    object: Mapped[str | None]  # what the row would have become
    status: Mapped[str] = mapped_column(default="waiting", server_default="waiting")  # waiting | repaired | dismissed
    repaired_by_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))  # the import that took it in


class ImportMapping(Base):
    """How a person wants the columns of one kind of file to be read; kept for the next file of that kind."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("source_system", "signature"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_system: Mapped[str]
    signature: Mapped[str]  # sha256 of the sorted header, so that the same export with new rows finds it
    columns: Mapped[dict[str, Any]]  # header → "object.field", "custom" or "ignore"; absent: as the format says
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the answers given: dates, numbers, encoding
    updated_at: Mapped[datetime]


class SourceAlias(Base):
    """A further key of a record: of one merged into it, or of another system that knows the same thing."""

    __tablename__ = "source_alias"
    __table_args__ = (UniqueConstraint("object", "source_system", "source_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    object: Mapped[str]
    source_system: Mapped[str]
    source_id: Mapped[str]
    row_id: Mapped[int]  # of the record that was kept
    merge_id: Mapped[int | None] = mapped_column(ForeignKey("merge.id"), index=True)  # null: an import found them equal


class Merge(Base):
    """Two records that may be one, with the evidence and what became of the proposal."""

    __tablename__ = "merge"
    __table_args__ = (UniqueConstraint("object", "kept_id", "merged_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    object: Mapped[str]  # account | contact
    kept_id: Mapped[int] = mapped_column(index=True)
    merged_id: Mapped[int] = mapped_column(index=True)
    probability: Mapped[Ratio]  # 0 to 1, that both are the same
    evidence: Mapped[list[str]]  # one sentence each
    status: Mapped[str] = mapped_column(default="proposed", index=True)  # proposed | merged | dismissed
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)  # all that an unmerge needs
    created_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]


class FolderWatch(Base):
    """A folder whose new or changed files are imported from time to time."""

    __tablename__ = "folder_watch"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(unique=True)
    source_system: Mapped[str]  # what `--as` takes
    every_minutes: Mapped[int]
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_active: Mapped[bool] = mapped_column(default=True)
    last_run_at: Mapped[datetime | None]
    last_result: Mapped[str] = mapped_column(default="")  # one sentence


class WatchedFile(Base):
    """A file of a watched folder as it was when it was imported last."""

    __tablename__ = "watched_file"
    __table_args__ = (UniqueConstraint("watch_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    watch_id: Mapped[int] = mapped_column(ForeignKey("folder_watch.id"), index=True)
    name: Mapped[str]
    sha256: Mapped[str]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
