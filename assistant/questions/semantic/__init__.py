"""What the records mean: objects, fields, measures, words, all of it data."""
