"""Bringing records in with a browser: preview, question, mapping, import, report, revert, duplicates; one customer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Open, Site
from tests.browser.test_pages import NAMELESS, WIDER
from ui.limits import LARGEST_BODY

DEALS = (
    "Id,Name,Stage,Close Date,Amount,Colour\n"
    "D1,Big one,Won,03/04/2026,1200,red\n"
    "D2,=cmd(),Lost,05/06/2026,300,blue\n"
    "D3,No stage,,05/06/2026,300,blue\n"
)


@pytest.fixture
def unwatched(chrome: Browser) -> Iterator[Open]:
    """Opens a page that may be refused, which the browser's console logs."""
    context = chrome.new_context()

    def make(address: str) -> Page:
        page = context.new_page()
        page.goto(address)
        return page

    yield make
    context.close()


def test_a_file_is_previewed_asked_about_mapped_imported_reported_reverted(
    small_site: Site, open_page: Open, tmp_path: Path
) -> None:
    file = tmp_path / "deal.csv"
    file.write_text(DEALS)
    page = _imports(small_site, open_page)
    page.locator("#files").set_input_files(file)
    page.locator("#check").click()
    expect(page.locator("#questions")).to_contain_text("holds 03/04/2026")
    assert page.locator("#import").count() == 0
    page.get_by_label("day first").check()
    page.get_by_label("What Colour is").select_option(label="deal: source")
    page.locator("#again").click()
    expect(page.locator("#import")).to_have_text("Import 2 rows")
    expect(page.locator("#answers")).to_contain_text("stage of the deal is missing")
    page.locator("#import").click()
    expect(page.locator("main")).to_contain_text("Imported 3 rows", timeout=15_000)
    page.locator("#report").click()
    expect(page.locator("main")).to_contain_text("3 rows in = 2 new + 0 updated + 0 duplicates + 1 quarantined")
    expect(page.locator("#fit")).to_contain_text("sales questions: ready")
    page.locator("#revert").click()
    expect(page.locator("main .tag").first).to_have_text("reverted")
    page.get_by_role("link", name="All imports").click()
    expect(page.locator("#batches tbody tr").first).to_contain_text("deal.csv")


