"""Tags whole files of messages, in order, in constant memory."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.atomic import replacing
from assistant.context import Progress, Reader
from assistant.desk.rows import JSON_SUFFIXES, MessageRows, Row, as_cell, open_messages
from assistant.desk.tagged import COLUMNS, tags_of
from assistant.records.export import write_csv

BUFFER = 4096  # rows that are read together: enough to sort by length, little enough to hold


@dataclass(frozen=True, slots=True)
class TagReport:
    """What one run over a file did."""

    rows: int
    unsupported: int  # rows without text, or in a language the model does not read
    high: int  # rows whose intent is in the high band
    seconds: float
    out: Path

    def summary(self) -> str:
        """One sentence for the terminal."""
        rate = self.rows / self.seconds if self.seconds else 0.0
        return (
            f"Tagged {self.rows:,} messages in {self.seconds:.1f} s ({rate:,.0f}/s): "
            f"{self.high:,} with high confidence, "
            f"{self.unsupported:,} without labels; written to {self.out}."
        )


def tag_file(
    reader: Reader, source: Path, out: Path, *, text_column: str | None = None, progress: Progress | None = None
) -> TagReport:
    """Add the columns of the `tag` contract to every row of a file.

    The whole file is checked before the first message is read; `out` appears whole, or stays as it was.

    Args:
        reader: Reads the messages.
        source: A .csv, .tsv or .jsonl file.
        out: Where the tagged rows go: JSON lines for .jsonl, else CSV that no spreadsheet runs as formulas.
        text_column: Column of the message; None finds a usual name.
        progress: Told how far it is.

    Raises:
        UnreadableFile: The file is no table, a row is broken, or the column is not there.
        HomeNotWritable: The folder of `out` cannot be written.
    """
    started = time.monotonic()
    rows = open_messages(source, text_column=text_column)
    total = sum(1 for _ in rows)
    names = output_names(rows.columns)
    tally = _Tally(total, progress)
    with replacing(out) as file:
        tagged = _tagged(reader, rows, names, tally)
        if out.suffix.lower() in JSON_SUFFIXES:
            for row in tagged:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            columns = [*names.values(), *COLUMNS]
            write_csv(file, columns, ([as_cell(row.get(name)) for name in columns] for row in tagged))
    return TagReport(total, tally.unsupported, tally.high, time.monotonic() - started, out)


def output_names(columns: Sequence[str]) -> dict[str, str]:
    """What each input column is called in the output: its own name, or `input_…` where a tag has that name."""
    names: dict[str, str] = {}
    taken = {*COLUMNS, *(column for column in columns if column not in COLUMNS)}
    for column in columns:
        name = column
        while name in COLUMNS or (name != column and name in taken):
            name = f"input_{name}"
        names[column] = name
        taken.add(name)
    return names


class _Tally:
    """Counts what has been tagged so far."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._progress = total, progress
        self.done = self.unsupported = self.high = 0

    def add(self, tags: Sequence[dict[str, object]]) -> None:
        """Count a buffer, then tell whoever watches."""
        self.done += len(tags)
        self.unsupported += sum(not one["supported"] for one in tags)
        self.high += sum(one["intent_band"] == "high" for one in tags)
        if self._progress is not None:
            self._progress(self.done, self._total)


def _tagged(reader: Reader, rows: MessageRows, names: dict[str, str], tally: _Tally) -> Iterator[Row]:
    stream = iter(rows)
    while buffer := list(islice(stream, BUFFER)):
        tags = [tags_of(reading) for reading in reader.read([rows.text(row) for row in buffer])]
        tally.add(tags)
        for row, tag in zip(buffer, tags, strict=True):
            yield {**{names[column]: value for column, value in row.items()}, **tag}
