"""Import batches: files in, records with a row account out, and back again."""

from assistant.records.batches.answers import Answers
from assistant.records.batches.journal import mark_interrupted
from assistant.records.batches.quarantine import RowAside, count_quarantine, dismiss, list_quarantine
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
from assistant.records.batches.rerunning import Repair, repair, rerun
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
    "Repair",
    "RevertReport",
    "RowAside",
    "SkippedFile",
    "TableMapping",
    "count_quarantine",
    "dismiss",
    "import_paths",
    "list_quarantine",
    "mark_interrupted",
    "repair",
    "rerun",
    "revert",
]
