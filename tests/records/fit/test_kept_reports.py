"""A fit report is made once for each state of the records."""

from datetime import date

import pytest

from assistant.records.fit import FitReports, fit_report, kept
from assistant.records.schema import Account
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

TODAY = date(2025, 1, 1)
BEN = UserView(2, "Ben", "agent", 2)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """For whom a report was made, in order."""
    names: list[str] = []

    def make(store: Store, user: UserView, *, as_of: date, batch_id: int | None = None) -> object:
        names.append(user.name)
        return fit_report(store, user, as_of=as_of, batch_id=batch_id)

    monkeypatch.setattr(kept, "fit_report", make)
    return names


def test_a_second_view_is_the_first_one_until_something_changes(store: Store, made: list[str]) -> None:
    reports = FitReports(store)
    first = reports.report(LOCAL_ADMIN, as_of=TODAY)
    assert reports.report(LOCAL_ADMIN, as_of=TODAY) is first
    with store.write() as session:
        session.add(Account(name="Acme"))
    second = reports.report(LOCAL_ADMIN, as_of=TODAY)
    assert ({one.object: one.rows for one in first.came}, {one.object: one.rows for one in second.came}) == (
        {},
        {"account": 1},
    )
    assert len(made) == 2


def test_nobody_is_shown_what_was_made_for_another_or_for_another_day_or_import(
    two_teams: Store, made: list[str]
) -> None:
    with two_teams.write() as session:
        session.add(Account(name="Acme", owner_id=1))
    reports = FitReports(two_teams)
    wide = reports.report(LOCAL_ADMIN, as_of=TODAY)
    narrow = reports.report(BEN, as_of=TODAY)
    assert {one.object for one in wide.came} - {one.object for one in narrow.came} == {"account"}
    reports.report(BEN, as_of=date(2025, 1, 2))
    reports.report(BEN, as_of=TODAY, batch_id=1)
    assert len(made) == 4


def test_no_more_reports_are_kept_than_are_worth_it(
    store: Store, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    reports = FitReports(store)
    for batch_id in (1, 2, 1, 3, 1, 2):
        reports.report(LOCAL_ADMIN, as_of=TODAY, batch_id=batch_id)
    assert len(made) == 4
