"""What stands in for the transformer while its weights cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import OperatorFixable
from assistant.messages import Reading


@dataclass(frozen=True, slots=True)
class UnavailableReader:
    """Refuses every message with what is wrong."""

    cause: OperatorFixable
    version: str = "unavailable"

    def read(self, texts: Sequence[str], *, entities: bool = True) -> Sequence[Reading]:
        """Refuse.

        Raises:
            OperatorFixable: Always: what is wrong with the weights.
        """
        raise self.cause
