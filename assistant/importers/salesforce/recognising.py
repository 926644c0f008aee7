"""Tells which object of Salesforce a table holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.importers.salesforce import activities, campaigns, deals, papers, people, support, trade
from assistant.importers.salesforce.exports import Kind, header_of, squeezed
from assistant.importers.salesforce.names import field_names
from assistant.records.batches.layout import Catalog, Layout, TableHead

KINDS = (
    *people.KINDS,
    *deals.KINDS,
    *support.KINDS,
    *papers.KINDS,
    *activities.KINDS,
    *trade.KINDS,
    *campaigns.KINDS,
)
WORD = re.compile(r"[a-z]+2?")


def layouts(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
    """Take a table that has the headers of an object.

    Of several objects the one that the file is named after counts, else the one that knows most of its columns.
    """
    fitting = [(kind, kind.layouts(header_of(head.columns, kind.own))) for kind in KINDS if _fits(kind, head)]
    if not fitting:
        return ()
    kind, found = max(fitting, key=lambda one: (_is_named(one[0], head.stem), _columns_known(one[1])))
    return tuple(replace(one, names=field_names(head.columns, kind.name, catalog[one.object].fields)) for one in found)


def _columns_known(found: Sequence[Layout]) -> int:
    return len({field.column for layout in found for field in layout.fields})


def _fits(kind: Kind, head: TableHead) -> bool:
    headers = {squeezed(column, kind.own) for column in head.columns}
    if len(headers) < 2 or headers & kind.lacks or {"id", kind.key} <= headers:
        return False
    if not all(headers & group for group in kind.needs):
        return False
    return not kind.marks or bool(headers & kind.marks) or _is_named(kind, head.stem)


def _is_named(kind: Kind, stem: str) -> bool:
    return not kind.files.isdisjoint(WORD.findall(stem.lower()))
