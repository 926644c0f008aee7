"""The edge of the pages: whatever goes wrong becomes one sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from assistant.errors import AssistantError
from ui.edge import log_failure, new_reference

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Failure:
    """What to tell the person; the reference names the failure in the log."""

    text: str
    reference: str = ""

    def __str__(self) -> str:
        return f"{self.text} Reference: {self.reference}" if self.reference else self.text


def attempt(action: Callable[[], Outcome]) -> Outcome | Failure:
    """Run an action; nothing escapes."""
    try:
        return action()
    except AssistantError as error:
        return Failure(error.reply)
    except Exception as error:  # noqa: BLE001  the edge: logged with a reference, answered with a sentence
        reference = new_reference()
        log_failure(reference, error)
        return Failure("Something went wrong on our side; nothing was changed.", reference)
