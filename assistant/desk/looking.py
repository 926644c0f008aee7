"""Looks for duplicates in the background, and says how far it is."""

from __future__ import annotations

import logging
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from assistant.errors import AssistantError
from assistant.records.duplicates import find_duplicates
from assistant.records.store import Store

log = logging.getLogger(__name__)

COMPARED = ("account", "contact")
BROKEN = "Something went wrong on our side; the pairs below are as they were. Look again."


@dataclass(frozen=True, slots=True)
class Look:
    """One look through all accounts and contacts."""

    stage: Literal["never", "looking", "done", "failed"]
    object: str = ""  # while looking: what is compared
    done: int = 0  # pairs of that object compared so far
    total: int = 0  # pairs of that object; 0 until they are known
    found: int = 0  # when done: pairs to decide on
    problem: str = ""  # when failed: one sentence
    ended_at_utc: datetime | None = None


class Looking:
    """One look at a time; whoever asks meanwhile is told of the one that goes on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="duplicates")
        self._lock = threading.Lock()
        self._now = Look("never")

    @property
    def now(self) -> Look:
        """How far the look is, or how the last one ended."""
        return self._now

    def begin(self) -> Look:
        """Begin to look, unless somebody has."""
        with self._lock:
            if self._now.stage != "looking":
                self._now = Look("looking", COMPARED[0])
                self._pool.submit(self._look)
            return self._now

    def _look(self) -> None:
        """Whatever happens ends in a stage that the page can show."""
        try:
            found = sum(self._compare(name) for name in COMPARED)
            self._now = Look("done", found=found, ended_at_utc=datetime.now(UTC))
        except AssistantError as error:
            self._now = Look("failed", problem=error.reply, ended_at_utc=datetime.now(UTC))
        except Exception as error:  # noqa: BLE001 - the edge of a worker: logged, and told as a sentence
            reference = secrets.token_hex(4)
            log.error("reference=%s exception=%s", reference, type(error).__name__)
            self._now = Look("failed", problem=f"{BROKEN} Reference: {reference}.", ended_at_utc=datetime.now(UTC))

    def _compare(self, name: str) -> int:
        def tell(done: int, total: int) -> None:
            self._now = Look("looking", name, done, total)

        tell(0, 0)
        return find_duplicates(self._store, name, progress=tell)
