"""Facts about the home that are kept in its database."""

from __future__ import annotations

from datetime import date

from assistant.records.schema import HomeSetting
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN

DATA_DATE, COMPANY = "data_date", "company"


class HomeSettings:
    """The home's settings; every signed-in user may read them, so they hold no secrets."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> str | None:
        """One setting, or None when it was never set."""
        with self._store.read(LOCAL_ADMIN) as session:
            found = session.get(HomeSetting, key)
            return None if found is None else found.value

    def set(self, key: str, value: str) -> None:
        """Set it, or change it."""
        with self._store.write() as session:
            session.merge(HomeSetting(key=key, value=value))

    def data_date(self) -> date | None:
        """The stored as-of date, when an import or the demo set one."""
        stored = self.get(DATA_DATE)
        return None if stored is None else date.fromisoformat(stored)

    def set_data_date(self, day: date) -> None:
        """Store the as-of date."""
        self.set(DATA_DATE, day.isoformat())

    def company(self) -> str:
        """The company's name; empty when nobody has told it."""
        return self.get(COMPANY) or ""

    def set_company(self, name: str) -> None:
        """Store the company's name."""
        self.set(COMPANY, name)

    def unit(self, field: str, *, default: str) -> str:
        """The unit an import gave a field such as "account.annual_revenue"."""
        return self.get(f"unit:{field}") or default
