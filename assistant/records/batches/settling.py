"""Decides how the columns of one table are written, where a column alone does not show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.records.batches.answers import Answers
from assistant.records.batches.dates import DateFormat, DayOrder
from assistant.records.batches.evidence import DateColumn, NumberColumn
from assistant.records.batches.formats import Format
from assistant.records.batches.numbers import Decimal
from assistant.records.batches.reading import Table
from assistant.records.batches.report import Question

YEARS_AHEAD = 20
"""Years of two digits end so far after the data date: in 2026, 46 is 2046 (a contract's end), 47 is 1947."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How each column is written, with what remains to be asked."""

    formats: Mapping[str, Format]
    questions: tuple[Question, ...]


def settle(
    table: Table,
    numbers: Mapping[str, NumberColumn],
    dates: Mapping[str, DateColumn],
    answers: Answers,
    *,
    latest_year: int,
) -> Settled:
    """Let columns that show how they are written speak for those that do not.

    Numbers such as 1,234 or 1.234 are decided by the first of these that tells: the column; all other columns of the
    table that show a decimal sign, if they agree; the person's answer. If there are only commas with three digits
    behind them and no decimal sign anywhere, they part thousands, since that is how people write amounts; but not
    in a file with semicolons between its cells, as spreadsheets write it where the comma stands before the decimals.
    A lone 1.234 stays a question: it is an amount to half of the world, a fraction to the other half.

    Dates such as 03/04/2026 are decided in the same way, without such a habit.

    Args:
        table: Whose name and delimiter count.
        numbers: Columns all of whose cells are meant to be numbers.
        dates: Columns all of whose cells are meant to be dates.
        answers: What a person said.
        latest_year: The last year that two digits can mean.
    """
    decimals = {name: _decimal(name, numbers, answers, table.delimiter) for name in numbers}
    orders = {name: _order(name, dates, answers) for name in dates}
    questions = [
        _question("numbers", table, name, numbers[name].open, ("point", "comma"))
        for name, decimal in decimals.items()
        if decimal == "unknown" and numbers[name].open
    ]
    questions += [
        _question("dates", table, name, dates[name].open, ("day first", "month first"))
        for name, order in orders.items()
        if order == "unknown" and dates[name].open
    ]
    formats = {
        name: Format(
            DateFormat(orders.get(name, "unknown"), dates[name].stamp() if name in dates else "", latest_year),
            decimals.get(name, "point"),
        )
        for name in {**numbers, **dates}
    }
    return Settled(formats, tuple(questions))


def _decimal(name: str, columns: Mapping[str, NumberColumn], answers: Answers, delimiter: str) -> Decimal:
    column = columns[name]
    shown = column.shown()
    if shown != "unknown" or not column.open:
        return shown if shown != "unknown" else "point"
    contradicts_itself = {"point", "comma"} <= column.signs
    told = {other.shown() for other in columns.values()} - {"unknown"}
    if len(told) == 1 and not contradicts_itself:
        return told.pop()
    if answers.numbers:
        return answers.numbers
    signs = {sign for other in columns.values() if other.shown() == "unknown" for sign in other.signs}
    is_habit = signs <= {"none", "either comma"} and not told and delimiter != ";"
    return "point" if is_habit else "unknown"


def _order(name: str, columns: Mapping[str, DateColumn], answers: Answers) -> DayOrder:
    column = columns[name]
    shown = column.shown()
    if shown != "unknown" or not column.open:
        return shown
    contradicts_itself = {"day first", "month first"} <= column.orders
    told = {other.shown() for other in columns.values()} & {"day first", "month first"}
    if len(told) == 1 and not contradicts_itself:
        return told.pop()
    return answers.dates or "unknown"


def _question(
    kind: Literal["dates", "numbers"], table: Table, column: str, examples: list[str], choices: tuple[str, ...]
) -> Question:
    flag = f"--{kind} {choices[0].replace(' ', '-')}"
    return Question(kind, table.name, column, tuple(examples), choices, flag)
