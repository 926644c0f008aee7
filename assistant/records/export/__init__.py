"""Records on their way out: lists, tables, conversations, a person's data, as CSV files or workbooks."""

from assistant.records.export.conversations import conversations
from assistant.records.export.delimited import append_csv, as_written, harmless, write_csv
from assistant.records.export.files import write_file, write_folder, write_sheet, write_workbook
from assistant.records.export.person import find_person, person
from assistant.records.export.sheet import Sheet
from assistant.records.export.tables import everything, one_object

__all__ = [
    "Sheet",
    "append_csv",
    "as_written",
    "conversations",
    "everything",
    "find_person",
    "harmless",
    "one_object",
    "person",
    "write_csv",
    "write_file",
    "write_folder",
    "write_sheet",
    "write_workbook",
]
