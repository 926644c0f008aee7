"""Verb `import`: records from files, or an import taken back."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.root import AsOf, app, console, day, home_of
from assistant.cli.working import working
from assistant.records.batches import Answers, import_paths, revert
from assistant.records.batches.answers import DateAnswer, NumberAnswer
from assistant.records.store import Store


class DayOrder(StrEnum):
    """Which comes first in 03/04/2026."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class DecimalSign(StrEnum):
    """What stands before the decimals."""

    POINT = "point"
    COMMA = "comma"


Dates = Annotated[DayOrder | None, typer.Option("--dates", help="what comes first in 03/04/2026, where no file tells")]
Numbers = Annotated[DecimalSign | None, typer.Option("--numbers", help="the decimal sign, where no file tells")]
Encoding = Annotated[str, typer.Option(help="utf-8, utf-16 or cp1252; found out when not given")]
System = Annotated[str, typer.Option("--as", help="auto, or the name of a format")]


def answers_of(
    encoding: str,
    dates: DayOrder | None,
    numbers: DecimalSign | None,
    mapped: Sequence[str] = (),
    ignored: Sequence[str] = (),
) -> Answers:
    """What the options say about the files.

    Args:
        encoding: Of text files.
        dates: What comes first.
        numbers: The decimal sign.
        mapped: Each `HEADER=object.field`.
        ignored: Headers of columns to be left aside.
    """
    columns = dict.fromkeys(ignored, "ignore")
    for text in mapped:
        header, sign, target = text.rpartition("=")
        if not sign or not header.strip() or not target.strip():
            raise typer.BadParameter(f"--map takes HEADER=object.field, such as --map 'Company=account.name': {text}")
        columns[header.strip()] = target.strip()
    first: dict[DayOrder | None, DateAnswer] = {
        None: "",
        DayOrder.DAY_FIRST: "day first",
        DayOrder.MONTH_FIRST: "month first",
    }
    sign_of: dict[DecimalSign | None, NumberAnswer] = {
        None: "",
        DecimalSign.POINT: "point",
        DecimalSign.COMMA: "comma",
    }
    return Answers(encoding, first[dates], sign_of[numbers], {"": columns} if columns else {})


@app.command("import")
def import_(
    context: typer.Context,
    paths: Annotated[list[Path] | None, typer.Argument(help="files or folders")] = None,
    system: System = "auto",
    as_of: AsOf = None,
    encoding: Encoding = "",
    dates: Dates = None,
    numbers: Numbers = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=FIELD", help="what a column holds: object.field, or custom"),
    ] = None,
    ignored: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="HEADER", help="a column to be left aside")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would happen, change nothing")] = False,
    undo: Annotated[int | None, typer.Option("--revert", metavar="BATCH", help="take an earlier import back")] = None,
    keep_touched: Annotated[
        bool, typer.Option("--keep-touched", help="with --revert: leave rows that were edited or used since")
    ] = False,
) -> None:
    """Import records from files, or take an import back."""
    if (undo is None) == (not paths):
        raise typer.BadParameter("give either paths to import or --revert BATCH")
    store = Store.open(home_of(context))
    if undo is not None:
        console.print(revert(store, undo, keep_touched=keep_touched).summary())
        return
    with working("Importing") as progress:
        report = import_paths(
            store,
            paths or [],
            system=system,
            as_of=day(as_of),
            answers=answers_of(encoding, dates, numbers, mapped or (), ignored or ()),
            dry_run=dry_run,
            progress=lambda now: progress(now.rows, None, now.object),
        )
    console.print(report.summary())
