"""Judges again which accounts each request of `find_customers.jsonl` means.

A line holds the request with its gold as SQL over a fresh demo home (scale 1, seed 0, data date 2026-06-30). Where
the gold depends on what was written, `topics` or `texts` name the texts that match in meaning, in any voice or
language: the generator knows which text a ticket began with, although the home does not store it. The SQL finds these
tickets in the table `meant` (ticket_id, mood), all of them in `written` (ticket_id, text_id, topic, mood, language); a
mood of -2 is furious, -1 annoyed, 1 pleased, 2 delighted, as the text's writer meant it.

How words were understood, where a line does not say otherwise:

- Who wrote something is found whether or not they are still customers; still, current or our customers are those whose
  lifecycle stage is customer or at_risk; a company that left is churned.
- Open or unsolved tickets are those neither solved nor closed. Up for renewal: a subscription that was not cancelled
  ends within 90 days. Overdue: an invoice that is not paid after its due day. Paying late: at least three in ten of the
  invoices that fell due in the last twelve months were paid after that day or not at all.
- This quarter begins on 2026-04-01, last month on 2026-05-01, this year on 2026-01-01.
- Scandinavia is Denmark, Norway, Sweden; the Nordics are these with Finland. Kinds of companies are read off industry,
  name or description.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.records.demo import load
from assistant.records.demo.desk.shelf import OPENINGS, read
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story
from assistant.records.demo.world import World
from assistant.records.store import Store

REQUESTS = Path(__file__).with_name("find_customers.jsonl")
SEED, SCALE = 0, 1.0
MOST = 45  # judged accounts of a request
WRITTEN = """CREATE TEMP TABLE written
(ticket_id INTEGER PRIMARY KEY, text_id TEXT, topic TEXT, mood INTEGER, language TEXT)"""


@dataclass(frozen=True, slots=True)
class Origin:
    """The text that a ticket's first message was made from."""

    ticket_id: int
    text_id: str
    topic: str
    mood: int  # -2 to 2
    language: str  # ISO 639-1
    body: str  # as it was sent


def main() -> None:
    """Rewrite the accounts of every line, or say which have changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="a fresh demo home of scale 1, seed 0; default: one is made")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where the judgements differ")
    options = parser.parse_args()
    requests = read_requests()
    with tempfile.TemporaryDirectory() as folder:
        answers = judge(options.home or fresh_home(Path(folder)), requests)
    changed = [one["id"] for one in requests if one.get("accounts") != answers[one["id"]]]
    problems = [problem for one in requests for problem in problems_of(one, answers[one["id"]])]
    print(*problems, f"{len(requests)} requests, changed: {' '.join(changed) or 'none'}", sep="\n")
    if options.check:
        sys.exit(bool(changed or problems))
    write_requests([{**one, "accounts": answers[one["id"]]} for one in requests])


def read_requests(path: Path = REQUESTS) -> list[dict[str, Any]]:
    """The lines of the file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_requests(requests: Sequence[Mapping[str, Any]], path: Path = REQUESTS) -> None:
    """Write the lines back."""
    lines = [json.dumps(one, ensure_ascii=False) for one in requests]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def fresh_home(folder: Path) -> Path:
    """The demo company in an empty folder."""
    store = Store.open(folder)
    load(store, seed=SEED, scale=SCALE)
    store.close()
    return folder


def judge(home: Path, requests: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Names of the judged accounts, in order of name, by the request's id.

    Raises:
        ValueError: The home's tickets are not those that the generator draws today, or a request names a text or topic
            that there is not.
    """
    connection = sqlite3.connect(f"file:{home / 'crm.db'}?mode=ro", uri=True)
    found = list(origins())
    _check(connection, found)
    connection.execute(WRITTEN)
    rows = [(one.ticket_id, one.text_id, one.topic, one.mood, one.language) for one in found]
    connection.executemany("INSERT INTO written VALUES (?, ?, ?, ?, ?)", rows)
    answers = {str(one["id"]): accounts(connection, one) for one in requests}
    connection.close()
    return answers


def origins() -> Iterator[Origin]:
    """Draw the company's tickets again, each with the text it began with; spam, of no account, among them."""
    for case in World(SEED, Story(), Size.of(SCALE)).cases:
        text = case.opening
        yield Origin(case.id, text.id, text.topic, text.mood, text.language, case.thread.lines[0].text)


def accounts(connection: sqlite3.Connection, request: Mapping[str, Any]) -> list[str]:
    """Names of the accounts that a request means.

    Raises:
        ValueError: It names a text or topic that there is not.
    """
    wanted = {*request.get("topics", ()), *request.get("texts", ())}
    if unknown := sorted(wanted - known()):
        raise ValueError(f"{request['id']}: no first message has the topic or id {unknown}; judge the line again")
    connection.execute("DROP TABLE IF EXISTS meant")
    connection.execute("CREATE TEMP TABLE meant (ticket_id INTEGER PRIMARY KEY, mood INTEGER)")
    written = connection.execute("SELECT ticket_id, mood, topic, text_id FROM written").fetchall()
    meant = [(ticket, mood) for ticket, mood, topic, text in written if {topic, text} & wanted]
    connection.executemany("INSERT INTO meant VALUES (?, ?)", meant)
    found = {account_id for (account_id,) in connection.execute(request["sql"])}
    names = connection.execute("SELECT id, name FROM account ORDER BY name")
    return [name for account_id, name in names if account_id in found]


@cache
def known() -> frozenset[str]:
    """Ids and topics of all texts that a ticket can begin with, used in this company or not."""
    return frozenset(name for text in read(OPENINGS) for name in (text.id, text.topic))


def problems_of(request: Mapping[str, Any], names: Sequence[str]) -> Iterator[str]:
    """What is wrong with the number of judged accounts, in words."""
    if (request["kind"] == "none") == bool(names) or len(names) > MOST:
        yield f"{request['id']} ({request['kind']}) has {len(names)} judged accounts: {request['request']}"


def _check(connection: sqlite3.Connection, found: Sequence[Origin]) -> None:
    stored = dict(connection.execute("SELECT id, description FROM ticket"))
    if stored != {one.ticket_id: one.body for one in found}:
        raise ValueError("the home holds other tickets than the generator draws: load a fresh one of scale 1, seed 0")


if __name__ == "__main__":
    main()
