"""What the search needs from the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from assistant.records.profiles import KINDS, Profile
from assistant.search.customers.ledger import Ledger
from assistant.views import Named, UserView


class Source(Ledger, Protocol):
    """The records as the search reads them; each read is under the row rule of `user`."""

    def names(self, user: UserView) -> Sequence[Named]:
        """Everything that can be meant by name."""
        ...

    def profiles(self, user: UserView, kinds: Sequence[str] = KINDS) -> Iterator[Profile]:
        """The words of every record of the kinds."""
        ...


__all__ = ["KINDS", "Profile", "Source"]
