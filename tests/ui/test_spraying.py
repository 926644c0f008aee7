from __future__ import annotations

from tests.ui.conftest import ADDRESS, Browser
from ui.signing import NAMES_TRIED


def test_one_address_cannot_try_a_password_on_name_after_name(browser: Browser) -> None:
    visitor = browser()
    statuses = [
        visitor.post("/sign-in", data={"name": f"n{i}", "password": "wrong"}, headers={"Origin": ADDRESS}).status_code
        for i in range(NAMES_TRIED + 1)
    ]
    assert statuses == [401] * NAMES_TRIED + [429]
