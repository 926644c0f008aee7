"""Import batches: files in, records with a row account out, and back again."""

from assistant.records.batches.answers import Answers
from assistant.records.batches.journal import mark_interrupted
from assistant.records.batches.report import (
    ColumnMapping,
    ImportReport,
    ObjectCount,
    Progress,
    QuarantinedRow,
    Question,
    Reconciliation,
    RevertReport,
    SkippedFile,
    TableMapping,
)
from assistant.records.batches.reverting import revert
from assistant.records.batches.run import import_paths

__all__ = [
    "Answers",
    "ColumnMapping",
    "ImportReport",
    "ObjectCount",
    "Progress",
    "QuarantinedRow",
    "Question",
    "Reconciliation",
    "RevertReport",
    "SkippedFile",
    "TableMapping",
    "import_paths",
    "mark_interrupted",
    "revert",
]
