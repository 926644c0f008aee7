"""Imports files of 200 MB under a cap of 512 MiB of memory."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from assistant.errors import AssistantError
from assistant.records.batches import import_paths
from assistant.records.store import Store
from benchmarks.reporting import Report, measuring

CAP_BYTES = 512 << 20  # of address space, which is more than memory in use
MEGABYTE = 1_000_000
COLUMNS = ["id", "name", "stage", "amount", "currency", "opened_at", "close_date", "source", "type", "next_step"]
WORKBOOK_ROWS = 100_000
NOTE = "Call back about the offer, the delivery, the price of the larger plan. " * 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one import under the cap."""

    sentence: str  # of the refusal; empty: it finished
    rows: int
    quarantined: int
    seconds: float
    peak_megabytes: float  # resident


def table(path: Path, megabytes: int) -> None:
    """Deals with a long text each."""
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(COLUMNS) + "\n")
        for row in _rows(file.tell, megabytes):
            file.write(",".join(row) + "\n")


def document(path: Path, megabytes: int) -> None:
    """The same deals as one JSON array on one line."""
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for place, row in enumerate(_rows(file.tell, megabytes)):
            file.write(("," if place else "") + json.dumps(dict(zip(COLUMNS, row, strict=True))))
        file.write("]")


def one_line(path: Path, megabytes: int) -> None:
    """A table whose second row never ends, with a good row behind it."""
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,stage\nD1,")
        for _ in range(megabytes):
            file.write("x" * MEGABYTE)
        file.write("\nD2,Good,Won\n")


def open_quote(path: Path, megabytes: int) -> None:
    """A table with a quote in its second row that nobody closes."""
    with path.open("w", encoding="utf-8") as file:
        file.write('id,name,stage\nD1,"')
        for _ in range(megabytes):
            file.write("D2,Two,Won\n" * (MEGABYTE // 11))


def workbook(path: Path, rows: int) -> None:
    """Deals in a sheet of ten columns."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Deals")
    sheet.append(COLUMNS)
    for number in range(rows):
        row = _deal(number)
        opened = date.fromisoformat(row[5])
        sheet.append([*row[:3], float(row[3]), row[4], opened, opened + timedelta(days=30), *row[7:9], "call back"])
    book.save(path)


def under_cap(path: Path) -> Outcome:
    """Import a file in a process of its own that may not have more memory than the cap."""
    command = [sys.executable, "-m", "benchmarks.import_limits", "--child", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the import of {path.name} broke under the cap: {done.stderr[-2000:]}")
    return Outcome(**json.loads(done.stdout))


def child(path: Path) -> Outcome:
    """Import a file into a fresh home under the cap."""
    resource.setrlimit(resource.RLIMIT_AS, (CAP_BYTES, CAP_BYTES))
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        store = Store.open(Path(home))
        try:
            report = import_paths(store, [path])
        except AssistantError as error:
            return Outcome(error.reply, 0, 0, time.perf_counter() - started, _peak())
        finally:
            store.close()
    return Outcome("", report.rows_in, report.quarantined, time.perf_counter() - started, _peak())


def main() -> None:
    """Run every case and write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--child", type=Path)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps(asdict(child(arguments.child))))
        return
    size = arguments.megabytes
    cases: dict[str, tuple[str, Callable[[Path, int], None], int]] = {
        "csv": ("deal.csv", table, size),
        "json": ("deal.json", document, size),
        "one_line": ("deal.csv", one_line, size),
        "open_quote": ("deal.csv", open_quote, size),
        "workbook": ("deal.xlsx", workbook, WORKBOOK_ROWS),
    }
    report = Report(
        name="import_limits",
        protocol=f"each file of {size} MB (and a workbook of {WORKBOOK_ROWS:,} rows with ten columns) is imported in "
        f"a process with at most {CAP_BYTES >> 20} MiB of address space; it must finish or be refused with a sentence; "
        "seconds are by the clock (other programs may share the machine: see load_average), peak_megabytes is the "
        "largest resident size",
    )
    with measuring(report):
        report.figures["load_average"] = os.getloadavg()[0]
        for name, (file, make, amount) in cases.items():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / file
                make(path, amount)
                outcome = under_cap(path)
            report.figures |= {
                f"{name}_rows": outcome.rows,
                f"{name}_quarantined": outcome.quarantined,
                f"{name}_seconds": outcome.seconds,
                f"{name}_peak_megabytes": outcome.peak_megabytes,
            }
            if outcome.sentence:
                report.notes[name] = outcome.sentence


def _rows(size: Callable[[], int], megabytes: int) -> Iterator[list[str]]:
    number = 0
    while number % 1000 or size() < megabytes * MEGABYTE:
        yield _deal(number)
        number += 1


def _deal(number: int) -> list[str]:
    opened = date(2020, 1, 1) + timedelta(days=number % 2000)
    closed = opened + timedelta(days=30)
    amount = f"{number % 90_000}.{number % 90 + 10}"
    days = [opened.isoformat(), closed.isoformat()]
    return [
        f"D{number}",
        f"Renewal {number}",
        "Closed Won",
        amount,
        "USD",
        *days,
        "web",
        "renewal",
        f'"{NOTE}{number}"',
    ]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


if __name__ == "__main__":
    main()
