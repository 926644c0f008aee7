"""What can be wrong with the parts that answer."""

from __future__ import annotations

from assistant.errors.kinds import OperatorFixable


class AdapterOfAnotherBase(OperatorFixable):
    """The reader's adapter belongs to another base encoder than the one in use."""

    def __init__(self, trained_on: str, running: str) -> None:
        super().__init__(
            f"the reader was trained on base {trained_on[:12]}…, running {running[:12]}…: "
            "train it again with `python -m finetune`",
            reply="The message reader does not fit the encoder in use; an administrator can train it again "
            "with `python -m finetune`.",
        )


class SearchUnavailable(OperatorFixable):
    """The search index can be neither built nor brought up to date."""

    def __init__(self, why: str) -> None:
        super().__init__(
            why, reply="My search index cannot be brought up to date now; an administrator can see why in the log."
        )


class PortInUse(OperatorFixable):
    """Somebody else listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"Port {port} on {host} is in use: choose another with --port.")
