"""Finds pairs of records that may be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.records.batches.catalog import table_of
from assistant.records.duplicates import accounts, contacts
from assistant.records.duplicates.weights import Evidence, probability
from assistant.records.schema import Merge
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

LIKELY = 0.5  # chance from which on a pair is proposed
LARGEST_BLOCK = 200  # records; larger blocks say too little, and cost their square
PIECE = 1000
Progress = Callable[[int, int], None]

KINDS: dict[str, tuple[Any, Callable[[Any], Any], Callable[[Any], Iterator[str]], Any]] = {
    "account": (accounts.FIELDS, accounts.AccountView.of, accounts.blocks, accounts.compare),
    "contact": (contacts.FIELDS, contacts.ContactView.of, contacts.blocks, contacts.compare),
}


def find_duplicates(store: Store, name: str, *, progress: Progress | None = None) -> int:
    """Look through all accounts or contacts; proposals that nobody decided on are made anew.

    Returns:
        How many pairs are proposed now.

    Raises:
        NotFound: Duplicates of this object are not looked for.
    """
    if name not in KINDS:
        raise NotFound("kind of record to compare", name)
    fields, view, blocks, compare = KINDS[name]
    with store.read(LOCAL_ADMIN) as session:
        records = {one.id: one for one in (view(tuple(row)) for row in session.execute(fields))}
    pairs = sorted(_pairs(records.values(), blocks))
    found = []
    for number, (first, second) in enumerate(pairs):
        evidence: Sequence[Evidence] = compare(records[first], records[second])
        chance = probability(evidence)
        if chance >= LIKELY:
            said = [one.sentence for one in sorted(evidence, key=lambda one: -one.weight) if one.sentence]
            found.append((first, second, chance, said))
        if progress and number % PIECE == 0:
            progress(number, len(pairs))
    with store.write() as session:
        return _propose(session, name, found)


def _pairs(records: Iterable[Any], blocks: Callable[[Any], Iterator[str]]) -> set[tuple[int, int]]:
    sharing: dict[str, list[int]] = defaultdict(list)
    for record in records:
        for key in set(blocks(record)):
            sharing[key].append(record.id)
    return {pair for ids in sharing.values() if len(ids) <= LARGEST_BLOCK for pair in combinations(sorted(ids), 2)}


def _propose(session: Session, name: str, found: Sequence[tuple[int, int, float, list[str]]]) -> int:
    """Bring the proposals up to date; one that stays keeps its number."""
    table = table_of("merge")
    held = session.execute(select(Merge.id, Merge.kept_id, Merge.merged_id, Merge.status).where(Merge.object == name))
    known = {frozenset((row.kept_id, row.merged_id)): (row.id, row.status) for row in held}
    now = {frozenset(pair[:2]) for pair in found}
    gone = [number for pair, (number, status) in known.items() if status == "proposed" and pair not in now]
    for start in range(0, len(gone), PIECE):
        session.execute(delete(table).where(table.c.id.in_(gone[start : start + PIECE])))
    rows = [
        {
            "object": name,
            "kept_id": first,
            "merged_id": second,
            "probability": round(chance, 6),
            "evidence": evidence,
            "status": "proposed",
            "before": {},
            "created_at": datetime.now(UTC),
        }
        for first, second, chance, evidence in found
        if frozenset((first, second)) not in known
    ]
    if rows:
        session.execute(insert(table), rows)
    open_before = [pair for pair, (_, status) in known.items() if status == "proposed" and pair in now]
    return len(rows) + len(open_before)
