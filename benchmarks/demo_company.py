"""Loads the demo company, then lets the real site read and index it, while questions are asked over HTTP."""

from __future__ import annotations

import argparse
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from sqlalchemy import func, select

from assistant.records.schema import Message, Triage
from assistant.records.store import Store
from assistant.search.source import KINDS
from assistant.views import LOCAL_ADMIN
from benchmarks.reporting import Report, measuring
from indexes.snapshot import CURRENT

QUESTION = "how many open deals do we have"
ASKER = "Aoife Brannigan"  # an agent of the demo company
EVERY_SECONDS = 5.0


def main() -> None:
    """Load, serve, wait for the chores; write the result file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="size of the company; 1 is the usual one")
    scale = parser.parse_args().scale
    report = Report(
        name="demo_company" if scale == 1 else f"demo_company_{scale:g}",
        protocol=f"`crm-assistant demo --scale {scale:g}` into a fresh home, timed as a whole; then `crm-assistant "
        "serve`, timed from its first answer until every inbound message is read and all three indexes stand; "
        "meanwhile one question over the HTTP API every five seconds. Two cores.",
        seeds=[0],
    )
    with tempfile.TemporaryDirectory() as folder, measuring(report):
        home = Path(folder)
        started = time.perf_counter()
        _command(home, "demo", "--scale", f"{scale:g}")
        report.figures["load_seconds"] = time.perf_counter() - started
        store = Store.open(home)
        seconds, answers = _chores(home, store)
        report.figures |= {
            "chores_seconds": seconds,
            "messages_read": _readings(store)[1],
            "questions_meanwhile": len(answers),
            "answer_seconds_p50": statistics.median(answers),
            "answer_seconds_worst": max(answers),
        }
        store.close()


def _chores(home: Path, store: Store) -> tuple[float, list[float]]:
    """How long the site takes over tags and indexes, with the time of each question asked meanwhile."""
    words = _command(home, "token", "add", ASKER).split()
    token = next(word for word in words if len(word) > 30)
    site = subprocess.Popen(_crm(home, "serve", "--port", "0"), stdout=subprocess.PIPE, text=True)
    try:
        assert site.stdout is not None
        address = re.search(r"http://[\d.]+:\d+", site.stdout.readline())
        assert address
        answers: list[float] = []
        with httpx.Client(base_url=address[0], headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
            client.get("/healthz").raise_for_status()
            started = time.perf_counter()
            while not _done(home, store):
                asked = time.perf_counter()
                client.post("/api/v1/ask", json={"text": QUESTION}).raise_for_status()
                answers.append(time.perf_counter() - asked)
                while time.perf_counter() < asked + EVERY_SECONDS and not _done(home, store):
                    time.sleep(0.5)
        return time.perf_counter() - started, answers
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait()


def _done(home: Path, store: Store) -> bool:
    inbound, read = _readings(store)
    return read == inbound and all((home / "indexes" / kind / CURRENT).is_file() for kind in KINDS)


def _readings(store: Store) -> tuple[int, int]:
    """Inbound messages, and those that are read."""
    with store.read(LOCAL_ADMIN) as session:
        inbound = session.scalar(select(func.count()).select_from(Message).where(Message.direction == "in"))
        read = session.scalar(select(func.count()).select_from(Triage))
    return inbound or 0, read or 0


def _command(home: Path, *words: str) -> str:
    return subprocess.run(_crm(home, *words), check=True, capture_output=True, text=True).stdout


def _crm(home: Path, *words: str) -> list[str]:
    return [str(Path(sys.executable).with_name("crm-assistant")), "--home", str(home), *words]


if __name__ == "__main__":
    main()
