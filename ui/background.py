"""Catches up with new records while the site already answers."""

from __future__ import annotations

import threading

from ui.backend import Backend
from ui.handlers.edge import attempt


def start_catching_up(backend: Backend) -> threading.Thread:
    """Index, then tag, what is new, in a thread that may be cut off at any moment; a failure is logged."""
    thread = threading.Thread(target=lambda: attempt(lambda: backend.catch_up(_quietly)), name="catch-up", daemon=True)
    thread.start()
    return thread


def _quietly(done: int, total: int) -> None:
    """Nobody watches this progress."""
