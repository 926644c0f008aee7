from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request

from playwright.sync_api import expect

from tests.browser.conftest import Open, RealSite, ask

LINE = re.compile(r"Sign in: http://127\.0\.0\.1:\d+/welcome/[\w-]{43}\n")
COMPLAINT = (
    "Hello, I was charged twice for my last order and nobody answers my e-mails. "
    "I am really angry. Please refund the second payment today."
)


def test_the_first_line_is_the_sign_in_link_and_health_answers(real_site: RealSite) -> None:
    assert LINE.fullmatch(real_site.first_line)
    with urllib.request.urlopen(f"{real_site.address}/healthz") as answer:
        assert (answer.status, json.load(answer)) == (200, {"status": "ok"})


def test_a_port_in_use_is_one_sentence(real_site: RealSite) -> None:
    port = real_site.address.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "ui", "--home", str(real_site.home), "--port", port]
    second = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    sentence = f"Port {port} on 127.0.0.1 is in use: choose another with --port.\n"
    assert (second.returncode, second.stdout, second.stderr) == (1, "", sentence)


def test_from_the_link_to_grounded_answers(real_site: RealSite, open_page: Open) -> None:
    page = open_page(real_site.first_line.removeprefix("Sign in: ").strip())
    chat = page.locator("#chat")
    ask(page, "how many open deals do we have", "open deals")
    expect(chat.get_by_role("cell", name=re.compile(r"^\d+$"))).to_have_count(1)
    ask(page, "top 5 accounts by won revenue", "5 rows")
    ask(page, "win rate by region", "4 rows")
    chat.get_by_text("How was this computed").last.click()
    expect(chat.locator("pre").last).to_contain_text("SELECT")
    ask(page, COMPLAINT, "refund")
    page.goto(f"{real_site.address}/accounts")
    expect(page.locator("#caption")).to_have_text("1 to 25 of 100")
    page.locator("#next").click()
    expect(page.locator("#caption")).to_have_text("26 to 50 of 100")
    page.goto(f"{real_site.address}/tickets")
    expect(page.locator("#caption")).to_have_text("1 to 25 of 800")
    page.locator("#list").get_by_role("gridcell").nth(1).click()
    expect(page.locator("#detail")).to_contain_text("Customer")
