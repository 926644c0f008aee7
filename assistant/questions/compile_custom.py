"""Custom fields as SQL: typed values out of the JSON column of a record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Boolean, Date, Float, String

from assistant.questions.compile_tables import Aliased
from assistant.questions.plan import BadPlan
from assistant.questions.semantic.fields import Field


class _Json(FunctionElement[Any]):
    """A value out of a JSON column: the column, SQLite's path of the key, the key itself."""

    inherit_cache = True


class _Text(_Json):
    """A value as text."""

    inherit_cache = True
    type = String()


class _Number(_Json):
    """A value as a number; nothing where it is none."""

    inherit_cache = True
    type = Float()


class _Flag(_Json):
    """A value as true or false; nothing where it is neither."""

    inherit_cache = True
    type = Boolean()


class _Day(_Json):
    """A value as a date; nothing where it is none."""

    inherit_cache = True
    type = Date()


_AS: dict[str, type[_Json]] = {"number": _Number, "bool": _Flag, "date": _Day, "text": _Text}


def custom_value(table: Aliased, field: Field) -> ColumnElement[Any]:
    """A custom field of a record; the key is bound, as a value is.

    Raises:
        BadPlan: The object has no custom fields.
    """
    if "custom" not in table.c or field.type not in _AS:
        raise BadPlan(f"no custom field {field.name!r}")
    return _AS[field.type](table.c.custom, literal(f'$."{field.key}"', String), literal(field.key, String))


def _sqlite(element: _Json, compiler: SQLCompiler, **kw: Any) -> tuple[str, str]:
    column, path, _ = element.clauses
    return compiler.process(column, **kw), compiler.process(path, **kw)


def _postgresql(element: _Json, compiler: SQLCompiler, **kw: Any) -> tuple[str, str]:
    column, _, key = element.clauses
    return compiler.process(column, **kw), compiler.process(key, **kw)


@compiles(_Text)
def _text(element: _Text, compiler: SQLCompiler, **kw: Any) -> str:
    value = "{}, {}".format(*_sqlite(element, compiler, **kw))
    again = "{}, {}".format(*_sqlite(element, compiler, **kw))
    return (
        f"CASE json_type({value}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' "
        f"ELSE CAST(json_extract({again}) AS TEXT) END"
    )


@compiles(_Text, "postgresql")
def _text_postgresql(element: _Text, compiler: SQLCompiler, **kw: Any) -> str:
    return "({} ->> {})".format(*_postgresql(element, compiler, **kw))


@compiles(_Number)
def _number(element: _Number, compiler: SQLCompiler, **kw: Any) -> str:
    kind = "{}, {}".format(*_sqlite(element, compiler, **kw))
    value = "{}, {}".format(*_sqlite(element, compiler, **kw))
    return f"CASE WHEN json_type({kind}) IN ('integer', 'real') THEN json_extract({value}) END"


@compiles(_Number, "postgresql")
def _number_postgresql(element: _Number, compiler: SQLCompiler, **kw: Any) -> str:
    kind = "{} -> {}".format(*_postgresql(element, compiler, **kw))
    value = "{} ->> {}".format(*_postgresql(element, compiler, **kw))
    return f"CASE WHEN json_typeof({kind}) = 'number' THEN CAST({value} AS FLOAT) END"


@compiles(_Flag)
def _flag(element: _Flag, compiler: SQLCompiler, **kw: Any) -> str:
    kind = "{}, {}".format(*_sqlite(element, compiler, **kw))
    return f"CASE json_type({kind}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END"


@compiles(_Flag, "postgresql")
def _flag_postgresql(element: _Flag, compiler: SQLCompiler, **kw: Any) -> str:
    kind = "{} -> {}".format(*_postgresql(element, compiler, **kw))
    value = "{} ->> {}".format(*_postgresql(element, compiler, **kw))
    return f"CASE WHEN json_typeof({kind}) = 'boolean' THEN CAST({value} AS BOOLEAN) END"


@compiles(_Day)
def _day(element: _Day, compiler: SQLCompiler, **kw: Any) -> str:
    return "date(json_extract({}, {}))".format(*_sqlite(element, compiler, **kw))


@compiles(_Day, "postgresql")
def _day_postgresql(element: _Day, compiler: SQLCompiler, **kw: Any) -> str:
    shape = "{} ->> {}".format(*_postgresql(element, compiler, **kw))
    value = "{} ->> {}".format(*_postgresql(element, compiler, **kw))
    return f"CASE WHEN {shape} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN CAST({value} AS DATE) END"
