"""Finds customers by requests in people's words, judged against accounts listed beforehand.

The requests were written, the accounts judged, without sight of the finder (`find_customers_gold.py` says how).
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.app import open_assistant
from assistant.context import Context
from assistant.desk import inbox
from assistant.errors import AssistantError
from assistant.messages import Result, Topic
from assistant.tool import Said
from assistant.views import LOCAL_ADMIN
from benchmarks.find_customers_gold import REQUESTS, SEED, fresh_home, judge, read_requests
from benchmarks.intervals import bootstrap_interval
from benchmarks.peers.customers import MOST, Find, peers
from benchmarks.reporting import Report, measuring

OURS = "find_customers"
NAMES = ("account", "Account", "customer", "Customer", "name")
"""Columns that hold the names of accounts, the first one there is counts."""

PROTOCOL = (
    "100 written requests over the demo company (scale 1, seed 0, as of 2026-06-30), 40 dev, 60 test, stratified by "
    "kind; judged accounts recomputed from the generator. recall_at_10: judged accounts among the first ten over "
    "min(10, judged); precision: judged among those given; ndcg_at_10: binary gains. Each over the requests that mean "
    "somebody, with 95 % bootstrap intervals; refused: share of the requests that mean nobody that get no account. "
    "Choices were made on dev alone."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one way of finding made of one request."""

    id: str
    split: str
    kind: str
    found: tuple[str, ...]
    recall: float  # 0 to 1; of a request that means nobody: 1 when nothing was found
    precision: float  # 0 to 1
    ndcg: float  # 0 to 1


def main() -> None:
    """Ask every way of finding each request, write benchmarks/results/find_customers.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a demo home of scale 1, seed 0, tagged and indexed; default: made")
    parser.add_argument("--peers-only", action="store_true", help="leave our own finder out")
    parser.add_argument("--missed", action="store_true", help="print what our finder missed on dev")
    options = parser.parse_args()
    requests = read_requests()
    report = Report(name=OURS, protocol=PROTOCOL, data=[REQUESTS], seeds=[SEED])
    with tempfile.TemporaryDirectory() as folder, measuring(report):
        home = options.home or fresh_home(Path(folder))
        check(home, requests)
        verdicts = {name: judged(find, requests) for name, find in peers(home).items()}
        report.peers = {name: figures(of_peer) for name, of_peer in verdicts.items()}
        if options.peers_only:
            report.notes["finder"] = "left out of this run: the peers alone were measured"
            for name, of_peer in verdicts.items():
                report.intervals |= {f"{name} {key}": value for key, value in intervals(of_peer).items()}
        else:
            ours = judged(finder(home), requests)
            report.figures, report.intervals = figures(ours), intervals(ours)
            for name, of_peer in verdicts.items():
                compare(report, ours, of_peer, name)
            if options.missed:
                print(*missed(ours, requests), sep="\n")


def check(home: Path, requests: Sequence[Mapping[str, Any]]) -> None:
    """Make sure that the judgements in the file are those of today's demo company.

    Raises:
        SystemExit: They are not.
    """
    answers = judge(home, requests)
    if changed := [one["id"] for one in requests if one["accounts"] != answers[one["id"]]]:
        raise SystemExit(f"{' '.join(changed)} are out of date: run `python -m benchmarks.find_customers_gold` first")


def finder(home: Path) -> Find:
    """Our own finder: the tool by its name, given the words."""
    assistant = open_assistant(home)
    assistant.search.refresh(lambda done, total: None)
    inbox.tag_messages(assistant.triages, assistant.reader, progress=lambda done, total: None)
    chat, day = assistant.chat, assistant.as_of
    tool = chat.tools[OURS]
    said = next(parameter.name for parameter in tool.parameters if isinstance(parameter.marker, Said))

    def find(request: str) -> tuple[str, ...]:
        context = Context(
            user=LOCAL_ADMIN,
            as_of=day,
            topic=Topic(),
            records=chat.records,
            search=chat.search,
            questions=chat.questions,
            reader=chat.reader,
            predictors=chat.predictors,
            clock=chat.clock,
        )
        try:
            return accounts_of(tool.call(context, {said: request}))
        except AssistantError:  # a refusal in words, as a person would get it
            return ()

    return find


def accounts_of(result: Result) -> tuple[str, ...]:
    """The accounts that a result names, best first: a column of its table, else its citations."""
    if result.status != "answered":
        return ()
    if result.table is not None:
        column = next((result.table.columns.index(name) for name in NAMES if name in result.table.columns), None)
        if column is not None:
            return tuple(dict.fromkeys(str(row[column]) for row in result.table.rows))[:MOST]
    return tuple(dict.fromkeys(cited.title for cited in result.citations if cited.kind == "account"))[:MOST]


def judged(find: Find, requests: Iterable[Mapping[str, Any]]) -> list[Verdict]:
    """Ask all requests."""
    return [verdict(one, tuple(find(one["request"]))) for one in requests]


def verdict(request: Mapping[str, Any], found: tuple[str, ...]) -> Verdict:
    """Score one answer."""
    wanted, hits = set(request["accounts"]), [name in request["accounts"] for name in found]
    most = min(MOST, len(wanted))
    if not wanted:
        recall = precision = ndcg = float(not found)
    else:
        recall = sum(hits) / most
        precision = sum(hits) / len(found) if found else 0.0
        gained = sum(hit / math.log2(place) for place, hit in enumerate(hits, start=2))
        ndcg = gained / sum(1 / math.log2(place) for place in range(2, most + 2))
    return Verdict(request["id"], request["split"], request["kind"], found, recall, precision, ndcg)


MEASURES: dict[str, Callable[[Verdict], float]] = {
    "recall_at_10": lambda one: one.recall,
    "precision": lambda one: one.precision,
    "ndcg_at_10": lambda one: one.ndcg,
}


def figures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Every measure by split, recall by kind besides, with the share of right refusals."""
    means = {name: fmean(values) for name, values in measured(verdicts).items()}
    kinds = sorted({one.kind for one in verdicts} - {"none"})
    return means | {
        f"{split}_recall_at_10_{kind}": fmean(one.recall for one in meant)
        for split in ("dev", "test")
        for kind in kinds
        if (meant := [one for one in verdicts if one.split == split and one.kind == kind])
    }


