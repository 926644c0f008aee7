"""A file of any size is imported in memory that does not grow with it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

from assistant.records.batches.reading.lines import LONGEST_LINE, Lines

TEXT = "x" * 1900
CHILD = """
import resource, sys
from pathlib import Path
from assistant.records.batches import import_paths
from assistant.records.store import Store

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

home, small, *large = map(Path, sys.argv[1:])
store = Store.open(home)
import_paths(store, [small])
for path in large:
    before = peak()
    report = import_paths(store, [path])
    print(report.rows_in, report.quarantined, peak() - before)
store.close()
"""


def csv_lines(rows: int) -> Iterator[str]:
    """Accounts with a long text each."""
    yield "id,name,description\n"
    for number in range(rows):
        yield f"A{number},Account {number},{TEXT}{number}\n"


def json_pieces(rows: int) -> Iterator[str]:
    """The same as a JSON array."""
    yield "[\n"
    for number in range(rows):
        comma = "," if number else " "
        yield f'{comma}{{"id": "A{number}", "name": "Account {number}", "description": "{TEXT}{number}"}}\n'
    yield "]\n"


def test_twenty_megabytes_take_no_more_memory_than_a_few(tmp_path: Path) -> None:
    files = [tmp_path / "home"]
    for folder, name, pieces in (
        ("small", "account.csv", csv_lines(2000)),
        ("csv", "account.csv", csv_lines(10_000)),
        ("json", "account.json", json_pieces(10_000)),
    ):
        (tmp_path / folder).mkdir()
        files.append(tmp_path / folder / name)
        with files[-1].open("w", encoding="utf-8") as file:
            file.writelines(pieces)
    command = [sys.executable, "-c", CHILD, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    for line, path in zip(done.stdout.splitlines(), files[2:], strict=True):
        rows_in, quarantined, grown = map(int, line.split())
        assert (rows_in, quarantined) == (10_000, 0)
        assert path.stat().st_size > 19_000_000
        assert grown < 12_000_000


class Endless:
    """An open file with one line of two thousand million characters between two short ones."""

    def __init__(self) -> None:
        pieces = 2_000_000_000 // LONGEST_LINE
        self._parts = iter(["id,name\n", *["x" * LONGEST_LINE] * pieces, "x\n", "A2,Beta\n", ""])

    def readline(self, size: int) -> str:
        """As much of the line as is wanted."""
        return next(self._parts)


def test_two_gigabytes_in_one_field_are_passed_over() -> None:
    lines = Lines(cast(TextIO, Endless()), "account.csv")
    assert next(lines) == "id,name\n"
    assert len(next(lines)) == LONGEST_LINE
    assert lines.take_cut()
    assert (next(lines), lines.number, lines.take_cut()) == ("A2,Beta\n", 3, False)
