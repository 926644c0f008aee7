"""Readings of customers' messages, written into files or beside the records."""
