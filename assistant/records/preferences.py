"""What a home has settled about its money and its calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from zoneinfo import available_timezones

from assistant.errors import UserFixable
from assistant.records.calendar import MONTHS, Calendar
from assistant.records.currencies import ISO_4217
from assistant.records.settings import HomeSettings


class BadSetting(UserFixable):
    """A setting that does not exist, or a value it cannot have."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings that figures depend on."""

    currency: str = "USD"  # ISO 4217; amounts without a currency are in it, totals are worked out in it
    fiscal_year_start: int = 1  # month, 1 to 12
    timezone: str = "UTC"  # IANA name
    week_start: str = "monday"  # monday | sunday
    currency_is_set: bool = False

    @property
    def calendar(self) -> Calendar:
        """The calendar they describe."""
        return Calendar(self.fiscal_year_start, "sunday" if self.week_start == "sunday" else "monday", self.timezone)


DEFAULTS = Preferences()
"""The preferences of a home that has set none."""


def preferences_of(stored: Mapping[str, str]) -> Preferences:
    """The preferences among stored settings; what is not stored is as by default.

    Raises:
        BadSetting: A stored value is none that the setting can have.
    """
    found = {key: checked(key, stored[key]) for key in KEYS if key in stored}
    return Preferences(
        currency=found.get("currency", "USD"),
        fiscal_year_start=int(found.get("fiscal_year_start", "1")),
        timezone=found.get("timezone", "UTC"),
        week_start=found.get("week_start", "monday"),
        currency_is_set="currency" in found,
    )


def read_preferences(settings: HomeSettings) -> Preferences:
    """The preferences of a home.

    Raises:
        BadSetting: A stored value is none that the setting can have.
    """
    return preferences_of({key: value for key in KEYS if (value := settings.get(key)) is not None})


def write_preference(settings: HomeSettings, key: str, value: str) -> str:
    """Set one preference; gives the value as it is stored.

    Raises:
        BadSetting: There is no such setting, or it cannot have that value; nothing is changed.
    """
    found = checked(key, value)
    settings.set(key, found)
    return found


def checked(key: str, value: str) -> str:
    """A value in the form in which a setting keeps it.

    Raises:
        BadSetting: There is no such setting, or it cannot have that value.
    """
    if key not in _CHECKS:
        raise BadSetting(f"There is no setting “{key}”: choose {', '.join(KEYS[:-1])} or {KEYS[-1]}.")
    return _CHECKS[key](value.strip())


def _currency(value: str) -> str:
    if value.upper() in ISO_4217:
        return value.upper()
    raise BadSetting(f"“{value}” is no currency code: write its three letters, such as EUR.")


def _month(value: str) -> str:
    plainly = value.lower()
    named = [str(i) for i, name in enumerate(MONTHS, 1) if plainly in (name, name[:3])]
    if named:
        return named[0]
    if plainly.isascii() and plainly.isdigit() and 1 <= int(plainly) <= 12:
        return str(int(plainly))
    raise BadSetting(f"“{value}” is no month a fiscal year can start in: write its number, 1 to 12.")


def _timezone(value: str) -> str:
    known = {name.lower(): name for name in available_timezones()}
    if value.lower() in known:
        return known[value.lower()]
    near = get_close_matches(value.lower(), known, n=1)
    hint = f"did you mean {known[near[0]]}?" if near else "write a name such as Europe/Berlin."
    raise BadSetting(f"“{value}” is no time zone: {hint}")


def _week_start(value: str) -> str:
    plainly = value.lower()
    if plainly in ("monday", "mon", "sunday", "sun"):
        return "monday" if plainly.startswith("mon") else "sunday"
    raise BadSetting(f"A week cannot start on “{value}”: write monday or sunday.")


_CHECKS: dict[str, Callable[[str], str]] = {
    "currency": _currency,
    "fiscal_year_start": _month,
    "timezone": _timezone,
    "week_start": _week_start,
}
KEYS = tuple(_CHECKS)
"""The settings, in the order in which they are listed."""
