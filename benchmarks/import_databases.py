"""Measures how much longer one large file takes into PostgreSQL than into SQLite."""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.records.batches import import_paths
from assistant.records.store import Store
from benchmarks.import_speed import ACCOUNTS, SEED, write_tables
from benchmarks.reporting import Report, measuring
from tests.postgres_server import PostgresServer, running

ROUNDS = 3


def seconds_of(store: Store, few: Path, deals: Path) -> float:
    """Import the deals into an empty home, after the users and accounts they refer to."""
    import_paths(store, [few])
    report = import_paths(store, [deals])
    store.close()
    return report.seconds


@contextmanager
def on_sqlite() -> Iterator[Store]:
    """An empty home in a file."""
    with tempfile.TemporaryDirectory() as home:
        yield Store.open(Path(home))


@contextmanager
def on_postgresql(server: PostgresServer) -> Iterator[Store]:
    """An empty home in a database."""
    with server.database() as url:
        yield Store.open(url)


def main() -> None:
    """Run the rounds, the databases taking turns, then write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    report = Report(
        name="import_databases",
        protocol=f"the {rows:,}-row file of `import_speed` into an empty home that holds {ACCOUNTS:,} accounts, "
        "on SQLite, then on PostgreSQL 18 through pg8000 over a socket, server as installed (fsync on), both on one "
        f"machine that other programs share (see load_average); {ROUNDS} rounds, medians; the ratio is that of the "
        "medians, its interval the lowest and highest ratio of a round",
        seeds=[SEED],
    )
    with tempfile.TemporaryDirectory() as folder, running(settings="") as server, measuring(report):
        few, deals = write_tables(Path(folder), rows)
        sqlite, postgresql = [], []
        for _ in range(ROUNDS):
            with on_sqlite() as store:
                sqlite.append(seconds_of(store, few, deals))
            with on_postgresql(server) as store:
                postgresql.append(seconds_of(store, few, deals))
        ratios = [slow / fast for slow, fast in zip(postgresql, sqlite, strict=True)]
        report.figures["sqlite_per_second"] = rows / statistics.median(sqlite)
        report.figures["postgresql_per_second"] = rows / statistics.median(postgresql)
        report.figures["ratio"] = statistics.median(postgresql) / statistics.median(sqlite)
        report.intervals["ratio"] = (min(ratios), max(ratios))
        report.figures["load_average"] = os.getloadavg()[0]


if __name__ == "__main__":
    main()
