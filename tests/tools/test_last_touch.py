from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.messages import Citation, Figure
from assistant.tools.last_touch import last_touch
from assistant.views import AccountSummary, UserView
from tests.fakes import SUMMARY, FakeRecords, fake_context


class SilentRecords(FakeRecords):
    def account(self, user: UserView, account_id: int) -> AccountSummary:
        return replace(SUMMARY, last_contact_at=None)


def test_the_last_contact_comes_with_the_days_since() -> None:
    result = last_touch.call(fake_context(), {"account": 1})
    assert result.text == "Last contact with Boreal Foods was on 2026-06-20, 10 days ago."
    assert result.figures == (Figure("days since", 10, "days"),)
    assert result.citations == (Citation("account", "A-1", "Boreal Foods"),)


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2026, 6, 21), "on 2026-06-20, 1 day ago."),
        (date(2026, 6, 20), "on 2026-06-20, today."),
        (date(2026, 1, 1), "on 2026-06-20."),
    ],
)
def test_days_are_counted_back_from_the_date_asked_for_alone(as_of: date, said: str) -> None:
    result = last_touch.call(replace(fake_context(), as_of=as_of), {"account": 1})
    assert result.text == f"Last contact with Boreal Foods was {said}"


def test_no_query_is_shown_that_is_not_behind_the_figure() -> None:
    assert last_touch.call(fake_context(), {"account": 1}).query == ""


def test_an_account_nobody_ever_spoke_with_is_a_decline() -> None:
    result = last_touch.call(replace(fake_context(), records=SilentRecords()), {"account": 1})
    assert result.status == "declined"
    assert result.text == "The records hold no message, call or meeting with Boreal Foods."
