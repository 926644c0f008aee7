from __future__ import annotations

import threading
import time

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from ui.passwords import AT_ONCE, Passwords


class Watched(PasswordHasher):
    """Counts its work, and how much of it runs at once."""

    def __init__(self) -> None:
        cheap = CHEAPEST
        super().__init__(cheap.time_cost, cheap.memory_cost, cheap.parallelism)
        self.checks = 0
        self.running = 0
        self.most = 0
        self.lock = threading.Lock()

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
        with self.lock:
            self.checks += 1
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(0.02)
        try:
            return bool(super().verify(hash, password))
        finally:
            with self.lock:
                self.running -= 1


def test_only_the_right_password_matches() -> None:
    passwords = Passwords(Watched())
    stored = passwords.make("correct horse battery")
    found = [passwords.check(text, stored) for text in ("correct horse battery", "correct horse", "")]
    assert found == [True, False, False]


def test_hashes_are_argon2id_with_the_recommended_cost_by_default() -> None:
    assert Passwords().make("correct horse battery").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_an_unknown_user_costs_one_check_too_and_never_matches() -> None:
    hasher = Watched()
    assert not Passwords(hasher).check("a password that nobody has", None)
    assert hasher.checks == 1


def test_a_damaged_hash_matches_nothing() -> None:
    assert not Passwords(Watched()).check("anything", "no hash at all")


def test_at_most_two_hashes_run_at_once() -> None:
    hasher = Watched()
    passwords = Passwords(hasher)
    crowd = [threading.Thread(target=passwords.check, args=("wrong", None)) for _ in range(8)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    assert (hasher.checks, hasher.most) == (8, AT_ONCE)
