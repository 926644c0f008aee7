"""How fast messages go from a CSV file into the database with their labels."""

from __future__ import annotations

import csv
import resource
import time
from collections.abc import Sequence
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
    """Import a file of messages into an empty home, then read each of them."""
    source = folder / "in" / "messages.csv"
    source.parent.mkdir(parents=True)
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "direction", "channel", "sent_at", "body_text"])
        for at, text in enumerate(texts):
            writer.writerow([f"m{at}", "in", "email", f"2026-01-{1 + at % 28:02d}T09:00:00Z", text])
    store = Store.open(folder / "home")
    started = time.perf_counter()
    import_paths(store, [source], system="generic")
    tagged = tag_messages(Triages(store), reader)
    seconds = time.perf_counter() - started
    store.close()
    if tagged < 0.95 * len(texts):
        raise RuntimeError(f"only {tagged} of {len(texts)} messages were read")
    return Committed(tagged / seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
