"""Measures how many rows a second one large file of ten mapped columns is imported at."""

from __future__ import annotations

import argparse
import csv
import os
import random
import sqlite3
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from assistant.records.batches import ImportReport, import_paths
from assistant.records.store import Store
from benchmarks.reporting import Report, measuring

ACCOUNTS, USERS = 1000, 50
ROUNDS = 5
SEED = 0
COLUMNS = ["id", "account_id", "owner_id", "name", "stage", "amount", "currency", "opened_at", "close_date", "source"]
STAGES = ("Prospecting", "Qualification", "Proposal/Price Quote", "Closed Won", "Closed Lost")


def write_tables(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write the records referred to (users, accounts), and the file of deals that is measured."""
    few, many = folder / "few", folder / "many"
    few.mkdir()
    many.mkdir()
    _write(few / "user.csv", ["id", "name"], ([f"U{n}", f"Person {n}"] for n in range(USERS)))
    _write(few / "account.csv", ["id", "name"], ([f"A{n}", f"Company {n}"] for n in range(ACCOUNTS)))
    dice = random.Random(SEED)
    _write(many / "deal.csv", COLUMNS, (_deal(number, dice) for number in range(rows)))
    return few, many / "deal.csv"


def import_once(few: Path, deals: Path) -> ImportReport:
    """Import the deals into a fresh home that has the users and accounts."""
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(Path(home))
        import_paths(store, [few])
        report = import_paths(store, [deals])
        store.close()
    return report


def bare_seconds(deals: Path) -> float:
    """The same file through the csv module into one SQLite table without an index, nothing checked."""
    with tempfile.TemporaryDirectory() as folder:
        database = sqlite3.connect(Path(folder) / "bare.db")
        started = time.perf_counter()
        with deals.open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle)
            database.execute(f"CREATE TABLE deal ({', '.join(next(reader))})")
            database.executemany(f"INSERT INTO deal VALUES ({', '.join('?' * len(COLUMNS))})", reader)  # noqa: S608
            database.commit()
        seconds = time.perf_counter() - started
        database.close()
    return seconds


def main() -> None:
    """Run the rounds and write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    report = Report(
        name="import_speed",
        protocol=f"one {rows:,}-row deal.csv of ten mapped columns (two of them references by key) into a fresh home "
        f"on disk that holds {ACCOUNTS:,} accounts, with matching, row account and revert log; {ROUNDS} rounds, "
        "median with the range as interval; per_cpu_second counts processor time "
        "instead of the clock (other programs may share the machine: see load_average); "
        "the peer writes the bare text into one table without an index",
        seeds=[SEED],
    )
    with tempfile.TemporaryDirectory() as folder, measuring(report):
        few, deals = write_tables(Path(folder), rows)
        busy = time.process_time()
        imports = [import_once(few, deals) for _ in range(ROUNDS)]
        busy = time.process_time() - busy
        speeds = [rows / one.seconds for one in imports]
        report.figures["per_second"] = statistics.median(speeds)
        report.intervals["per_second"] = (min(speeds), max(speeds))
        report.figures["per_cpu_second"] = rows * ROUNDS / busy
        report.figures["load_average"] = os.getloadavg()[0]
        report.figures["created"] = imports[0].objects[0].created
        report.peers["csv and sqlite3 alone"] = {"per_second": rows / bare_seconds(deals)}


def _deal(number: int, dice: random.Random) -> list[str]:
    opened = date(2015, 1, 1) + timedelta(days=dice.randrange(1000))
    return [
        f"D{number}",
        f"A{dice.randrange(ACCOUNTS)}",
        f"U{dice.randrange(USERS)}",
        f"Renewal {number}",
        dice.choice(STAGES),
        f"{dice.uniform(10, 90_000):.2f}",
        "USD",
        opened.isoformat(),
        (opened + timedelta(days=dice.randrange(200))).isoformat(),
        dice.choice(("web", "phone", "partner")),
    ]


def _write(path: Path, header: list[str], rows: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows(rows)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
