"""Accounts by what is true of them: conditions of a closed kind, turned into one statement under the row rule."""

from assistant.records.facets.conditions import Condition, Fact, Order
from assistant.records.facets.listing import Listed, Listing, listing
from assistant.records.facets.mentions import Mention, MentionFilter, mentions
from assistant.records.facets.vocabulary import HomeWords, home_words

__all__ = [
    "Condition",
    "Fact",
    "HomeWords",
    "Listed",
    "Listing",
    "Mention",
    "MentionFilter",
    "Order",
    "home_words",
    "listing",
    "mentions",
]
