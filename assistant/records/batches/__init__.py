"""Import batches: files in, records with a row account out, and back again."""

from assistant.records.batches.journal import mark_interrupted
from assistant.records.batches.report import (
    ImportReport,
    ObjectCount,
    Progress,
    QuarantinedRow,
    Reconciliation,
    RevertReport,
    SkippedFile,
)
from assistant.records.batches.reverting import revert
from assistant.records.batches.run import import_paths

__all__ = [
    "ImportReport",
    "ObjectCount",
    "Progress",
    "QuarantinedRow",
    "Reconciliation",
    "RevertReport",
    "SkippedFile",
    "import_paths",
    "mark_interrupted",
    "revert",
]
