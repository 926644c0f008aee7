"""Kills an import at many random moments to see what the same command ends in afterwards."""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from assistant.records.store import Store
from benchmarks.reporting import Report, measuring

KILLS = 50
SEED = 0
ACCOUNTS, USERS = 3000, 100
HISTORY = frozenset({"import_batch", "import_change", "quarantine"})
COMMAND = """
import sys
from pathlib import Path
from assistant.records.batches import import_paths
from assistant.records.store import Store
print("go", flush=True)
import_paths(Store.open(sys.argv[1]), [Path(sys.argv[2])])
"""


def write_files(folder: Path, rows: int, dice: random.Random) -> None:
    """Users, accounts with parents further down, deals; one deal in fifty names an account that is not there."""
    folder.mkdir()
    _write(folder / "user.csv", ["id", "name"], ([f"U{n}", f"Person {n}"] for n in range(USERS)))
    parents = (f"A{n + 7}" if n + 7 < ACCOUNTS and n % 3 == 0 else "" for n in range(ACCOUNTS))
    accounts = ([f"A{n}", f"Company {n}", parent, f"tier {n % 3}"] for n, parent in enumerate(parents))
    _write(folder / "account.csv", ["id", "name", "parent_id", "tier"], accounts)
    header = ["id", "account_id", "owner_id", "name", "stage", "amount", "close_date"]
    _write(folder / "deal.csv", header, (_deal(number, dice) for number in range(rows)))


def begin(home: Path, files: Path) -> subprocess.Popen[str]:
    """Start a process that imports, up to the moment at which it begins its work."""
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(home), str(files)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    return process


def finish(process: subprocess.Popen[str]) -> None:
    """Let a command end by itself."""
    process.communicate()
    if process.returncode:
        raise RuntimeError(f"the import failed with exit code {process.returncode}")


def kill(process: subprocess.Popen[str], seconds: float) -> bool:
    """Kill a command after some time; False when it was done before."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    process.communicate()
    return False


def records(home: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table but the history of imports; not by which import a row was written."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with closing(sqlite3.connect(home / "crm.db")) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
            cells = ", ".join(f'"{column}"' for column in columns if column != "import_batch_id")
            if table not in HISTORY:
                found[table] = database.execute(f'SELECT {cells} FROM "{table}" ORDER BY 1').fetchall()  # noqa: S608
    return found


def is_sound(home: Path) -> bool:
    """Whether SQLite finds every page and every reference whole."""
    with closing(sqlite3.connect(home / "crm.db")) as database:
        pages = database.execute("PRAGMA integrity_check").fetchall()
        return pages == [("ok",)] and not database.execute("PRAGMA foreign_key_check").fetchall()


def main() -> None:
    """Kill the imports, let each end, compare, write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--rows", type=int, default=20_000)
    options = parser.parse_args()
    dice = random.Random(SEED)
    report = Report(
        name="import_kill",
        protocol=f"`import_paths` of a folder ({options.rows:,} deals, {ACCOUNTS:,} accounts, {USERS} users) into an "
        f"empty home by a process of its own, killed with SIGKILL at {options.kills} moments drawn evenly over its "
        "undisturbed duration, a home for each kill; after the kill the records are those of the empty home, or all of "
        "them if the process was already leaving; then the same import runs to its end, and its records are compared "
        "with those of an import nobody killed",
        seeds=[SEED],
    )
    with tempfile.TemporaryDirectory() as place, measuring(report):
        _measure(Path(place), options.kills, options.rows, dice, report)


def _measure(place: Path, kills: int, rows: int, dice: random.Random, report: Report) -> None:
    write_files(place / "files", rows, dice)
    Store.open(place / "new").close()
    empty = records(place / "new")
    shutil.copytree(place / "new", place / "whole")
    undisturbed = begin(place / "whole", place / "files")
    started = time.perf_counter()
    finish(undisturbed)
    seconds = time.perf_counter() - started
    whole = records(place / "whole")
    figures = dict.fromkeys(("killed", "nothing_left", "all_there", "same_in_the_end", "sound"), 0.0)
    for turn in range(kills):
        home = place / f"home{turn}"
        shutil.copytree(place / "new", home)
        if kill(begin(home, place / "files"), dice.uniform(0, seconds)):
            figures["killed"] += 1
            found = records(home)
            figures["nothing_left"] += found == empty
            figures["all_there"] += found == whole  # it had done its work, not yet gone
            finish(begin(home, place / "files"))
        figures["same_in_the_end"] += records(home) == whole
        figures["sound"] += is_sound(home)
        shutil.rmtree(home)
    report.figures |= {"kills": kills, "undisturbed_seconds": seconds, **figures}


def _deal(number: int, dice: random.Random) -> list[str]:
    account = f"A{dice.randrange(ACCOUNTS)}" if number % 50 else "A-none"
    amount = f"{dice.uniform(10, 90_000):.2f}"
    return [f"D{number}", account, f"U{dice.randrange(USERS)}", f"Deal {number}", "Closed Won", amount, "2026-03-31"]


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
