"""Makes the screenshots in docs/screenshots from a running server over the demo company."""

from __future__ import annotations

import argparse
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from assistant.app import open_assistant

CHART = "win rate by region"
ROWS = "top 5 accounts by won revenue"
COMPLAINT = (
    "Hello, I was charged twice for my last order and nobody answers my e-mails. "
    "I am really angry. Please refund the second payment today or I will cancel."
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]


@contextmanager
def served(home: Path) -> Iterator[str]:
    """Load the demo company into `home`, serve it; gives the sign-in link."""
    crm = [sys.executable, "-c", "from assistant.cli import main; main()"]
    if not (home / "crm.db").exists():
        subprocess.run([*crm, "demo", "--home", str(home)], check=True)
    open_assistant(home).catch_up(lambda done, total: None)  # tags on every ticket before the first picture
    command = [sys.executable, "-m", "ui", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().removeprefix("Sign in: ").strip()
        finally:
            process.send_signal(signal.SIGTERM)


def ask(page: Page, text: str) -> None:
    """Send a message, wait for its answer."""
    page.locator("#msg textarea").fill(text)
    page.locator("#send").click()
    page.locator("#chat").get_by_test_id("user").get_by_text(text[:40]).last.wait_for()
    page.locator("#msg textarea:enabled").wait_for(timeout=120_000)
    page.wait_for_timeout(2_000)  # the chart draws itself


def opened(browser: Browser, address: str, state: Path, *, width: int, height: int, dark: bool) -> Page:
    """A signed-in page."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        storage_state=str(state),
    )
    page = context.new_page()
    page.goto(address)
    page.locator("#msg textarea").wait_for()
    page.wait_for_timeout(1_500)
    return page


def take(browser: Browser, link: str, out: Path, scratch: Path) -> None:
    """Walk through the site, saving each picture."""
    address = link.split("/welcome/")[0]
    state = scratch / "state.json"
    first = browser.new_context(viewport={"width": 1360, "height": 900})
    page = first.new_page()
    page.goto(link)
    page.locator("#msg textarea").wait_for()
    page.wait_for_timeout(1_500)
    first.storage_state(path=str(state))
    page.screenshot(path=str(out / "empty.png"))
    ask(page, CHART)
    page.screenshot(path=str(out / "chat.png"))
    for question, name in (("list open deals", "rows"), (COMPLAINT, "message")):
        page.locator("#new").click()
        page.get_by_text("What would you like to know?").wait_for()
        ask(page, question)
        page.screenshot(path=str(out / f"{name}.png"))
    for name in ("accounts", "tickets"):
        page.goto(f"{address}/{name}")
        page.locator("#list").get_by_role("gridcell").nth(8).click()
        page.wait_for_timeout(1_500)
        page.screenshot(path=str(out / f"{name}.png"))
    phone = opened(browser, address, state, width=375, height=760, dark=False)
    ask(phone, ROWS)
    phone.screenshot(path=str(out / "phone.png"))
    night = opened(browser, address, state, width=1360, height=900, dark=True)
    ask(night, CHART)
    night.screenshot(path=str(out / "dark.png"))


def main() -> None:
    """Parse the arguments, make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="a home with the demo company; a fresh one unless given")
    parser.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    chromium = next(
        found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))
    )
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = chosen.home or Path(scratch) / "home"
        with served(home) as link, playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
            take(browser, link, chosen.out, Path(scratch))
    print(f"Wrote {', '.join(sorted(path.name for path in chosen.out.glob('*.png')))} to {chosen.out}.")


if __name__ == "__main__":
    main()
