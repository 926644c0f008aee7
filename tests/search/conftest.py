from __future__ import annotations

from pathlib import Path

import pytest

from assistant.records.records import RecordsStore
from assistant.search.search import RecordSearch
from tests.search.fakes import WordEncoder


@pytest.fixture
def search(records: RecordsStore, tmp_path: Path) -> RecordSearch:
    found = RecordSearch(records, tmp_path / "indexes", WordEncoder)
    found.rebuild()
    return found
