"""Answers questions about support and commerce over the demo company, judged against gold queries."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from sqlalchemy import text

from assistant.app import open_assistant
from assistant.messages import Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.demo import load
from assistant.records.records import RecordsStore
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN
from benchmarks.reporting import Report, measuring

QUESTIONS = Path(__file__).with_suffix(".jsonl")
TODAY = date(2026, 6, 30)
EXTRA = 3  # columns an answer may have beyond those asked for
LABELS = """WITH label AS (SELECT t.id AS ticket_id, r.intent, r.sentiment, r.urgency, r.language FROM ticket t
JOIN triage r ON r.id = (SELECT max(x.id) FROM triage x WHERE x.message_id = (SELECT m.id FROM message m
WHERE m.ticket_id = t.id AND m.direction = 'in' ORDER BY m.sent_at DESC, m.id DESC LIMIT 1))), """
_WORTH = """rated_{table} AS (SELECT own.*, own.{amount} * coalesce((SELECT rate FROM exchange_rate
WHERE currency = own.currency AND day <= {day} ORDER BY day DESC LIMIT 1), 1.0) AS worth FROM "{table}" own)"""
RATED = ", ".join(
    _WORTH.format(table=table, amount=amount, day=day)
    for table, amount, day in (
        ("order", "total", "date(own.ordered_at)"),
        ("invoice", "amount", "own.issued_at"),
        ("subscription", "mrr", f"'{TODAY}'"),
    )
)
"""Gold queries read labels from the newest message of a ticket, amounts in dollars at the rate of their own day."""
Rows = Sequence[Sequence[object]]


def main() -> None:
    """Load the demo company, tag it, answer every question, write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="a demo home that is tagged already")
    parser.add_argument("--wrong", action="store_true", help="print what went wrong in the seen half")
    options = parser.parse_args()
    golds = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    report = Report(
        name="questions_demo",
        protocol="`QuestionEngine.answer` on the tagged demo company as of 2026-06-30, rows compared with gold SQL; "
        "the gold queries were written before the reader, by the same hand; the unseen half was not used to mend it",
        data=[QUESTIONS],
        seeds=[0],
    )
    with tempfile.TemporaryDirectory() as folder, measuring(report):
        home = options.home or tagged(Path(folder))
        store = Store.open(home)
        engine = QuestionEngine(store, NameBook(RecordsStore(store)).find)
        for half in ("seen", "unseen"):
            verdicts = [judged(store, engine, gold) for gold in golds if gold["half"] == half]
            report.figures |= figures(half, verdicts)
            if options.wrong and half == "seen":
                print(*(f"{one['id']} {one['text']}: {one['said']}" for one in verdicts if not one["right"]), sep="\n")
        store.close()


def tagged(home: Path) -> Path:
    """A fresh demo home whose messages have been read."""
    store = Store.open(home)
    load(store, seed=0)
    store.close()
    open_assistant(home).catch_up(lambda done, total: None)
    return home


def judged(store: Store, engine: QuestionEngine, gold: dict[str, Any]) -> dict[str, Any]:
    """One question with its answer's status and whether that is right."""
    result = engine.answer(LOCAL_ADMIN, gold["text"], as_of=TODAY, topic=Topic())
    answered = result.status == "answered" and result.table is not None
    right = not answered
    if gold["expect"] == "answer":
        with store.reading.connect() as connection:
            wanted = [
                list(row) for row in connection.execute(text(f"{LABELS}{RATED} {gold['sql']}".replace(":", "\\:")))
            ]
        got = [list(row) for row in result.table.rows] if result.table is not None else []
        right = answered and matches(wanted, got)
    return {**gold, "answered": answered, "right": right, "said": f"{result.status}: {result.text[:150]}"}


def figures(half: str, verdicts: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Right of all, answered of what has an answer, right of what was answered."""
    due = [one for one in verdicts if one["expect"] == "answer"]
    given = [one for one in verdicts if one["answered"]]
    return {
        f"{half}_questions": float(len(verdicts)),
        f"{half}_accuracy": sum(one["right"] for one in verdicts) / len(verdicts),
        f"{half}_answered": sum(one["answered"] for one in due) / len(due),
        f"{half}_precision": sum(one["right"] for one in given) / max(1, len(given)),
    }


def matches(wanted: Rows, got: Rows) -> bool:
    """Whether the rows wanted stand in `got` under some choice of its columns, in any order."""
    if len(wanted) != len(got) or not wanted:
        return len(wanted) == len(got)
    width = len(wanted[0])
    if not width <= len(got[0]) <= width + EXTRA:
        return False
    columns = [[c for c in range(len(got[0])) if _column(wanted, w) == _column(got, c)] for w in range(width)]
    rows = sorted([tuple(map(_plain, row)) for row in wanted])
    for choice in product(*columns):
        picked = sorted([tuple(_plain(row[c]) for c in choice) for row in got])
        if len(set(choice)) == width and picked == rows:
            return True
    return False


def _column(rows: Rows, at: int) -> list[str]:
    return sorted(_plain(row[at]) for row in rows)


def _plain(cell: object) -> str:
    """A cell as comparable text: numbers to two decimals, small ones to three, nothing as zero."""
    if isinstance(cell, int | float):
        return f"{round(float(cell), 2 if abs(cell) >= 1 else 3):.8g}"
    return _plain(0) if cell is None else " ".join(str(cell).split()).casefold()


if __name__ == "__main__":
    main()
