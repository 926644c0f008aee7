"""Arithmetic of days, hours and periods, as each database says it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Float, String, case, literal, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Date, DateTime

from assistant.questions.frame import Frame
from assistant.records.schema import UtcDateTime

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_SQLITE = {"month": "'%Y-%m'", "year": "'%Y'", "weekday": "'%w'"}
_POSTGRESQL = {"month": "'YYYY-MM'", "year": "'YYYY'", "week": "'IYYY-\"W\"IW'", "quarter": "'YYYY-\"Q\"Q'"}


class _Days(FunctionElement[float]):
    """Whole days between two days, the later one first."""

    inherit_cache = True
    type = Float()


class _Hours(FunctionElement[float]):
    """Hours between two timestamps, the later one first."""

    inherit_cache = True
    type = Float()


class _Day(FunctionElement[Any]):
    """The day of a timestamp, or of an ISO text."""

    inherit_cache = True
    type = Date()


class _Local(FunctionElement[Any]):
    """A UTC timestamp on other clocks: the timestamp, SQLite's modifier that moves it, the zone's name."""

    inherit_cache = True
    type = DateTime()


class _Bucket(FunctionElement[str]):
    """The label of the period around a day: the day, the unit, how far the day is moved before."""

    inherit_cache = True
    type = String()


def as_day(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """A timestamp or an ISO text as a day."""
    return _Day(value)


def days_between(later: ColumnElement[Any], earlier: ColumnElement[Any]) -> ColumnElement[float]:
    """Whole days from `earlier` to `later`, each a date or a local timestamp."""
    moments = DateTime | UtcDateTime
    return _Days(*(_Day(value) if isinstance(value.type, moments) else value for value in (later, earlier)))


def hours_between(later: ColumnElement[Any], earlier: ColumnElement[Any]) -> ColumnElement[float]:
    """Hours from one timestamp to another."""
    return _Hours(later, earlier)


def local(value: ColumnElement[Any], frame: Frame) -> ColumnElement[Any]:
    """A UTC timestamp on the clocks of the home's time zone, which may change within the years on record."""
    offsets = frame.calendar.offsets(*frame.years)
    if all(one.seconds == 0 for one in offsets):
        return value
    moves = [_constant(f"'{one.seconds:+d} seconds'") for one in offsets]
    ends = [value < literal(one.since, UtcDateTime()) for one in offsets[1:]]
    modifier = case(*zip(ends, moves, strict=False), else_=moves[-1]) if ends else moves[0]
    return _Local(value, modifier, _constant(f"'{frame.calendar.zone.key}'"))


def bucket(value: ColumnElement[Any], unit: str, frame: Frame) -> ColumnElement[Any]:
    """The label of the period around a day: `YYYY-MM`, `YYYY-Qn`, `YYYY-Www`, `YYYY`, or the weekday's name.

    Quarters and years are the home's fiscal ones unless the unit says "calendar"; a week that begins on Sunday has the
    ISO number of the Monday in it.
    """
    months = frame.calendar.months_ahead if unit in ("quarter", "year") else 0
    days = 1 if unit == "week" and frame.calendar.week_start == "sunday" else 0
    label = _Bucket(value, _constant(unit.removeprefix("calendar ")), _constant(str(months)), _constant(str(days)))
    if unit == "weekday":
        return case(*((label == str(index), name) for index, name in enumerate(WEEKDAYS)), else_=None)
    return label


def _constant(text: str) -> ColumnElement[Any]:
    """A piece of SQL of our own making; unlike a bound value it is part of a compiled statement's cache key."""
    return literal_column(text)


def _parts(element: FunctionElement[Any], compiler: SQLCompiler, **kw: Any) -> list[str]:
    return [compiler.process(clause, **kw) for clause in element.clauses]


@compiles(_Days)
def _days(element: _Days, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = _parts(element, compiler, **kw)
    return f"(julianday({later}) - julianday({earlier}))"


@compiles(_Days, "postgresql")
def _days_postgresql(element: _Days, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = _parts(element, compiler, **kw)
    return f"CAST(CAST({later} AS DATE) - CAST({earlier} AS DATE) AS FLOAT)"


@compiles(_Hours)
def _hours(element: _Hours, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = _parts(element, compiler, **kw)
    return f"((julianday({later}) - julianday({earlier})) * 24)"


@compiles(_Hours, "postgresql")
def _hours_postgresql(element: _Hours, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = _parts(element, compiler, **kw)
    return f"CAST(EXTRACT(EPOCH FROM {later} - {earlier}) / 3600 AS FLOAT)"


@compiles(_Day)
def _day(element: _Day, compiler: SQLCompiler, **kw: Any) -> str:
    return f"date({_parts(element, compiler, **kw)[0]})"


@compiles(_Day, "postgresql")
def _day_postgresql(element: _Day, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({_parts(element, compiler, **kw)[0]} AS DATE)"


@compiles(_Local)
def _local(element: _Local, compiler: SQLCompiler, **kw: Any) -> str:
    value, modifier, _ = _parts(element, compiler, **kw)
    return f"datetime({value}, {modifier})"


@compiles(_Local, "postgresql")
def _local_postgresql(element: _Local, compiler: SQLCompiler, **kw: Any) -> str:
    value, _, zone = element.clauses
    return f"({compiler.process(value, **kw)} AT TIME ZONE 'UTC' AT TIME ZONE {compiler.process(zone, **kw)})"


@compiles(_Bucket)
def _bucket(element: _Bucket, compiler: SQLCompiler, **kw: Any) -> str:
    value, unit, months, days = _parts(element, compiler, **kw)
    if months != "0":
        value = f"date({value}, 'start of month', '+{months} months')"
    if days != "0":
        value = f"date({value}, '+{days} days')"
    if unit == "quarter":
        return f"(strftime('%Y-Q', {value}) || ((strftime('%m', {value}) + 2) / 3))"
    if unit == "week":  # older SQLite has no ISO weeks: a week has the year and the number of its Thursday
        thursday = f"date({value}, '-3 days', 'weekday 4')"
        return f"(strftime('%Y-W', {thursday}) || printf('%02d', (strftime('%j', {thursday}) + 6) / 7))"
    return f"strftime({_SQLITE[unit]}, {value})"


@compiles(_Bucket, "postgresql")
def _bucket_postgresql(element: _Bucket, compiler: SQLCompiler, **kw: Any) -> str:
    value, unit, months, days = _parts(element, compiler, **kw)
    if months != "0":
        value = f"(date_trunc('month', {value}) + INTERVAL '{months} months')"
    if days != "0":
        value = f"({value} + INTERVAL '{days} days')"
    return (
        f"CAST(EXTRACT(DOW FROM {value}) AS VARCHAR)" if unit == "weekday" else f"to_char({value}, {_POSTGRESQL[unit]})"
    )
