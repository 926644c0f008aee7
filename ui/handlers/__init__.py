"""What the pages do, as functions that need no browser."""
