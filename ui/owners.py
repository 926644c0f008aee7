"""Which user a Gradio session belongs to."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

MOST_SESSIONS = 20_000


class SessionOwners:
    """Binds each session hash to the first user who shows it."""

    def __init__(self) -> None:
        self._owners: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def claim(self, session_hash: str, user_id: int) -> bool:
        """Whether the hash is this user's, binding it when it is new; an empty one is nobody's."""
        if not session_hash:
            return False
        with self._lock:
            owner = self._owners.setdefault(session_hash, user_id)
            self._owners.move_to_end(session_hash)
            while len(self._owners) > MOST_SESSIONS:
                self._owners.popitem(last=False)
            return owner == user_id
