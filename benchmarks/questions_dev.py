"""Answers the labelled questions over the public CRM sales set, judged by their scorer."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from assistant.messages import Topic
from assistant.questions.engine import QuestionEngine
from assistant.records.batches import import_paths
from assistant.records.records import RecordsStore
from assistant.records.store import Store
from assistant.search.namebook import NameBook
from assistant.views import LOCAL_ADMIN
from benchmarks.reporting import DATA, Report, measuring

TODAY = date(2017, 12, 31)
ELSEWHERE = ("confirm", "chat")  # due from other tools: changes and small talk never reach the question engine


def main() -> None:
    """Import into a fresh home, answer each set, have it judged, write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("CRM_BENCH_DATA", DATA)))
    folder = parser.parse_args().data
    questions = folder.parent / "questions"
    report = Report(
        name="questions_dev",
        protocol="`QuestionEngine.answer` for every turn over the imported set as of 2017-12-31, one fresh topic a "
        "conversation, judged by score.py; questions that are due a change or small talk are left out",
        data=[folder / "crm_sales", questions / "dev.jsonl", questions / "train.jsonl"],
    )
    with tempfile.TemporaryDirectory() as home, measuring(report):
        store = Store.open(Path(home))
        import_paths(store, [folder / "crm_sales"], as_of=TODAY)
        engine = QuestionEngine(store, NameBook(RecordsStore(store)).find)
        for name in ("dev", "train"):
            golds = [gold for gold in phrasings(questions / f"{name}.jsonl") if gold["expect"] not in ELSEWHERE]
            answers = [answered(engine, gold) for gold in golds]
            report.figures |= judged(name, golds, answers, questions / "score.py", Path(home))
        store.close()


def phrasings(path: Path) -> Iterator[dict[str, Any]]:
    """Every conversation of a file, one a phrasing."""
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        for index, turns in enumerate(gold.pop("paraphrases", None) or [gold["turns"]]):
            yield {**gold, "id": f"{gold['id']}.{index}", "turns": turns}


def answered(engine: QuestionEngine, gold: dict[str, Any]) -> dict[str, Any]:
    """The answer to the last turn, the earlier ones really answered before it."""
    topic = Topic()
    for text in gold["turns"]:
        started = time.perf_counter()
        result = engine.answer(LOCAL_ADMIN, text, as_of=TODAY, topic=topic)
        elapsed_ms = (time.perf_counter() - started) * 1000
        if result.plan is not None:
            topic = Topic(plan=result.plan, question=text)
    answer: dict[str, Any] = {"id": gold["id"], "status": result.status, "elapsed_ms": elapsed_ms}
    if result.table is not None:
        answer |= {"columns": result.table.columns, "rows": result.table.rows}
    return answer


def judged(
    name: str, golds: list[dict[str, Any]], answers: list[dict[str, Any]], scorer: Path, folder: Path
) -> dict[str, float]:
    """The scorer's figures, with the share right of each kind."""
    paths = [folder / f"{name}_{part}.jsonl" for part in ("gold", "answers", "figures")]
    for path, rows in zip(paths, (golds, answers), strict=False):
        path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    command = [sys.executable, str(scorer), str(paths[0]), str(paths[1]), "--json", str(paths[2])]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    figures = json.loads(paths[2].read_text(encoding="utf-8"))
    found = {f"{name}_{key}": float(value) for key, value in figures.items() if isinstance(value, int | float)}
    for kind, share in figures["by_kind"].items():
        right, _, every = share.partition("/")
        found[f"{name}_{kind}"] = int(right) / int(every)
    return found


if __name__ == "__main__":
    main()
