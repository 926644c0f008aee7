"""Finds accounts and contacts that were entered twice, among many that only look alike."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert, select

from assistant.records import demo
from assistant.records.duplicates import find_duplicates, proposals
from assistant.records.schema import Account, Base, Contact
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN
from benchmarks.reporting import Report, measuring

SEEDS = (11, 12, 13)
SHARE = 0.2  # of the records that are entered a second time
SUFFIXES = (" Inc", " Ltd", " GmbH", " LLC", ", Inc.", " Co")
SHORT = {"Joanne": "Jo", "Thomas": "Tom", "William": "Will", "Katherine": "Kate", "Michael": "Mike", "Robert": "Rob"}


def main() -> None:
    """Enter a fifth of three demo companies' records twice, look for the pairs, write the result file."""
    report = Report(
        name="find_duplicates",
        protocol=(
            "demo company at scale 1; a fifth of accounts and contacts entered again with one to three changes each "
            "(legal form, case, typing slip, spaces, missing fields, initials, another mailbox); a pair counts as "
            "found when it is proposed; the peer proposes pairs of equal folded names"
        ),
        seeds=SEEDS,
    )
    counts: dict[str, list[int]] = {"account": [0, 0, 0], "contact": [0, 0, 0]}  # right, proposed, true
    peer: dict[str, list[int]] = {"account": [0, 0, 0], "contact": [0, 0, 0]}
    seconds = 0.0
    with measuring(report):
        for seed in SEEDS:
            with tempfile.TemporaryDirectory() as home:
                store = Store.open(Path(home))
                demo.load(store, seed=seed)
                truth = {name: _enter_again(store, name, Random(seed)) for name in counts}
                started = time.perf_counter()
                for name in counts:
                    find_duplicates(store, name)
                seconds += time.perf_counter() - started
                for name, true in truth.items():
                    found = {
                        (one.kept.id, one.merged.id)
                        for one in proposals(store, LOCAL_ADMIN, limit=100_000)
                        if one.object == name and one.merged
                    }
                    _add(counts[name], found, true)
                    _add(peer[name], _same_names(store, name), true)
                store.close()
        for name, (right, proposed, true_pairs) in counts.items():
            report.figures[f"{name}_precision"] = right / max(proposed, 1)
            report.figures[f"{name}_recall"] = right / true_pairs
        report.figures["seconds"] = seconds / len(SEEDS)
        report.peers["equal names"] = {
            f"{name}_{measure}": of[0] / max(of[1 if measure == "precision" else 2], 1)
            for name, of in peer.items()
            for measure in ("precision", "recall")
        }


def _add(counts: list[int], found: set[tuple[int, int]], true: set[tuple[int, int]]) -> None:
    counts[0] += len(found & true)
    counts[1] += len(found)
    counts[2] += len(true)


def _enter_again(store: Store, name: str, rng: Random) -> set[tuple[int, int]]:
    table: Any = Base.metadata.tables[name]
    with store.write() as session:
        rows = [dict(row) for row in session.execute(select(table)).mappings()]
        chosen = rng.sample(rows, int(SHARE * len(rows)))
        newest = max(row["id"] for row in rows)
        change = _account if name == "account" else _contact
        copies = [
            change(row, rng) | {"id": newest + place, "source_id": None, "source_system": "again"}
            for place, row in enumerate(chosen, start=1)
        ]
        session.execute(insert(table), copies)
    return {(row["id"], newest + place) for place, row in enumerate(chosen, start=1)}


def _account(row: dict[str, Any], rng: Random) -> dict[str, Any]:
    changes = {"parent_id": None}
    name = row["name"]
    for _ in range(rng.randint(1, 2)):
        name = rng.choice((_suffix, _case, _slip, _spaces))(name, rng)
    for field in ("domain", "city", "employees", "founded_year", "industry"):
        if rng.random() < 0.4:
            changes[field] = None
    return row | changes | {"name": name}


def _contact(row: dict[str, Any], rng: Random) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    kind = rng.random()
    if kind < 0.3:
        changes["email"] = None
    elif kind < 0.5 and row["email"]:
        changes["email"] = row["email"].replace("@", "@mail.")
    if rng.random() < 0.4:
        changes["phone"] = None
    first = row["first_name"] or ""
    if rng.random() < 0.3:
        changes["first_name"] = SHORT.get(first, first[:1])
    elif rng.random() < 0.4:
        changes["last_name"] = _slip(row["last_name"] or "", rng)
    return row | changes


def _suffix(name: str, rng: Random) -> str:
    return name + rng.choice(SUFFIXES)


def _case(name: str, rng: Random) -> str:
    return rng.choice((name.upper(), name.lower()))


def _spaces(name: str, rng: Random) -> str:
    return name.replace(" ", rng.choice(("", "-", "  ")), 1)


def _slip(name: str, rng: Random) -> str:
    if len(name) < 4:
        return name
    place = rng.randrange(1, len(name) - 1)
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return rng.choice((name[:place] + name[place + 1 :], swapped, name[:place] + name[place] + name[place:]))


def _same_names(store: Store, name: str) -> set[tuple[int, int]]:
    account: Any = (Account.id, Account.name)
    columns: Any = account if name == "account" else (Contact.id, Contact.first_name + Contact.last_name)
    seen: dict[str, list[int]] = {}
    with store.read(LOCAL_ADMIN) as session:
        for row_id, text in session.execute(select(*columns).order_by(columns[0])).all():
            seen.setdefault((text or "").casefold().replace(" ", ""), []).append(row_id)
    return {(ids[0], other) for ids in seen.values() for other in ids[1:]}


if __name__ == "__main__":
    main()
