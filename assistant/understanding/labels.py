"""The ordered levels that a reading can carry."""

from __future__ import annotations

SENTIMENTS = ("very_negative", "negative", "neutral", "positive", "very_positive")
"""A sentiment's level is its place less two: -2 to 2."""

URGENCIES = ("low", "normal", "high", "critical")

HEADS = {"intent": 40, "sentiment": len(SENTIMENTS), "urgency": len(URGENCIES), "frustrated": 1}
"""Outputs of each head of the model."""
