"""Teaching the reader: corrections with their preview, own intents, what comes of both."""
