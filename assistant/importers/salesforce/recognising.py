"""Tells which object of Salesforce a table holds."""

from __future__ import annotations

import re

from assistant.importers.salesforce import activities, campaigns, deals, papers, people, support, trade
from assistant.importers.salesforce.exports import Kind, header_of, squeezed
from assistant.records.batches.layout import Catalog, Layout, TableHead

KINDS = (*people.KINDS, *deals.KINDS, *support.KINDS, *papers.KINDS, *activities.KINDS, *trade.KINDS, *campaigns.KINDS)
WORD = re.compile(r"[a-z]+2?")


def layouts(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
    """Take a table that has the headers of an object.

    Of several objects the one that the file is named after counts, else the one that knows most of its columns.
    """
    known = {kind.name: _layouts(kind, head) for kind in KINDS if _fits(kind, head)}
    if not known:
        return ()
    return known[max((kind for kind in KINDS if kind.name in known), key=lambda kind: _rank(kind, head, known)).name]


def _layouts(kind: Kind, head: TableHead) -> tuple[Layout, ...]:
    return kind.layouts(header_of(head.columns, kind.own))


def _rank(kind: Kind, head: TableHead, known: dict[str, tuple[Layout, ...]]) -> tuple[bool, int]:
    columns = {field.column for layout in known[kind.name] for field in layout.fields}
    return (_is_named(kind, head.stem), len(columns))


def _fits(kind: Kind, head: TableHead) -> bool:
    headers = {squeezed(column, kind.own) for column in head.columns}
    if len(headers) < 2 or headers & kind.lacks or {"id", kind.key} <= headers:
        return False
    if not all(headers & group for group in kind.needs):
        return False
    return not kind.marks or bool(headers & kind.marks) or _is_named(kind, head.stem)


def _is_named(kind: Kind, stem: str) -> bool:
    return not kind.files.isdisjoint(WORD.findall(stem.lower()))
