"""Why one row cannot be imported."""

from __future__ import annotations


class BadCell(Exception):
    """A value that cannot become the field's; its text is the reason kept in quarantine."""
