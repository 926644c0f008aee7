from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from assistant.app import BY_WORDS, open_assistant
from assistant.errors import DamagedFile
from assistant.home import Home
from assistant.records.store import Store
from assistant.routing.voice import Voice
from assistant.understanding.reader import TransformerReader
from indexes.encoder import MiniLM
from indexes.errors import EncoderMissing

READER = DamagedFile("/srv/adapter.safetensors", "train again")
VOICE = DamagedFile("/srv/voice.safetensors", "install again")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A new home, with the reader's weights damaged."""
    monkeypatch.setattr(TransformerReader, "load", lambda folder: _fail(READER))
    Store.open(Home(tmp_path)).close()
    return Home(tmp_path)


def _fail(error: Exception) -> NoReturn:
    raise error


def test_a_damaged_voice_file_is_named_beside_the_damaged_reader(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Voice, "load", lambda: _fail(VOICE))
    assert open_assistant(home).status()[:2] == (READER.reply, VOICE.reply)


def test_a_missing_encoder_is_named_without_its_folder(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MiniLM, "__init__", lambda self: _fail(EncoderMissing("/srv/model", "model.safetensors")))
    status = open_assistant(home).status()
    assert BY_WORDS in status
    assert "/srv" not in " ".join(status)
