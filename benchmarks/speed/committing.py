"""How fast messages go from CSV files into the database with their labels."""

from __future__ import annotations

import csv
import resource
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.desk.inbox import tag_messages
from assistant.records.batches import import_paths
from assistant.records.store import Store
from assistant.records.triage import Triages
from assistant.understanding.reader import TransformerReader


@dataclass(frozen=True, slots=True)
class Committed:
    """What one run came to."""

    per_second: float  # messages, from opening the file to the last commit
    peak_mib: float  # of this process so far


def committed(reader: TransformerReader, texts: Sequence[str], folder: Path) -> Committed:
    """Import tickets of one message each into an empty home, then read each message."""
    files = folder / "in"
    files.mkdir(parents=True)
    days = [f"2026-01-{1 + at % 28:02d}T09:00:00Z" for at in range(len(texts))]
    _write(
        files / "ticket.csv", ["id", "subject", "created_at"], ([f"t{at}", "Re: ", day] for at, day in enumerate(days))
    )
    messages = ([f"m{at}", f"t{at}", "in", days[at], text] for at, text in enumerate(texts))
    _write(files / "message.csv", ["id", "ticket_id", "direction", "sent_at", "body_text"], messages)
    store = Store.open(folder / "home")
    started = time.perf_counter()
    import_paths(store, [files], system="generic")
    tagged = tag_messages(Triages(store), reader)
    seconds = time.perf_counter() - started
    store.close()
    if tagged < 0.95 * len(texts):
        raise RuntimeError(f"only {tagged} of {len(texts)} messages were read")
    return Committed(tagged / seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
