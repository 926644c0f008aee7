"""The tables of one SELECT, as the files see them that write its expressions."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import Column
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.selectable import NamedFromClause

from assistant.questions.frame import Frame

Aliased = NamedFromClause[ReadOnlyColumnCollection[str, Column[Any]]]  # a table under the name of its role


class Tables(Protocol):
    """The tables of one SELECT."""

    @property
    def frame(self) -> Frame:
        """What the statement is worked out for."""
        ...

    def table(self, node: str) -> Aliased:
        """The alias of a node, joined on first use."""
        ...