def intervals(verdicts: Sequence[Verdict]) -> dict[str, tuple[float, float]]:
    """The 95 % intervals of the measures by split; there are too few refusals for one."""
    return {name: bootstrap_interval(values) for name, values in measured(verdicts).items() if "refused" not in name}


def measured(verdicts: Sequence[Verdict]) -> dict[str, list[float]]:
    """The values behind each figure, request by request."""
    values: dict[str, list[float]] = {}
    for split in ("dev", "test"):
        mine = [one for one in verdicts if one.split == split]
        for name, measure in MEASURES.items():
            values[f"{split}_{name}"] = [measure(one) for one in mine if one.kind != "none"]
        values[f"{split}_refused"] = [one.recall for one in mine if one.kind == "none"]
    return values


def compare(report: Report, ours: Sequence[Verdict], theirs: Sequence[Verdict], name: str) -> None:
    """Add the paired difference in recall on test, with its interval."""
    pairs = zip(ours, theirs, strict=True)
    gains = [our.recall - their.recall for our, their in pairs if our.split == "test" and our.kind != "none"]
    key = f"test_recall_at_10_over_{name.replace(' ', '_')}"
    report.figures[key], report.intervals[key] = fmean(gains), bootstrap_interval(gains)


def missed(verdicts: Sequence[Verdict], requests: Iterable[Mapping[str, Any]]) -> list[str]:
    """What was found for those dev requests that did not get all they should."""
    return [
        f"{one.id} {one.kind} {one.recall:.2f} {request['request']}\n    found {', '.join(one.found) or 'nothing'}"
        for one, request in zip(verdicts, requests, strict=True)
        if one.split == "dev" and (one.recall < 1 or one.precision < 1)
    ]


if __name__ == "__main__":
    main()
