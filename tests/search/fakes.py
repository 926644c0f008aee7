"""Records in memory with an encoder that needs no model, for the tests of the search."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from assistant.records.calendar import PLAIN, Calendar
from assistant.records.facets import Condition, HomeWords, Listed, Listing, Mention, MentionFilter, Order
from assistant.records.profiles import KINDS, Profile
from assistant.views import Named, UserView
from indexes.types import Vectors

ADMIN = UserView(1, "Ada", "admin")
RED, BLUE = UserView(2, "Rea", "agent", team_id=1), UserView(3, "Blu", "agent", team_id=2)


class WordEncoder:
    """Texts with the same words point the same way."""

    dim = 128

    def __init__(self, fingerprint: str = "words-1") -> None:
        self.fingerprint = fingerprint
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        vectors = np.full((len(texts), self.dim), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, zlib.crc32(word.encode()) % self.dim] += 1
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def account(id_: int, title: str, text: str) -> Profile:
    return Profile("account", id_, f"A{id_}", title, text)


def ticket(id_: int, title: str, text: str) -> Profile:
    return Profile("ticket", id_, f"T{id_}", title, text)


@dataclass
class FakeRecords:
    """Records with an owner's team each; no team means everybody."""

    records: list[Profile] = field(default_factory=list)
    team_of: dict[tuple[str, int], int] = field(default_factory=dict)
    hidden_words: dict[tuple[str, int], str] = field(default_factory=dict)  # only administrators read these
    asked: list[int] = field(default_factory=list)

    def names(self, user: UserView) -> list[Named]:
        return [
            Named(profile.kind, profile.id, profile.key, profile.title)
            for profile in self.records
            if profile.kind == "account" and self._may_see(user, profile)
        ]

    def names_version(self) -> str:
        return str([(profile.id, profile.title) for profile in self.records])

    def profiles(self, user: UserView, kinds: Sequence[str] = KINDS) -> Iterator[Profile]:
        yield from (self._as_seen(user, each) for each in self.records if each.kind in kinds)

    def visible(self, user: UserView, kind: str, ids: Sequence[int]) -> Mapping[int, Profile]:
        self.asked += ids
        return {
            profile.id: self._as_seen(user, profile)
            for profile in self.records
            if profile.kind == kind and profile.id in ids and self._may_see(user, profile)
        }

    def calendar(self) -> Calendar:
        return PLAIN

    def home_words(self, user: UserView) -> HomeWords:
        return HomeWords((), (), (), (), (), (), (), (), (), (), frozenset())

    def listing(
        self,
        user: UserView,
        conditions: Sequence[Condition],
        *,
        as_of: date,
        order: Order | None = None,
        ids: Sequence[int] | None = None,
    ) -> Listing:
        seen = [one for one in self.records if one.kind == "account" and self._may_see(user, one)]
        listed = (Listed(one.id, one.key, one.title, ()) for one in seen if ids is None or one.id in ids)
        return Listing(tuple(listed), "SELECT 1")

    def mentions(
        self,
        user: UserView,
        where: MentionFilter,
        *,
        tickets: Sequence[int] | None = None,
        accounts: Sequence[int] | None = None,
    ) -> list[Mention]:
        return []

    def _may_see(self, user: UserView, profile: Profile) -> bool:
        return user.role == "admin" or self.team_of.get((profile.kind, profile.id), user.team_id) == user.team_id

    def _as_seen(self, user: UserView, profile: Profile) -> Profile:
        words = self.hidden_words.get((profile.kind, profile.id), "") if user.role == "admin" else ""
        return Profile(profile.kind, profile.id, profile.key, profile.title, profile.text + words)
