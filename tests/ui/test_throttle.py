from __future__ import annotations

from ui.owners import SessionOwners
from ui.throttle import MOST_KEYS, Throttle


def test_tries_are_counted_per_key_within_the_window() -> None:
    now = [0.0]
    throttle = Throttle(2, 60, clock=lambda: now[0])
    assert [throttle.allow("ada") for _ in range(3)] == [True, True, False]
    assert throttle.allow("ben")
    now[0] = 59.9
    assert not throttle.allow("ada")
    now[0] = 60.0
    assert throttle.allow("ada")


def test_memory_is_bounded() -> None:
    throttle = Throttle(1, 60, clock=lambda: 0.0)
    for number in range(MOST_KEYS + 1):
        throttle.allow(str(number))
    assert throttle.allow("0")
    assert not throttle.allow(str(MOST_KEYS))


def test_a_gradio_session_belongs_to_the_first_user_who_shows_it() -> None:
    owners = SessionOwners()
    assert [owners.claim("hash", 1), owners.claim("hash", 2), owners.claim("hash", 1)] == [True, False, True]
    assert not owners.claim("", 1)
