"""What rows are grouped by, as each database wants it said."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Label, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Grouped(FunctionElement[Any]):
    """A column of a SELECT in its GROUP BY: the expression, then its name.

    PostgreSQL takes two equal expressions with bound values for different ones, so it gets the name. SQLite's
    authorizer, asked about a name, no longer knows through which view the column is read, so it gets the expression.
    """

    inherit_cache = True


def grouped(column: Label[Any]) -> ColumnElement[Any]:
    """A labelled column as a key of GROUP BY."""
    return _Grouped(column.element, literal_column(column.name))


@compiles(_Grouped)
def _expression(element: _Grouped, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(next(iter(element.clauses)), **kw)


@compiles(_Grouped, "postgresql")
def _name(element: _Grouped, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(list(element.clauses)[1], **kw)
