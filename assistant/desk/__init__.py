"""Tickets: tagging and the messages behind it."""
