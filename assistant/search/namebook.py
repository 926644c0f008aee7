"""The names of the records, kept up to date, each user seeing their own."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.search.names import NameIndex
from assistant.search.source import Source
from assistant.views import LOCAL_ADMIN, Named, NameMatch, UserView

LONGEST = 20_000  # characters of a text in which names are looked for

_Names = Mapping[tuple[str, int], Named]


@dataclass(slots=True)
class _Edition:
    """The names as of one version of the records."""

    version: str
    index: NameIndex
    seen_by: dict[tuple[int, str, int | None], _Names] = field(default_factory=dict)


class NameBook:
    """Finds names in texts; read again from the records when their version changes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lock = threading.Lock()
        self._edition: _Edition | None = None

    def find(self, user: UserView, text: str, *, kinds: Sequence[str] = ()) -> list[NameMatch]:
        """Names that the user may see in the first 20,000 characters of a text, as `NameIndex.find` reports them."""
        edition = self._current()
        seen = self._seen(edition, user)
        matches = edition.index.find(text[:LONGEST], kinds=kinds, only=seen.keys())
        return [replace(match, named=seen[match.named.kind, match.named.id]) for match in matches]

    def near(self, user: UserView, name: str, *, kinds: Sequence[str] = (), limit: int = 2) -> list[Named]:
        """Names that the user may see, closest in spelling to one that was not found."""
        edition = self._current()
        seen = self._seen(edition, user)
        near = edition.index.near(name[:LONGEST], kinds=kinds, only=seen.keys(), limit=limit)
        return [seen[named.kind, named.id] for named in near]

    def _current(self) -> _Edition:
        version = self._source.names_version()
        with self._lock:
            if self._edition is None or self._edition.version != version:
                self._edition = _Edition(version, NameIndex(self._source.names(LOCAL_ADMIN)))
            return self._edition

    def _seen(self, edition: _Edition, user: UserView) -> _Names:
        key = (user.id, user.role, user.team_id)
        if key not in edition.seen_by:
            edition.seen_by[key] = {(named.kind, named.id): named for named in self._source.names(user)}
        return edition.seen_by[key]
