"""Tags the inbound messages of the records, each exactly once a model version."""

from __future__ import annotations

from assistant.context import Progress, Reader
from assistant.records.triage import Triages

BATCH = 512  # messages read and committed together: a stopped job loses at most these


def tag_messages(triages: Triages, reader: Reader, *, progress: Progress | None = None) -> int:
    """Read every inbound message that this model version has not read yet, in committed batches.

    Safe to stop and to run again, also twice at the same time: a message keeps its first reading.

    Returns:
        How many messages got a reading.
    """
    total, done, new = triages.untagged_count(reader.version), 0, 0
    while batch := triages.untagged(reader.version, BATCH):
        readings = reader.read([message.text for message in batch])
        stored = triages.store_readings({message.id: reading for message, reading in zip(batch, readings, strict=True)})
        done, new = done + len(batch), new + stored
        if progress is not None:
            progress(min(done, total), total)
    return new
