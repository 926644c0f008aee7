"""A checked copy of the database, taken while it is in use."""

from __future__ import annotations

import os
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from assistant.errors import BackupByServer, DamagedDatabase, HomeNotWritable
from assistant.records import postgres
from assistant.records.store import Store


def backup_to(store: Store, target: Path) -> None:
    """Copy the database to a file that appears under its name once it is whole, readable by its owner alone.

    Args:
        store: The records; readers or writers need not stop.
        target: The copy; one that is there already is replaced.

    Raises:
        BackupByServer: The records are not in a file.
        DamagedDatabase: The database does not pass SQLite's integrity check.
        HomeNotWritable: The copy cannot be written.
    """
    if store.writing.dialect.name != "sqlite":
        database = postgres.Address(store.writing.url).for_tools()
        # without privileges: whoever opens the copy gives them again, to roles that another server does not know
        command = ("pg_dump", "--format=custom", "--no-privileges", f"--file={target.with_suffix('.dump')}", database)
        raise BackupByServer(shlex.join(command))
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        _copy(Path(str(store.writing.url.database)), part)
        part.replace(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise HomeNotWritable(str(target.parent)) from error
    except sqlite3.DatabaseError as error:
        raise DamagedDatabase(str(store.writing.url.database)) from error
    finally:
        if part.parent.is_dir():
            part.unlink(missing_ok=True)


def _copy(source: Path, part: Path) -> None:
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(part)) as writing:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        if writing.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise sqlite3.DatabaseError("integrity check failed")
    with part.open("rb") as whole:
        os.fsync(whole.fileno())
