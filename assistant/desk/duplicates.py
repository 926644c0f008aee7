"""Duplicates as a manager decides on them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import Forbidden, NotFound
from assistant.records.duplicates import Proposal, dismiss, find_duplicates, merge, proposals, unmerge
from assistant.records.store import Store
from assistant.views import UserView

MERGERS = ("admin",)  # a merge moves records of every team


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Pairs of records that may be one; a user decides only on pairs both of whose records they may see."""

    store: Store

    def pairs(self, user: UserView, status: str) -> tuple[Proposal, ...]:
        """Pairs of a status: proposed, merged or dismissed.

        Raises:
            Forbidden: The role may not merge.
        """
        _may_merge(user)
        return proposals(self.store, user, status=status)

    def look(self, user: UserView) -> int:
        """Look through all accounts and contacts again; how many pairs are proposed now."""
        _may_merge(user)
        return sum(find_duplicates(self.store, name) for name in ("account", "contact"))

    def decide(
        self, user: UserView, merge_id: int, pair: tuple[int, int], verdict: str, *, second: bool = False
    ) -> None:
        """Merge, dismiss or unmerge one pair.

        Args:
            user: Who decides.
            merge_id: The proposal's number.
            pair: The records that the person saw, kept and merged: another pair under this number is not decided on.
            verdict: merge, dismiss or unmerge.
            second: Keep the second record of the pair.

        Raises:
            Forbidden: The role may not merge.
            NotFound: There is no such pair that the user may see, or no such verdict.
            CannotMerge: It is decided otherwise already.
        """
        _may_merge(user)
        status = "merged" if verdict == "unmerge" else "proposed"
        (found,) = proposals(self.store, user, status=status, merge_id=merge_id) or (None,)
        if found is None or found.pair != pair:
            raise NotFound("proposal", str(merge_id))
        if verdict == "merge":
            merge(self.store, user, merge_id, keep=pair[1] if second else pair[0])
        elif verdict == "dismiss":
            dismiss(self.store, user, merge_id)
        elif verdict == "unmerge":
            unmerge(self.store, user, merge_id)
        else:
            raise NotFound("verdict", verdict)


def _may_merge(user: UserView) -> None:
    if user.role not in MERGERS:
        raise Forbidden("merge records")
