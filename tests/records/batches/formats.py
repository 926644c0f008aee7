"""Formats made up for a test, in the place of the shipped ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.records.batches import choosing
from assistant.records.batches.layout import Catalog, Importer, Layout, TableHead, never


def use(
    monkeypatch: pytest.MonkeyPatch,
    tables: dict[str, tuple[Layout, ...]],
    *,
    name: str = "made_up",
    is_footer: Callable[[Sequence[str]], bool] = never,
) -> None:
    """Let one format be known, beside those made up before: file name without suffix → layouts."""

    def layouts(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
        return tables.get(head.stem, ())

    known = {} if choosing.importers is ORIGINAL else dict(choosing.importers())
    known[name] = Importer(name, f"the format {name}", layouts, is_footer)
    monkeypatch.setattr(choosing, "importers", lambda: known)


ORIGINAL = choosing.importers
