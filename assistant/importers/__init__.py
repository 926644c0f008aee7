"""One import format a file."""
