"""What can go wrong with a training run and can be put right by whoever started it."""

from __future__ import annotations

from assistant.errors import UserFixable


class DataNotRead(UserFixable):
    """Labelled texts cannot be read from where they were said to be."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"no labelled texts from {source!r}: {why}")
        self.reply = f"I can't train on {source}: {why}."


class RunOfAnotherKind(UserFixable):
    """The output folder holds a run with other settings or other texts."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder!r} holds another run")
        self.reply = f"{folder} holds a run with other settings or other texts: choose another --out, or delete it."


class CannotStart(UserFixable):
    """An adapter cannot begin as another."""

    def __init__(self, missing: str, shape: tuple[int, ...]) -> None:
        super().__init__(f"the adapter to start from has no {missing} of shape {shape}")
        self.reply = (
            "That classifier's adapter has another rank, or sits on other layers: start from one of this recipe."
        )
