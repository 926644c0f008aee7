"""The ordered levels that a reading can carry."""

from __future__ import annotations

from assistant.intents.customer_service import CUSTOMER_SERVICE

SENTIMENTS = ("very_negative", "negative", "neutral", "positive", "very_positive")
"""A sentiment's level is its place less two: -2 to 2."""

URGENCIES = ("low", "normal", "high", "critical")

HEADS = {
    "intent": len(CUSTOMER_SERVICE.intents),
    "sentiment": len(SENTIMENTS),
    "urgency": len(URGENCIES),
    "frustrated": 1,
}
"""Outputs of each head of a model trained from now on, in order; weights on disk keep the number they were given."""
