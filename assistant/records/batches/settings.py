"""Facts about the home that an import brings: data date, units, types of custom fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from assistant.errors import UnitsDiffer
from assistant.records.batches.catalog import table_of
from assistant.records.batches.custom import CustomType, widest


def custom_key(name: str, column: str) -> str:
    """The setting that holds a custom field's type."""
    return f"custom:{name}.{column}"


class Settings:
    """The home's settings, with what they were before this batch."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._table = table_of("home_setting")
        self.before: dict[str, str | None] = {}

    def after(self) -> dict[str, str | None]:
        """What the settings that this batch changed are now."""
        return {key: self.get(key) for key in self.before}

    def get(self, key: str) -> str | None:
        """One setting."""
        query = select(self._table.c.value).where(self._table.c.key == key)
        found = self._session.execute(query).scalar()
        return None if found is None else str(found)

    def data_date(self) -> date | None:
        """The day that the home's data are of, where one was named."""
        found = self.get("data_date")
        return date.fromisoformat(found) if found else None

    def put(self, key: str, value: str) -> None:
        """Store one setting and remember what it was."""
        old = self.get(key)
        if old == value:
            return
        self.before.setdefault(key, old)
        if old is None:
            self._session.execute(insert(self._table), {"key": key, "value": value})
        else:
            self._session.execute(update(self._table).where(self._table.c.key == key).values(value=value))

    def starting(self, prefix: str) -> dict[str, str]:
        """All settings whose key starts like this, in order of key."""
        query = select(self._table.c.key, self._table.c.value).where(
            self._table.c.key.startswith(prefix, autoescape=True)
        )
        return {row.key: row.value for row in self._session.execute(query.order_by(self._table.c.key))}

    def custom_fields(self, name: str) -> tuple[str, ...]:
        """The names of an object's custom fields."""
        prefix = custom_key(name, "")
        return tuple(key.removeprefix(prefix) for key in self.starting(prefix))

    def drop(self, key: str) -> None:
        """Remove one setting and remember what it was."""
        self.before.setdefault(key, self.get(key))
        self._session.execute(delete(self._table).where(self._table.c.key == key))

    def put_unit(self, key: str, unit: str) -> None:
        """Store a field's unit.

        Raises:
            UnitsDiffer: The home holds values of this field in another unit.
        """
        name, _, column = key.removeprefix("unit:").partition(".")
        held = table_of(name)
        query = select(func.count()).select_from(held).where(held.c[column].is_not(None))
        current = self.get(key)
        if current != unit and self._session.execute(query).scalar():
            raise UnitsDiffer(f"{name}.{column}", current or "plain numbers", unit)
        self.put(key, unit)

    def put_type(self, name: str, column: str, found: CustomType) -> CustomType:
        """Store a custom field's type, wide enough for earlier imports too."""
        current = self.get(custom_key(name, column))
        kind = found if current is None else widest(cast(CustomType, current), found)
        self.put(custom_key(name, column), kind)
        return kind


def take_back(session: Session, before: Mapping[str, str | None], after: Mapping[str, str | None]) -> None:
    """Give settings their earlier values, save those changed since, and facts that other rows still rest on.

    Args:
        session: A transaction in which the batch's rows are gone already.
        before: Key → value before the batch; None: there was none.
        after: Key → value the batch left; None: it removed the setting.
    """
    settings = Settings(session)
    for key, value in before.items():
        if settings.get(key) != after.get(key, settings.get(key)) or (value is None and _is_needed(session, key)):
            continue
        if value is None:
            settings.drop(key)
        else:
            settings.put(key, value)


def _is_needed(session: Session, key: str) -> bool:
    """Whether rows hold values that a custom field's type, or a field's unit, explains."""
    kind, _, rest = key.partition(":")
    name, _, column = rest.partition(".")
    if kind not in ("custom", "unit"):
        return False
    table = table_of(name)
    cell = table.c.custom[column].as_string() if kind == "custom" else table.c[column]
    return session.execute(select(table.c.id).where(cell.is_not(None)).limit(1)).first() is not None
