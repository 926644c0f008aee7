from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open, Site, ask
from tests.ui.fake_company import EVIL


def test_an_answer_comes_with_its_rows_chart_query_and_follow_ups(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    ask(page, "show rows", "You said: show rows")
    chat = page.locator("#chat")
    expect(chat.locator("table tbody tr")).to_have_count(10)
    expect(chat.get_by_text("10 of 25 rows")).to_be_visible()
    expect(chat.get_by_test_id("plotly")).to_be_visible()
    expect(page.locator("#panel")).to_contain_text("All 25 rows")
    expect(page.locator("#rows")).to_contain_text("Account 1")
    expect(chat.get_by_text("SELECT")).to_be_hidden()
    chat.get_by_text("How was this computed").click()
    expect(chat.get_by_text("SELECT")).to_be_visible()
    expect(chat.get_by_text("win rate by region, all closed deals")).to_be_visible()
    page.locator("#close-panel").click()
    expect(page.locator("#panel")).to_be_hidden()
    with page.expect_download() as download:
        chat.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename.endswith(".csv")


def test_a_follow_up_is_one_click(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    ask(page, "rates", "You said: rates")
    page.locator("#chat").get_by_role("button", name="and by product").click()
    expect(page.locator("#chat")).to_contain_text("You said: and by product")


def test_an_empty_chat_offers_examples(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    expect(page.locator("#chat")).to_contain_text("What would you like to know?")
    page.locator("#chat").get_by_text("Tell me about Acme").click()
    expect(page.locator("#chat")).to_contain_text("You said: tell me about Acme")


def test_conversations_are_listed_opened_renamed_archived(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link("Ben"))
    past = page.locator("#past")
    ask(page, "first question", "You said: first question")
    page.locator("#new").click()
    expect(page.locator("#chat")).to_contain_text("What would you like to know?")
    ask(page, "second question", "You said: second question")
    expect(past.get_by_role("button")).to_have_text(["second question", "first question"])
    past.get_by_text("first question").click()
    expect(page.locator("#chat")).to_contain_text("You said: first question")
    expect(page.locator("#chat")).not_to_contain_text("second question")
    page.locator("#rename").click()
    page.locator("#new-title input, #new-title textarea").fill("Deals of May")
    page.locator("#save-title").click()
    expect(past).to_contain_text("Deals of May")
    expect(page.locator("#title")).to_have_text("Deals of May")
    page.reload()
    page.locator("#past").get_by_text("Deals of May").click()
    expect(page.locator("#chat")).to_contain_text("You said: first question")
    page.locator("#archive").click()
    expect(past.get_by_role("button")).to_have_text(["second question"])


def test_a_thumb_with_a_reason_is_stored(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    ask(page, "judge me", "You said: judge me")
    before = len(small_site.assistant.conversations.thumbs)
    page.locator("#chat").get_by_role("button", name="Like", exact=True).click()
    page.wait_for_timeout(800)
    page.locator("#chat").get_by_role("button", name="Feedback", exact=True).hover()
    page.locator("#chat").get_by_text("Wrong figures").click()
    page.wait_for_timeout(800)
    stored = small_site.assistant.conversations.thumbs[before:]
    assert {turn for _, turn, _, _ in stored} == {stored[0][1]}
    assert stored[0][2:] == (True, "")
    assert stored[-1][2:] == (False, "Wrong figures")  # Gradio may say it twice; the last one counts


def test_retry_asks_again(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    ask(page, "once more", "You said: once more")
    page.locator("#chat").get_by_role("button", name="Retry", exact=True).click()
    expect(page.locator("#chat").get_by_text("You said: once more")).to_have_count(2)


def test_a_slow_answer_can_be_stopped_and_leaves_no_trace(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    before = len(small_site.assistant.conversations.kept)
    page.locator("#msg textarea").fill("slow one")
    page.locator("#send").click()
    expect(page.locator("#chat")).to_contain_text("Reading your message")
    expect(page.locator("#msg textarea")).to_be_disabled()
    page.locator("#stop").click()
    expect(page.locator("#chat")).to_contain_text("Stopped. Nothing was stored.")
    expect(page.locator("#msg textarea")).to_be_enabled()
    page.wait_for_timeout(5_000)
    assert len(small_site.assistant.conversations.kept) == before


def test_a_crash_is_one_sentence_with_a_reference_and_the_chat_goes_on(small_site: Site, open_page: Open) -> None:
    page = open_page(small_site.link())
    ask(page, "crash now", "Something went wrong on our side")
    expect(page.locator("#chat")).to_contain_text(re.compile("Reference: [0-9a-f]{8}"))
    expect(page.locator("#chat")).not_to_contain_text("secret words")
    ask(page, "still there?", "You said: still there?")


def test_hostile_text_acts_nowhere_even_without_the_policy(small_site: Site, open_page: Open) -> None:
    for policy in (True, False):
        page = open_page(small_site.link(), policy=policy)
        ask(page, f"rows {EVIL}", "You said: rows")
        expect(page.locator("#title")).to_contain_text("<img src=x")
        expect(page.locator("#past")).to_contain_text("<img src=x")
        expect(page.locator("#rows")).to_contain_text("<img src=x")
        page.locator("#chat").get_by_role("button", name="for O'Neil (Kenya)").click()
        expect(page.locator("#chat")).to_contain_text("You said: for O'Neil (Kenya) <img src=x")
        page.goto(f"{small_site.address}/accounts")
        page.locator("#list").get_by_role("gridcell", name="<img").first.click()
        expect(page.locator("#detail")).to_contain_text("![x](http://evil.test/x.png)")
        page.goto(f"{small_site.address}/tickets")
        page.locator("#list").get_by_role("gridcell", name="<img").first.click()
        expect(page.locator("#detail")).to_contain_text("![x](http://evil.test/x.png)")
        page.wait_for_timeout(500)
        assert page.locator("img[src*='evil'], img[src='x'], a[href*='evil'], a[href^='javascript']").count() == 0
