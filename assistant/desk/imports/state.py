"""How an upload stands, kept beside its files so that a reload or a restart loses nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assistant.atomic import replacing
from assistant.records.batches import ImportReport
from assistant.records.batches.answers import Answers

Stage = Literal["checking", "checked", "importing", "done", "failed"]
WORKING: tuple[Stage, ...] = ("checking", "importing")


@dataclass(frozen=True, slots=True)
class Wish:
    """How a person wants files to be read."""

    system: str = "auto"  # what `--as` takes
    as_of: date | None = None  # stored as the home's data date
    answers: Answers = field(default_factory=Answers)


@dataclass(frozen=True, slots=True)
class Upload:
    """Some uploaded files on their way."""

    token: str
    user_id: int
    files: tuple[str, ...]
    stage: Stage
    wish: Wish = field(default_factory=Wish)
    report: ImportReport | None = None  # of the check, or of the import
    problem: str = ""  # one sentence, when it failed
    step: str = ""  # while working: which object
    rows: int = 0  # while working: rows read of it
    by: str = ""  # the name of whoever uploaded them
    received_at_utc: datetime | None = None


_UPLOAD: TypeAdapter[Upload] = TypeAdapter(Upload)
NAME = "state.json"


def save(folder: Path, upload: Upload) -> None:
    """Keep the state in the upload's folder."""
    with replacing(folder / NAME) as file:
        file.write(_UPLOAD.dump_json(upload).decode())


def load(folder: Path) -> Upload | None:
    """The state kept in a folder; None when there is none that can be read."""
    try:
        return _UPLOAD.validate_json((folder / NAME).read_bytes())
    except (OSError, ValidationError):
        return None
