"""Text to sentiment, intent, urgency, language, entities, with calibrated confidence."""
