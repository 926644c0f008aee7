"""Records that may be one and the same: found with evidence, merged by a person, parted again."""

from assistant.records.duplicates.finding import find_duplicates
from assistant.records.duplicates.merging import dismiss, merge, reconsider, unmerge
from assistant.records.duplicates.proposals import Proposal, Side, proposals

__all__ = ["Proposal", "Side", "dismiss", "find_duplicates", "merge", "proposals", "reconsider", "unmerge"]
