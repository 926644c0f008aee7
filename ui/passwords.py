"""Passwords: argon2id, at most two hashes at once."""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10  # characters
LONGEST = 256
AT_ONCE = 2  # one hash takes 64 MiB


class Passwords:
    """Makes hashes, checks them."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._slots = BoundedSemaphore(AT_ONCE)
        self._nobody = self.make("a password that nobody has")

    def make(self, password: str) -> str:
        """The argon2id hash of a password, in PHC format."""
        with self._slots:
            return self._hasher.hash(password)

    def check(self, password: str, stored: str | None) -> bool:
        """Whether the password belongs to the stored hash; takes as long without one."""
        with self._slots:
            try:
                self._hasher.verify(stored or self._nobody, password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return False
        return stored is not None
