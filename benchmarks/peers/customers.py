"""Other ways to find accounts by words: over their profiles with their tickets."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sqlalchemy import select

from assistant.records.profiles import Profile, profiles
from assistant.records.records import RecordsStore
from assistant.records.schema import Account, Ticket
from assistant.records.store import Store
from assistant.search.library import Library
from assistant.views import LOCAL_ADMIN
from indexes.encoder import MiniLM

MOST = 10  # accounts found at most
K1, B = 1.5, 0.75
NEAREST = 1_000  # passages looked through for ten different accounts
_WORD = re.compile(r"\w+")
Find = Callable[[str], Sequence[str]]
"""From a request to the names of accounts, best first, at most ten; nothing means that none was found."""


def texts_of(home: Path) -> dict[str, list[Profile]]:
    """The profile of each account, then its tickets (subject with first message), by the account's name."""
    store = Store.open(home, create=False)
    with store.read(LOCAL_ADMIN) as session:
        of_ticket = dict(session.execute(select(Ticket.id, Ticket.account_id)).tuples().all())
    names, found = dict[int | None, str](), defaultdict[str, list[Profile]](list)
    for profile in profiles(store, LOCAL_ADMIN, ("account", "ticket")):
        if profile.kind == "account":
            names[profile.id] = profile.title
        name = names.get(profile.id if profile.kind == "account" else of_ticket[profile.id])
        if name is not None:
            found[name].append(profile)
    store.close()
    return dict(found)


class BM25:
    """Okapi BM25 over one document an account, k1 1.5, b 0.75 (Robertson & Zaragoza 2009).

    Words are runs of letters or digits, casefolded, without stemming or stop words; idf is the logarithm of
    1 + (N - n + 0.5) / (n + 0.5), which is never negative.
    """

    def __init__(self, documents: Mapping[str, str]) -> None:
        self._names = list(documents)
        counts = [Counter(words(text)) for text in documents.values()]
        lengths = [count.total() for count in counts]
        mean = sum(lengths) / len(lengths)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, count in enumerate(counts):
            norm = K1 * (1 - B + B * lengths[row] / mean)
            for word, times in count.items():
                self._postings[word].append((row, times * (K1 + 1) / (times + norm)))

    def find(self, request: str) -> list[str]:
        """The ten accounts that score highest, those without any word of the request left out."""
        totals: Counter[int] = Counter()
        for word in words(request):
            postings = self._postings.get(word, [])
            weight = math.log(1 + (len(self._names) - len(postings) + 0.5) / (len(postings) + 0.5))
            for row, gain in postings:
                totals[row] += weight * gain  # type: ignore[assignment]
        return [self._names[row] for row, _ in totals.most_common(MOST)]


class RawEncoder:
    """The encoder as it is: an account is as near to a request as the nearest passage of its profile or tickets.

    The passages with their vectors are those of the home's index, which the same encoder made.
    """

    def __init__(self, home: Path) -> None:
        store = Store.open(home, create=False)
        records = RecordsStore(store)
        library = Library(records, home / "indexes", MiniLM)
        library.refresh(lambda done, total: None)
        self._encoder = MiniLM()
        self._shelves = {kind: library.shelf(kind) for kind in ("account", "ticket")}
        with store.read(LOCAL_ADMIN) as session:
            names = dict(session.execute(select(Account.id, Account.name)).tuples().all())
            tickets = session.execute(select(Ticket.id, Ticket.account_id)).tuples().all()
        store.close()
        self._names = {
            "account": names,
            "ticket": {id_: names[account] for id_, account in tickets if account is not None},
        }

    def find(self, request: str) -> list[str]:
        """The ten accounts with the nearest passages."""
        query = self._encoder.encode([request])
        near: list[tuple[float, str]] = []
        for kind, shelf in self._shelves.items():
            assert shelf.index is not None, "the index was refreshed"
            for hit in shelf.index.search(query, k=NEAREST)[0]:
                name = self._names[kind].get(int(hit.key.partition("#")[0]))
                near += [(-hit.similarity, name)] if name is not None else []
        return list(dict.fromkeys(name for _, name in sorted(near)))[:MOST]


def words(text: str) -> list[str]:
    """The words of a text, in order."""
    return _WORD.findall(text.casefold())


def peers(home: Path) -> dict[str, Find]:
    """The peers over a home's records, by name."""
    texts = texts_of(home)
    whole = {
        name: "\n".join(f"{profile.title}\n{profile.text}" for profile in owned) for name, owned in texts.items()
    }  # fmt: skip
    return {"BM25": BM25(whole).find, "raw MiniLM": RawEncoder(home).find}
