"""A reading as the columns of the `tag` contract."""

from __future__ import annotations

from assistant.messages import Reading

DIGITS = 4  # of a confidence

COLUMNS = (
    "intent",
    "intent_confidence",
    "intent_band",
    "intent_alternatives",
    "sentiment",
    "sentiment_confidence",
    "sentiment_band",
    "sentiment_level",
    "frustrated",
    "urgency",
    "language",
    "supported",
    "needs_reply",
    "entities",
)


def tags_of(reading: Reading) -> dict[str, object]:
    """The reading's values by column; labels of an unsupported language are None.

    `intent_alternatives` and `entities` are lists, which a CSV file holds as JSON text.
    """
    intent, sentiment = reading.intent, reading.sentiment
    return {
        "intent": intent and intent.name,
        "intent_confidence": intent and round(intent.confidence, DIGITS),
        "intent_band": intent and intent.band,
        "intent_alternatives": intent and [one.name for one in reading.intent_alternatives],
        "sentiment": sentiment and sentiment.name,
        "sentiment_confidence": sentiment and round(sentiment.confidence, DIGITS),
        "sentiment_band": sentiment and sentiment.band,
        "sentiment_level": reading.sentiment_level,
        "frustrated": reading.frustrated,
        "urgency": reading.urgency,
        "language": reading.language,
        "supported": reading.supported,
        "needs_reply": reading.needs_reply,
        "entities": [entity.as_json() for entity in reading.entities],
    }
