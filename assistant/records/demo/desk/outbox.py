"""What each account has sent until now, so that it never sends the same words twice."""

from __future__ import annotations

from collections.abc import Mapping

from numpy.random import Generator

from assistant.records.demo.desk.shelf import Text
from assistant.records.demo.desk.voice import Voice

MOST_TRIES = 10


class Outbox:
    """Words messages until the account has not sent them yet."""

    def __init__(self) -> None:
        self._sent: set[tuple[int, str]] = set()

    def word(
        self, account_id: int, voice: Voice, text: Text, values: Mapping[str, str], channel: str, rng: Generator
    ) -> str | None:
        """A message in somebody's voice.

        Returns:
            None when the account has sent the text in every way that was tried.
        """
        for _ in range(MOST_TRIES):
            body = voice.write(text, values, channel, rng)
            if (account_id, body) not in self._sent:
                self._sent.add((account_id, body))
                return body
        return None
