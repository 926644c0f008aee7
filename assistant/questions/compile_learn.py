"""Finds out what the records of one user hold."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from sqlalchemy import Connection, exists, func, select

from assistant.questions.compile_scope import Scope
from assistant.questions.frame import Frame
from assistant.questions.semantic.custom import custom_names
from assistant.questions.semantic.facts import CATEGORIES as ASKABLE
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.money import RATED
from assistant.questions.semantic.objects import NODES
from assistant.questions.vocabulary import Custom, Vocabulary
from assistant.records.preferences import Preferences, preferences_of
from assistant.records.schema import Base
from assistant.views import UserView

CATEGORIES = (
    "owner.region",
    "product.series",
    "deal.stage",
    "account.industry",
    "account.country",
    "account.segment",
    "account.lifecycle_stage",
    "ticket.status",
    "ticket.priority",
    "ticket.channel",
    "ticket.type",
    "deal.source",
)
MAX_VALUES = 400


def learn(connection: Connection, user: UserView) -> Vocabulary:
    """Read the values, the fields with data, the people, the settings.

    Raises:
        BadSetting: A setting holds a value that it cannot have.
    """
    objects, filled, years = _held(connection, user)
    settings = _settings(connection)
    preferences = preferences_of(settings)
    currencies = {node: _currencies(connection, node) for node in RATED}
    home = _home_currency(preferences, currencies)
    every = {name: _values(connection, name, user) for name in dict.fromkeys((*CATEGORIES, *ASKABLE)) if name in filled}
    foreign = {node: found for node, found in currencies.items() if set(found) - {home}}
    every |= {f"{node}.currency": tuple(sorted({*found, home})) for node, found in foreign.items()}
    return Vocabulary(
        values={name: every[name] for name in (*CATEGORIES, "deal.currency") if name in every},
        filled=filled,
        objects=objects,
        managers=_managers(connection),
        sellers=_sellers(connection),
        home_country=_home_country(connection),
        units={key.removeprefix("unit:"): value for key, value in settings.items() if key.startswith("unit:")},
        open_stages=_open_stages(connection),
        categories=every,
        preferences=preferences,
        years=years,
        quota_periods=_quota_periods(connection, user),
        customs=_customs(connection, settings, objects, user),
        currency=home,
        currencies={node: frozenset(found) for node, found in currencies.items()},
        rated=_rated(connection),
    )


def _held(connection: Connection, user: UserView) -> tuple[frozenset[str], frozenset[str], tuple[int, int]]:
    """The objects with any row, the fields with any value, the first and last year of the timestamps."""
    objects, filled = set(), set()
    years: set[int] = set()
    for node in NODES:
        scope = Scope(node, Frame(user))
        table = scope.table(node)
        fields = [one for one in FIELDS.values() if one.node == node and one.column in table.c]
        times = [table.c[one.column] for one in fields if one.type == "time"]
        counts = [func.count(), *(func.count(table.c[one.column]) for one in fields)]
        ends = [extreme(column) for column in times for extreme in (func.min, func.max)]
        row = connection.execute(select(*counts, *ends).select_from(table).where(scope.rule(table))).one()
        if row[0]:
            objects.add(node)
        filled |= {one.name for one, count in zip(fields, row[1:], strict=False) if count}
        years |= {value.year for value in row[len(counts) :] if isinstance(value, datetime)}
    return frozenset(objects), frozenset(filled), (min(years, default=2000) - 1, max(years, default=2000) + 1)


def _values(connection: Connection, name: str, user: UserView) -> tuple[str, ...]:
    scope = Scope(FIELDS[name].node, Frame(user))
    column = scope.field(name)
    table = scope.table(FIELDS[name].node)
    query = select(column.label("held")).distinct().select_from(table).where(column.is_not(None), scope.rule(table))
    return tuple(str(value) for value in connection.execute(query.order_by("held").limit(MAX_VALUES)).scalars())


def _settings(connection: Connection) -> dict[str, str]:
    table = Base.metadata.tables["home_setting"]
    return {str(key): str(value) for key, value in connection.execute(select(table.c.key, table.c.value)).tuples()}


def _currencies(connection: Connection, node: str) -> dict[str, int]:
    """The currencies of a table's rows, each with its number of rows."""
    table = Base.metadata.tables[NODES[node].table]
    query = select(table.c.currency, func.count()).where(table.c.currency.is_not(None)).group_by(table.c.currency)
    return {str(code): int(count) for code, count in connection.execute(query).tuples()}


def _home_currency(preferences: Preferences, currencies: dict[str, dict[str, int]]) -> str:
    """What is set; else the default, where any row is in it, or none in any; else the commonest."""
    total: Counter[str] = Counter()
    for found in currencies.values():
        total.update(found)
    if preferences.currency_is_set or not total or preferences.currency in total:
        return preferences.currency
    return total.most_common(1)[0][0]


def _rated(connection: Connection) -> frozenset[str]:
    table = Base.metadata.tables["exchange_rate"]
    return frozenset(str(code) for code in connection.execute(select(table.c.currency).distinct()).scalars())


def _customs(
    connection: Connection, settings: dict[str, str], objects: frozenset[str], user: UserView
) -> tuple[Custom, ...]:
    """The custom fields of objects with any row; texts with their values, where these are few."""
    names = [name for key, kind in sorted(settings.items()) for name in custom_names(key, kind)]
    found = []
    for field in (FIELDS[name] for name in names):
        if field.node in objects:
            values = _values(connection, field.name, user) if field.type == "text" else ()
            found.append(Custom(field.name, field.label, values if len(values) < MAX_VALUES else ()))
    return tuple(found)


def _quota_periods(connection: Connection, user: UserView) -> tuple[tuple[date, date], ...]:
    scope = Scope("quota", Frame(user))
    quota = scope.table("quota")
    query = select(quota.c.period_start, quota.c.period_end).distinct().where(scope.rule(quota))
    return tuple(sorted((start, end) for start, end in connection.execute(query).tuples()))


def _managers(connection: Connection) -> frozenset[int]:
    people = Base.metadata.tables["user"]
    query = select(people.c.manager_id).distinct().where(people.c.manager_id.is_not(None))
    return frozenset(int(value) for value in connection.execute(query).scalars())


def _sellers(connection: Connection) -> frozenset[int]:
    people, deal = Base.metadata.tables["user"], Base.metadata.tables["deal"]
    owns = exists().where(deal.c.owner_id == people.c.id)
    query = select(people.c.id).where((people.c.role == "agent") | owns)
    return frozenset(int(value) for value in connection.execute(query).scalars())


def _home_country(connection: Connection) -> str:
    account = Base.metadata.tables["account"]
    query = select(account.c.country).group_by(account.c.country).order_by(func.count().desc()).limit(1)
    return str(connection.execute(query).scalar() or "")


def _open_stages(connection: Connection) -> tuple[str, ...]:
    deal = Base.metadata.tables["deal"]
    query = select(deal.c.stage).distinct().where(deal.c.is_closed.is_(False)).order_by(deal.c.stage)
    return tuple(connection.execute(query).scalars())