def test_files_that_are_no_tables_say_so(small_site: Site, open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "deal.csv"
    file.write_bytes(b"%PDF-1.7")
    page = _imports(small_site, open_page)
    page.locator("#files").set_input_files(file)
    page.locator("#check").click()
    expect(page.get_by_role("alert")).to_contain_text("PDF document")


def test_an_upload_whose_tab_was_closed_is_found_again_and_thrown_away(
    small_site: Site, open_page: Open, tmp_path: Path
) -> None:
    file = tmp_path / "account.csv"
    file.write_text("id,name\nA1,Acme\n")
    page = _imports(small_site, open_page)
    page.locator("#files").set_input_files(file)
    page.locator("#check").click()
    expect(page.locator("#import")).to_have_text("Import 1 rows", timeout=30_000)
    page.close()
    page = _imports(small_site, open_page)
    row = page.locator("#waiting li", has_text="account.csv")
    expect(row).to_contain_text("checked: 1 row can be imported")
    row.get_by_role("link", name="Go on with account.csv").click()
    expect(page.locator("#import")).to_be_visible()
    page.go_back()
    row.get_by_role("button", name="Throw away account.csv").click()
    expect(row).to_have_count(0)


def test_files_that_are_too_large_are_not_even_sent(small_site: Site, open_page: Open, tmp_path: Path) -> None:
    file = tmp_path / "deal.csv"
    file.write_text(DEALS)
    page = _imports(small_site, open_page)
    page.locator("#files").evaluate("field => { field.dataset.largest = 10; }")
    page.locator("#files").set_input_files(file)
    page.locator("#check").click()
    assert page.locator("#files").evaluate("field => field.validationMessage").startswith("These files are larger than")
    expect(page.locator("#check")).to_be_visible()


def test_a_large_upload_that_is_sent_all_the_same_is_refused_on_a_page(
    small_site: Site, unwatched: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.limits.LARGER", {"/imports": LARGEST_BODY + 1_000_000})
    file = tmp_path / "deal.csv"
    file.write_bytes(b"x" * (LARGEST_BODY + 30_000_000))
    page = _imports(small_site, unwatched)
    page.locator("#files").set_input_files(file)
    page.locator("#check").click()
    expect(page.get_by_role("alert")).to_contain_text("use `crm-assistant import` on the server", timeout=15_000)
    page.locator("#way-on").click()
    expect(page.locator("#files")).to_be_visible()


def test_pairs_are_looked_for_behind_the_page_kept_apart_and_decided_on_again(
    small_site: Site, open_page: Open, tmp_path: Path
) -> None:
    file = tmp_path / "account.csv"
    file.write_text("id,name\nZ1,Zephyr Ltd\nZ2,ZEPHYR\n")
    page = _imports(small_site, open_page)
    page.locator("#files").set_input_files(file)
    page.locator("#check").click()
    page.locator("#import").click(timeout=30_000)
    expect(page.locator("main")).to_contain_text("Imported 2 rows", timeout=30_000)
    page.goto(f"{small_site.address}/duplicates")
    page.locator("#look").click()
    expect(page.locator("#looked")).to_contain_text("pair to decide", timeout=30_000)
    pair = page.locator("section", has_text="Zephyr Ltd · ZEPHYR")
    pair.get_by_role("button", name="They are two").click()
    expect(pair).to_have_count(0)
    page.get_by_role("link", name="Kept apart").click()
    pair.get_by_role("button", name="Decide again").click()
    expect(page.locator("main")).to_contain_text("No pair was kept apart.")
    page.get_by_role("link", name="To decide").click()
    expect(pair).to_be_visible()


def test_what_is_not_there_is_a_page_with_a_way_on(small_site: Site, unwatched: Open) -> None:
    page = _imports(small_site, unwatched)
    page.goto(f"{small_site.address}/imports/99999")
    expect(page.get_by_role("alert")).to_contain_text("I can't find the import batch")
    page.locator("#way-on").click()
    expect(page.locator("h1")).to_have_text("Import")


@pytest.mark.parametrize("path", ["/imports", "/duplicates", "/customer?id=1", "/customer?id=99"])
def test_the_pages_fit_a_phone_with_a_heading_and_named_controls(small_site: Site, open_page: Open, path: str) -> None:
    page = open_page(small_site.link(), width=375)
    page.locator("#msg textarea").wait_for()
    page.goto(f"{small_site.address}{path}")
    page.locator("h1").first.wait_for(state="attached")
    page.wait_for_timeout(1200)
    assert page.evaluate(WIDER) <= 0
    assert page.locator("h1").count() == 1
    assert page.evaluate(NAMELESS) == []


def test_one_customer_has_figures_pictures_a_timeline_and_lists(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    page.locator("#msg textarea").wait_for()
    page.goto(f"{small_site.address}/accounts")
    page.locator("#list").get_by_role("gridcell", name="Acme").click()
    page.locator("#open-page").click()
    expect(page.locator("#about")).to_contain_text("120 employees")
    expect(page.locator("#figures")).to_contain_text("won / lost deals")
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=20_000)
    page.get_by_role("tab", name="Timeline").click()
    expect(page.locator("#timeline li")).to_have_count(30)
    page.locator("#older").click()
    expect(page.locator("#timeline li")).to_have_count(60)
    page.get_by_role("tab", name="People").click()
    expect(page.get_by_role("gridcell", name="jo@acme.test")).to_be_visible()
    page.get_by_role("tab", name="How this is counted").click()
    expect(page.locator("#queries")).to_contain_text("SELECT 'usage'")


def _imports(small_site: Site, open_page: Open) -> Page:
    page = open_page(small_site.link())
    page.locator("#msg textarea").wait_for()
    page.get_by_role("link", name="Import", exact=True).click()
    return page
