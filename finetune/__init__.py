"""Training of the adapters and heads; nothing imports it."""
