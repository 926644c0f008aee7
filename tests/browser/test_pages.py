from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, ask

NAMELESS = """() => [...document.querySelectorAll('button, a, input, textarea, select')].filter((part) => {
  if (!part.checkVisibility()) return false;
  const named = part.getAttribute('aria-label') || part.title || part.textContent.trim();
  return !named && !(part.labels && part.labels.length) && !part.querySelector('img[alt]');
}).map((part) => part.outerHTML.slice(0, 120))"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_an_account_is_searched_opened_and_asked_about(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    _settled(page)
    page.get_by_role("link", name="Accounts").click()
    expect(page.locator("#caption")).to_have_text("1 to 4 of 4")
    page.locator("#search input, #search textarea").fill("acm")
    expect(page.locator("#caption")).to_have_text("1 to 1 of 1")
    page.locator("#list").get_by_role("gridcell", name="Acme").click()
    expect(page.locator("#detail")).to_contain_text("Open deals")
    page.locator("#ask").click()
    expect(page.locator("#msg textarea")).to_have_value("tell me about Acme")


def test_tickets_are_filtered_and_read(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    _settled(page)
    page.get_by_role("link", name="Tickets").click()
    expect(page.locator("#caption")).to_have_text("1 to 3 of 3")
    page.locator("#filter-status input").click()
    page.get_by_role("option", name="closed").click()
    expect(page.locator("#caption")).to_have_text("Nothing matches.")
    page.locator("#filter-status input").click()
    page.get_by_role("option", name="Any").click()
    page.locator("#list").get_by_role("gridcell", name="Charged twice").click()
    expect(page.locator("#detail")).to_contain_text("Hello.")


@pytest.mark.parametrize("path", ["/", "/accounts", "/tickets", "/account"])
def test_every_page_fits_a_phone_has_a_heading_and_named_controls(small_site: Site, open_page: Open, path: str) -> None:
    page = open_page(small_site.link(), width=375)
    _settled(page)
    page.goto(f"{small_site.address}{path}")
    page.locator("#caption, #msg, #password").first.wait_for()
    if path == "/":
        ask(page, "show rows", "You said: show rows")
    page.wait_for_timeout(800)
    assert page.evaluate(WIDER) <= 0
    assert page.locator("h1").count() == 1
    assert page.evaluate(NAMELESS) == []


def test_light_and_dark_follow_the_system_until_a_person_chooses(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link(), dark=True)
    _settled(page)
    assert _is_dark(page)
    page.get_by_role("button", name="Switch between light and dark").click()
    assert not _is_dark(page)
    page.reload()
    _settled(page)
    assert not _is_dark(page)


def test_signing_out_ends_the_session(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    _settled(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{small_site.address}/accounts")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_what_does_not_work_is_said_above_the_chat(small_site: Site, open_page: Open) -> None:
    small_site.assistant.notices = ("My search index is out of date.",)
    page = open_page(small_site.link())
    expect(page.locator("#notices")).to_contain_text("My search index is out of date.")
    small_site.assistant.notices = ()


def test_the_first_visit_asks_for_a_password_which_then_signs_in(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link("Ben"))
    _settled(page)
    with page.context.expect_page() as opened:
        page.locator("#notices").get_by_role("link", name="choose one").click()
    sign = opened.value
    sign.get_by_label("New password").fill("a long enough sentence")
    sign.get_by_role("button", name="Save").click()
    _settled(sign)
    expect(sign.locator("#notices")).to_be_hidden()
    sign.get_by_role("button", name="Sign out").click()
    sign.get_by_label("Name or e-mail").fill("ben")
    sign.get_by_label("Password").fill("a long enough sentence")
    sign.get_by_role("button", name="Sign in").click()
    _settled(sign)
    expect(sign.locator("#nav")).to_contain_text("Ben")


def _settled(page: Page) -> None:
    """Wait until the chat page has loaded, for Gradio complains when it is left before."""
    expect(page.locator("#chat")).to_contain_text("Tell me about Acme")
    page.wait_for_timeout(500)


def _is_dark(page: Page) -> bool:
    brightness = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    return bool(sum(page.evaluate(brightness)) < 3 * 128)
