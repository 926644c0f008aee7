"""Tables out of files: CSV, TSV, JSON, JSON lines or Excel workbooks, streamed."""

from assistant.records.batches.reading.row import Line
from assistant.records.batches.reading.table import JSON_SUFFIXES, SUFFIXES, Table, open_tables

__all__ = ["JSON_SUFFIXES", "SUFFIXES", "Line", "Table", "open_tables"]
