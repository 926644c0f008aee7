from __future__ import annotations

from dataclasses import replace

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


def test_an_account_nobody_ever_spoke_with_is_a_decline() -> None:
    result = last_touch.call(replace(fake_context(), records=SilentRecords()), {"account": 1})
    assert result.status == "declined"
    assert result.text == "The records hold no message, call or meeting with Boreal Foods."
