"""Tags whole files of messages, in order, in constant memory."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

from assistant.context import Progress, Reader
from assistant.desk.rows import JSON_SUFFIXES, MessageRows, Row, as_cell, open_messages
from assistant.desk.tagged import COLUMNS, tags_of
from assistant.halfway import halfway
from assistant.hashed import sha256_of_file
from assistant.messages import Reading
from assistant.records.export import append_csv, write_csv
from assistant.understanding.entities import entities_of
from assistant.understanding.mail import with_subject

BUFFER = 4096  # rows that are read together: enough to sort by length, little enough to hold


@dataclass(frozen=True, slots=True)
class TagReport:
    """What one run over a file did."""

    rows: int
    unsupported: int  # rows without text, or in a language the model does not read
    high: int  # rows whose intent is in the high band
    seconds: float
    out: Path
    already: int = 0  # rows that a run which was cut off had tagged before

    def summary(self) -> str:
        """One sentence for the terminal."""
        new = self.rows - self.already
        rate = new / self.seconds if self.seconds else 0.0
        before = f" after {self.already:,} of an earlier run" if self.already else ""
        return (
            f"Tagged {new:,} messages{before} in {self.seconds:.1f} s ({rate:,.0f}/s): "
            f"{self.high:,} with high confidence, "
            f"{self.unsupported:,} without labels; written to {self.out}."
        )


def tag_file(
    reader: Reader,
    source: Path,
    out: Path,
    *,
    text_column: str | None = None,
    subject_column: str | None = None,
    progress: Progress | None = None,
) -> TagReport:
    """Add the columns of the `tag` contract to every row of a file.

    The whole file is checked before the first message is read; `out` appears whole, or stays as it was. A run that was
    cut off, even by a kill, is gone on with by the next one over the same file: no row twice, none left out.

    Args:
        reader: Reads the messages.
        source: A .csv, .tsv or .jsonl file.
        out: Where the tagged rows go: JSON lines for .jsonl, else CSV that no spreadsheet runs as formulas.
        text_column: Column of the message; None finds a usual name.
        subject_column: Column of its subject line, which is read above it; None finds a usual name, if any.
        progress: Told how far it is.

    Raises:
        UnreadableFile: The file is no table, a row is broken, or a column is not there.
        CannotWrite: The folder of `out` cannot be written.
        InUse: Another run is writing `out`.
    """
    started = time.monotonic()
    rows = open_messages(source, text_column=text_column, subject_column=subject_column)
    total = sum(1 for _ in rows)
    names = output_names(rows.columns)
    columns = [*names.values(), *COLUMNS]
    with halfway(out, _made_from(source, rows, out.suffix, reader.version)) as file:
        tally = Tally(**file.counts)
        already = tally.rows
        if not already:
            file.add(_header(columns, out), {})
        stream = islice(iter(rows), already, None)
        while buffer := list(islice(stream, BUFFER)):
            tags = [tags_of(reading) for reading in _read(reader, rows, buffer)]
            tally = tally.with_more(tags)
            merged = [
                {**{names[column]: value for column, value in row.items()}, **tag}
                for row, tag in zip(buffer, tags, strict=True)
            ]
            file.add(_text(merged, columns, out), asdict(tally))
            if progress is not None:
                progress(tally.rows, total)
    return TagReport(total, tally.unsupported, tally.high, time.monotonic() - started, out, already)


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


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what has been tagged so far."""

    rows: int = 0
    unsupported: int = 0
    high: int = 0

    def with_more(self, tags: Sequence[dict[str, object]]) -> Tally:
        """The counts with a buffer's added."""
        return Tally(
            self.rows + len(tags),
            self.unsupported + sum(not one["supported"] for one in tags),
            self.high + sum(one["intent_band"] == "high" for one in tags),
        )


def _read(reader: Reader, rows: MessageRows, buffer: Sequence[Row]) -> list[Reading]:
    """Labels are read below the subject line, entities looked for in the message alone: their places count there."""
    texts = [rows.text(row) for row in buffer]
    if rows.subject_column is None:
        return list(reader.read(texts))
    letters = [with_subject(text, rows.subject(row)) for text, row in zip(texts, buffer, strict=True)]
    readings = reader.read(letters, entities=False)
    return [replace(one, entities=entities_of(text)) for one, text in zip(readings, texts, strict=True)]


def _made_from(source: Path, rows: MessageRows, suffix: str, version: str) -> str:
    """Names all that the output depends on, so that another file, column or model begins anew."""
    return json.dumps([sha256_of_file(source), rows.text_column, rows.subject_column, suffix.lower(), version])


def _header(columns: Sequence[str], out: Path) -> str:
    sink = io.StringIO()
    if out.suffix.lower() not in JSON_SUFFIXES:
        write_csv(sink, columns, ())
    return sink.getvalue()


def _text(rows: Sequence[Row], columns: Sequence[str], out: Path) -> str:
    """Rows as lines of the output."""
    if out.suffix.lower() in JSON_SUFFIXES:
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    sink = io.StringIO(newline="")
    append_csv(sink, ([as_cell(row.get(name)) for name in columns] for row in rows))
    return sink.getvalue()
