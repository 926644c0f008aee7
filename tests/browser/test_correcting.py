"""A label is corrected with a click: what would change is shown, then it is done, then undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, running
from tests.ui.stored_tickets import assistant_with_tickets

PATIENT = 30_000  # milliseconds: an encoder that shares its machine may be slow


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running(assistant_with_tickets()) as site:
        yield site


def _tickets(site: Site, open_page: Open, *, width: int = 1280) -> Page:
    page = open_page(site.link(), width=width)
    page.locator("#msg textarea").wait_for()
    page.goto(f"{site.address}/tickets")
    expect(page.locator("#caption")).to_have_text("1 to 3 of 3", timeout=PATIENT)
    return page


def _open(page: Page, subject: str) -> None:
    page.locator("#list").get_by_role("gridcell").filter(has_text=subject).first.click()
    expect(page.locator("#detail")).to_contain_text(subject, timeout=PATIENT)


def _choose(page: Page, label: str) -> None:
    page.locator("#correct-value input").click()
    page.get_by_role("option", name=label, exact=True).click()


def test_a_label_is_chosen_previewed_applied_shown_undone(site: Site, open_page: Open) -> None:
    page = _tickets(site, open_page)
    expect(page.locator("#correct")).to_be_hidden()
    _open(page, "Error 1")
    expect(page.locator("#detail")).to_contain_text("intent how to (60%, low)", timeout=PATIENT)
    expect(page.locator("#correct-apply")).to_be_disabled()
    _choose(page, "technical problem")
    expect(page.locator("#correct-outcome")).to_contain_text("Preview: changes 2 open tickets.", timeout=PATIENT)
    expect(page.locator("#list")).not_to_contain_text("technical problem")
    page.locator("#correct-apply").click()
    expect(page.locator("#correct-outcome")).to_contain_text("Changed 2 open tickets.", timeout=PATIENT)
    expect(page.locator("#detail")).to_contain_text("technical problem (corrected by Ada)", timeout=PATIENT)
    expect(page.locator("#list")).to_contain_text("technical problem ✎", timeout=PATIENT)
    page.locator("#correct-undo").click()
    expect(page.locator("#correct-outcome")).to_contain_text("Undone: the intent is how to again", timeout=PATIENT)
    expect(page.locator("#detail")).to_contain_text("intent how to (60%, low)", timeout=PATIENT)
    expect(page.locator("#correct-undo")).to_be_hidden()


def test_what_is_right_is_said_and_taken_back(site: Site, open_page: Open) -> None:
    page = _tickets(site, open_page)
    expect(page.locator("#tagging-note")).to_contain_text("marks an intent to check", timeout=PATIENT)
    expect(page.locator("#list")).to_contain_text("how to ?", timeout=PATIENT)
    _open(page, "Error 1")
    page.locator("#correct-right").click()
    expect(page.locator("#correct-outcome")).to_contain_text("Noted: the intent is right.", timeout=PATIENT)
    page.locator("#filter-tagging input").click()
    page.get_by_role("option", name="checked", exact=True).click()
    expect(page.locator("#caption")).to_have_text("1 to 1 of 1", timeout=PATIENT)
    page.locator("#correct-undo").click()
    expect(page.locator("#correct-outcome")).to_contain_text("you no longer vouch for the intent", timeout=PATIENT)
    expect(page.locator("#caption")).to_have_text("Nothing matches.", timeout=PATIENT)


def test_another_label_has_its_own_choices(site: Site, open_page: Open) -> None:
    page = _tickets(site, open_page)
    _open(page, "Error 2")
    page.locator("#correct-field input").click()
    page.get_by_role("option", name="Urgency", exact=True).click()
    _choose(page, "critical")
    expect(page.locator("#correct-outcome")).to_contain_text("Preview: changes 2 open tickets.", timeout=PATIENT)


def test_a_ticket_that_is_not_read_yet_has_no_controls(site: Site, open_page: Open) -> None:
    page = _tickets(site, open_page)
    _open(page, "Error 3")
    expect(page.locator("#correct")).to_be_hidden()


def test_the_controls_fit_a_phone(site: Site, open_page: Open) -> None:
    page = _tickets(site, open_page, width=375)
    _open(page, "Error 1")
    expect(page.locator("#correct")).to_be_visible(timeout=PATIENT)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
