"""What the finder of customers needs from the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from assistant.records.calendar import Calendar
from assistant.records.facets import Condition, HomeWords, Listing, Mention, MentionFilter, Order
from assistant.records.profiles import Profile
from assistant.views import UserView


class Ledger(Protocol):
    """The records as the finder reads them; each read is under the row rule of `user`."""

    def names_version(self) -> str:
        """Text that changes whenever a name may have been added, changed or removed."""
        ...

    def calendar(self) -> Calendar:
        """The home's calendar."""
        ...

    def home_words(self, user: UserView) -> HomeWords:
        """The home's own words for places, industries, products."""
        ...

    def listing(
        self,
        user: UserView,
        conditions: Sequence[Condition],
        *,
        as_of: date,
        order: Order | None = None,
        ids: Sequence[int] | None = None,
    ) -> Listing:
        """Accounts that meet every condition, at most 5,000."""
        ...

    def mentions(
        self,
        user: UserView,
        where: MentionFilter,
        *,
        tickets: Sequence[int] | None = None,
        accounts: Sequence[int] | None = None,
    ) -> list[Mention]:
        """Tickets with their account, with what was read in them."""
        ...

    def visible(self, user: UserView, kind: str, ids: Sequence[int]) -> Mapping[int, Profile]:
        """Those of the ids that exist, by id, as they are now."""
        ...
