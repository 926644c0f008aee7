"""What the import pages show of a checked upload: questions, columns with what they become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.desk.imports import Upload, Waiting, fields_of
from assistant.desk.imports.state import WORKING
from assistant.records.batches import ColumnMapping, TableMapping
from ui.cells import heading, moment

ENCODINGS = (
    ("", "found out"),
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows (Western Europe, cp1252)"),
    ("utf-16", "UTF-16"),
    ("iso-8859-15", "ISO 8859-15"),
)
FEW = 3  # names of files on a list
ASKED = {"dates": "Which comes first?", "numbers": "Which sign stands before the decimals?"}
USUAL = ("account", "contact", "deal", "ticket", "message", "order", "product", "lead")  # of a table nobody knows
LEFT = (("custom", "keep as a custom field"), ("ignore", "leave out"))


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something the files leave open."""

    kind: str  # dates | numbers
    sentence: str
    choices: tuple[str, ...]
    given: str  # what was answered last


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column with what becomes of it."""

    place: int
    header: str
    shown: str  # what it is read as now
    given: str  # what a person chose for it; empty: nothing
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """One table with what it can be read as."""

    place: int
    name: str
    objects: tuple[str, ...]
    columns: tuple[ColumnView, ...]
    choices: tuple[tuple[str, str], ...]  # value, label
    open: bool  # worth a look: not recognised, or with a column that a person should decide on


@dataclass(frozen=True, slots=True)
class WaitingView:
    """One upload on the list of those that wait."""

    token: str
    files: str
    by: str
    received: str
    state: str  # one phrase
    is_busy: bool  # cannot be thrown away now
    until: str


def waiting_view(waiting: Waiting) -> WaitingView:
    """An upload as the list shows it."""
    upload = waiting.upload
    shown = ", ".join(upload.files[:FEW])
    more = f" and {len(upload.files) - FEW} more" if len(upload.files) > FEW else ""
    return WaitingView(
        upload.token,
        shown + more,
        upload.by,
        moment(upload.received_at_utc),
        _state(upload),
        upload.stage in WORKING,
        moment(waiting.until_utc),
    )


def _state(upload: Upload) -> str:
    if upload.stage in WORKING:
        return "being checked" if upload.stage == "checking" else "being imported"
    if upload.report is None or upload.problem:
        return upload.problem or "not checked yet"
    if upload.report.questions:
        return "waits for an answer"
    rows = upload.report.rows_in - upload.report.quarantined
    if not rows:
        return "checked: nothing of it can be taken in as it is; go on to see why"
    return f"checked: {rows:,} row{'s' if rows != 1 else ''} can be imported"


def questions_of(upload: Upload) -> tuple[OpenQuestion, ...]:
    """One question a kind, for the first column that raises it."""
    found: dict[str, OpenQuestion] = {}
    for one in upload.report.questions if upload.report else ():
        examples = ", ".join(one.examples)
        sentence = f"{one.file}, column “{one.column}” holds {examples}. {ASKED[one.kind]}"
        given = upload.wish.answers.dates if one.kind == "dates" else upload.wish.answers.numbers
        found.setdefault(one.kind, OpenQuestion(one.kind, sentence, one.choices, given))
    return tuple(found.values())


def tables_of(upload: Upload) -> tuple[TableView, ...]:
    """Every table that was read, with its columns."""
    tables = upload.report.tables if upload.report else ()
    return tuple(_table(upload, place, tables) for place in range(len(tables)))


def columns_of(upload: Upload, given: Iterable[str]) -> dict[str, dict[str, str]]:
    """The answers so far with those of the form: table → header → field.

    Args:
        upload: The one that the form was made for.
        given: `TABLE:COLUMN:VALUE` by places; what does not fit the upload is passed over.
    """
    answers = {table: dict(columns) for table, columns in upload.wish.answers.columns.items()}
    tables = upload.report.tables if upload.report else ()
    for text in given:
        first, _, rest = text.partition(":")
        second, _, value = rest.partition(":")
        if _is_place(first) and _is_place(second) and int(first) < len(tables):
            table = tables[int(first)]
            known = {choice for choice, _ in _choices(table)}
            if int(second) < len(table.columns) and value in known:
                answers.setdefault(table.table, {})[table.columns[int(second)].column] = value
    return answers


def _is_place(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 6


def _table(upload: Upload, place: int, tables: Sequence[TableMapping]) -> TableView:
    table = tables[place]
    given = upload.wish.answers.columns.get(table.table, {})
    columns = tuple(
        ColumnView(number, one.column, _shown(one), given.get(one.column, ""), one.samples)
        for number, one in enumerate(table.columns)
    )
    doubtful = not table.objects or any(one.suggestion for one in table.columns)
    return TableView(place, table.table, table.objects, columns, _choices(table), doubtful or len(tables) == 1)


def _choices(table: TableMapping) -> tuple[tuple[str, str], ...]:
    objects: Sequence[str] = tuple(dict.fromkeys(table.objects)) or USUAL
    fields = [
        (f"{name}.{field}", f"{heading(name)}: {heading(field)}") for name in objects for field in fields_of(name)
    ]
    return (*fields, *LEFT)


def _shown(column: ColumnMapping) -> str:
    if column.target == "custom":
        words = f"custom field ({column.type})" if column.type else "custom field"
    elif column.target == "ignore":
        words = "left out"
    else:
        words = " and ".join(_name(target) for target in (column.target, *column.also))
    return f"{words} – perhaps {_name(column.suggestion)}?" if column.suggestion else words


def _name(target: str) -> str:
    name, _, field = target.partition(".")
    return f"{heading(name)}: {heading(field)}"
