"""Records found by name or by meaning, re-read under the row rule of whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from assistant.context import Progress
from assistant.errors import NotFound
from assistant.findings import Findings
from assistant.search.customers.finder import CustomerFinder
from assistant.search.customers.meaning import Meaning
from assistant.search.library import Library
from assistant.search.namebook import NameBook
from assistant.search.shelf import POOL, Found
from assistant.search.source import KINDS, Profile, Source
from assistant.search.verification import Verification
from assistant.views import Named, NameMatch, SearchHit, UserView
from indexes.passages import split
from indexes.types import Encoder, Vectors

WORD_FOR = {"account": "accounts", "ticket": "tickets", "kb_article": "articles"}
LONGEST = 4_000  # characters of a query that are read


def _quiet(done: int, total: int) -> None:
    """Report progress to nobody."""


class RecordSearch:
    """The `Search` of `assistant.context` over FAISS indexes, one for each of account, ticket, kb_article."""

    def __init__(self, source: Source, folder: Path, load_encoder: Callable[[], Encoder]) -> None:
        """Remember where things are; encoder and indexes are loaded when first needed.

        Args:
            source: The records.
            folder: `home.indexes`.
            load_encoder: Makes the encoder, for example `indexes.encoder.MiniLM`.
        """
        self._source = source
        self._names = NameBook(source)
        self._library = Library(source, folder, load_encoder)
        self._customers = CustomerFinder(source, self._names, Meaning(source, self._library))

    @property
    def status(self) -> str:
        """Empty while all is well, else one sentence that is safe to show; `problems` has the details."""
        if words_alone := self._library.words_alone:
            kinds = ", ".join(WORD_FOR[kind] for kind in words_alone)
            return (
                f"I search {kinds} by words alone, for lack of a usable index; `crm-assistant index rebuild` makes one."
            )
        if self._library.notes:
            return "I use an older search index, for the newest is damaged; `crm-assistant index rebuild` mends it."
        return ""

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong with the index of each kind used so far, for the log; may name folders."""
        return self._library.notes

    def names(self, user: UserView, text: str, *, kinds: Sequence[str] = ()) -> list[NameMatch]:
        """Names of records in a text: exact, misspelt or partial; ties stay in."""
        return self._names.find(user, text, kinds=kinds)

    def near_names(self, user: UserView, name: str, *, kinds: Sequence[str] = (), limit: int = 2) -> list[Named]:
        """Records closest in spelling to a name that was not found, for "did you mean"."""
        return self._names.near(user, name, kinds=kinds, limit=limit)

    def find(self, user: UserView, text: str, *, kinds: Sequence[str], k: int = 5) -> list[SearchHit]:
        """Records closest in meaning, best first, at most `k`; words of the query that occur count on top.

        Without a usable index the words alone decide, `similarity` is then the share of the query they hold, and
        `status` says so.

        Raises:
            ValueError: A kind that has no index.
        """
        if unknown := next((kind for kind in kinds if kind not in KINDS), None):
            raise ValueError(f"no index of {unknown!r}; there are {', '.join(KINDS)}")
        words = text[:LONGEST].strip()
        if not words or k < 1:
            return []
        query = self._vector(words)
        ranked = [hit for kind in kinds for hit in self._seen(user, kind, words, query, k)]
        return [hit for _, hit in sorted(ranked, key=lambda pair: -pair[0])[:k]]

    def like(self, user: UserView, account_id: int, *, k: int = 5) -> list[SearchHit]:
        """Accounts whose profile is closest to this account's, without itself.

        Raises:
            NotFound: There is no such account, or the user may not see it.
        """
        profile = self._source.visible(user, "account", [account_id]).get(account_id)
        if profile is None:
            raise NotFound("account", str(account_id))
        query = self._library.shelf("account").vector_of(account_id)
        if query is None:
            query = self._vector(profile.text)
        ranked = self._seen(user, "account", "" if query is not None else profile.text, query, k + 1)
        return [hit for _, hit in ranked if hit.id != account_id][:k]

    def customers(self, user: UserView, text: str, *, as_of: date) -> Findings:
        """Accounts that a request in plain language means, at most ten, best first, or why there are none."""
        return self._customers.find(user, text[:LONGEST].strip(), as_of=as_of)

    def refresh(self, progress: Progress = _quiet) -> int:
        """Embed only what is new or changed, remove what is gone; returns the passages embedded.

        Raises:
            SearchUnavailable: There is no usable encoder, or the disk takes no new index; the old one stays.
        """
        return self._library.refresh(progress)

    def rebuild(self, progress: Progress = _quiet) -> int:
        """Embed every record again into a new generation; returns the passages embedded; errors as for `refresh`."""
        return self._library.refresh(progress, anew=True)

    def verify(self) -> Verification:
        """Compare the indexes on disk with their hashes, the encoder, the records."""
        return self._library.verify()

    def _vector(self, text: str) -> Vectors | None:
        encoder = self._library.encoder()
        return encoder.encode([text]) if encoder is not None else None  # (1, dim)

    def _seen(
        self, user: UserView, kind: str, words: str, query: Vectors | None, k: int
    ) -> list[tuple[float, SearchHit]]:
        """The best `k` hits of a kind that the user may see; looks further while the row rule hides too many."""
        shelf = self._library.shelf(kind)
        known: dict[int, Profile | None] = {}
        pool = max(POOL, 2 * k)
        while True:
            seen = self._reread(user, kind, shelf.search(words, query, pool=pool), known, k)
            if len(seen) >= k or pool >= len(shelf.passages):
                return [(found.rank, _hit(kind, found, profile)) for found, profile in seen]
            pool *= 8

    def _reread(
        self, user: UserView, kind: str, ranked: Sequence[Found], known: dict[int, Profile | None], k: int
    ) -> list[tuple[Found, Profile]]:
        seen: list[tuple[Found, Profile]] = []
        for start in range(0, len(ranked), 2 * k):
            unread = [found.record for found in ranked[start : start + 2 * k] if found.record not in known]
            visible = self._source.visible(user, kind, unread) if unread else {}
            known.update({record: visible.get(record) for record in unread})
            for found in ranked[start : start + 2 * k]:
                profile = known[found.record]
                if profile is not None:
                    seen.append((found, profile))
            if len(seen) >= k:
                break
        return seen[:k]


def _hit(kind: str, found: Found, profile: Profile) -> SearchHit:
    """A hit with the record's words as the user may read them now, never with those of the index."""
    parts = split(profile.text) or [profile.title]
    passage = parts[found.part if found.part < len(parts) else 0]
    return SearchHit(kind, profile.id, profile.key, profile.title, passage, round(found.similarity, 4))
