"""Message to call: which tool serves what a person said."""
