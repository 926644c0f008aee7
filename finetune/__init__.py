"""Training of everything that reads text; nothing imports it."""
