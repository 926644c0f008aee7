"""Tags the inbound messages of the records, each exactly once a model version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.context import Progress, Reader
from assistant.messages import Reading
from assistant.records.triage import Triages, Untagged
from assistant.understanding.entities import NameFinder, entities_of
from assistant.understanding.mail import with_subject

BATCH = 512  # messages read and committed together: a stopped job loses at most these


def tag_messages(
    triages: Triages,
    reader: Reader,
    *,
    names: Callable[[], NameFinder] | None = None,
    progress: Progress | None = None,
) -> int:
    """Read every inbound message that this model version has not read yet, in committed batches.

    Safe to stop and to run again, also twice at the same time: a message keeps its first reading.

    Args:
        triages: Where messages come from and readings go.
        reader: Reads them; a customer's first message below its ticket's subject.
        names: Gives what finds the names of the records; asked for once, when there is something to read.
        progress: Told how far it is.

    Returns:
        How many messages got a reading.
    """
    total, done, new = triages.untagged_count(reader.version), 0, 0
    known = names() if names is not None and total else None
    while batch := triages.untagged(reader.version, BATCH):
        readings = _read(reader, batch, known)
        stored = triages.store_readings({message.id: reading for message, reading in zip(batch, readings, strict=True)})
        done, new = done + len(batch), new + stored
        if progress is not None:
            progress(min(done, total), total)
    return new


def _read(reader: Reader, batch: Sequence[Untagged], known: NameFinder | None) -> list[Reading]:
    readings = reader.read([with_subject(message.text, message.subject) for message in batch], entities=False)
    return [
        replace(reading, entities=entities_of(message.text, known=known, said_on=message.sent_on))
        for message, reading in zip(batch, readings, strict=True)
    ]
