"""What the search needs from the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from assistant.records.profiles import KINDS, Profile
from assistant.views import Named, UserView


class Source(Protocol):
    """The records as the search reads them; each read is under the row rule of `user`."""

    def names(self, user: UserView) -> Sequence[Named]:
        """Everything that can be meant by name."""
        ...

    def names_version(self) -> str:
        """Text that changes whenever a name may have been added, changed or removed."""
        ...

    def profiles(self, user: UserView, kinds: Sequence[str] = KINDS) -> Iterator[Profile]:
        """The words of every record of the kinds."""
        ...

    def visible(self, user: UserView, kind: str, ids: Sequence[int]) -> Mapping[int, Profile]:
        """Those of the ids that exist, by id, as they are now."""
        ...


__all__ = ["KINDS", "Profile", "Source"]
