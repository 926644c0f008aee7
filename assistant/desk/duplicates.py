"""Duplicates as a manager decides on them."""

from __future__ import annotations

from assistant.desk.looking import Look, Looking
from assistant.errors import Forbidden, NotFound
from assistant.records.duplicates import Proposal, dismiss, merge, proposals, reconsider, unmerge
from assistant.records.store import Store
from assistant.views import UserView

MERGERS = ("admin",)  # a merge moves records of every team


WAS = {"merge": "proposed", "dismiss": "proposed", "unmerge": "merged", "reconsider": "dismissed"}
"""What a pair is before each verdict."""


class Duplicates:
    """Pairs of records that may be one; a user decides only on pairs both of whose records they may see."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._looking = Looking(store)

    def pairs(self, user: UserView, status: str) -> tuple[Proposal, ...]:
        """Pairs of a status: proposed, merged or dismissed.

        Raises:
            Forbidden: The role may not merge.
        """
        _may_merge(user)
        return proposals(self.store, user, status=status)

    def look(self, user: UserView) -> Look:
        """Begin to look through all accounts and contacts again, in the background.

        Raises:
            Forbidden: The role may not merge.
        """
        _may_merge(user)
        return self._looking.begin()

    def progress(self, user: UserView) -> Look:
        """How far the look is, or how the last one ended.

        Raises:
            Forbidden: The role may not merge.
        """
        _may_merge(user)
        return self._looking.now

    def decide(
        self, user: UserView, merge_id: int, pair: tuple[int, int], verdict: str, *, second: bool = False
    ) -> None:
        """Merge one pair, keep it apart, or take either back.

        Args:
            user: Who decides.
            merge_id: The proposal's number.
            pair: The records that the person saw, kept and merged: another pair under this number is not decided on.
            verdict: merge, dismiss (keep apart), unmerge, or reconsider (decide anew on a pair that was kept apart).
            second: Keep the second record of the pair.

        Raises:
            Forbidden: The role may not merge.
            NotFound: There is no such pair that the user may see, or no such verdict.
            CannotMerge: It is decided otherwise already.
        """
        _may_merge(user)
        if verdict not in WAS:
            raise NotFound("verdict", verdict)
        (found,) = proposals(self.store, user, status=WAS[verdict], merge_id=merge_id) or (None,)
        if found is None or found.pair != pair:
            raise NotFound("proposal", str(merge_id))
        if verdict == "merge":
            merge(self.store, user, merge_id, keep=pair[1] if second else pair[0])
        elif verdict == "dismiss":
            dismiss(self.store, user, merge_id)
        elif verdict == "unmerge":
            unmerge(self.store, user, merge_id)
        else:
            reconsider(self.store, user, merge_id)


def _may_merge(user: UserView) -> None:
    if user.role not in MERGERS:
        raise Forbidden("merge records")
