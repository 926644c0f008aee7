"""Tables out of files: CSV, TSV or JSON lines in any usual encoding, streamed."""

from assistant.records.batches.reading.table import Line, Table, open_table, open_tables

__all__ = ["Line", "Table", "open_table", "open_tables"]
