"""The weights a home serves: promoted ones, the ones before them on request."""

import json
import shutil
from pathlib import Path

import pytest

from assistant.app import load_reader
from assistant.errors import DamagedFile
from assistant.understanding.promoted import CURRENT, NothingToRollBack, Promoted
from assistant.understanding.unavailable import UnavailableReader
from assistant.understanding.weights import CARD, MANIFEST, PACKAGED, read_weights


def another(folder: Path, version: str) -> Path:
    """The packaged weights under another version."""
    shutil.copytree(PACKAGED, folder)
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(manifest | {"version": version}))
    return folder


def test_a_home_serves_the_packaged_weights_until_others_are_promoted_and_goes_back_step_by_step(
    tmp_path: Path,
) -> None:
    promoted = Promoted(tmp_path / "models" / "reader")
    assert promoted.folder == PACKAGED
    assert promoted.promote(another(tmp_path / "one", "text-1")) == "text-1"
    assert promoted.promote(another(tmp_path / "two", "text-2")) == "text-2"
    shutil.rmtree(tmp_path / "two")
    assert read_weights(promoted.folder).version == "text-2"
    assert promoted.roll_back() == "text-1"
    assert promoted.folder == tmp_path / "models" / "reader" / "text-1"
    assert promoted.roll_back() == read_weights(PACKAGED).version
    with pytest.raises(NothingToRollBack):
        promoted.roll_back()


def test_damaged_weights_are_not_promoted(tmp_path: Path) -> None:
    folder = another(tmp_path / "one", "text-1")
    (folder / "labels.json").write_bytes(b"{}")
    promoted = Promoted(tmp_path / "reader")
    with pytest.raises(DamagedFile):
        promoted.promote(folder)
    assert promoted.folder == PACKAGED


def test_promoted_weights_that_were_damaged_since_are_named(tmp_path: Path) -> None:
    promoted = Promoted(tmp_path / "reader")
    promoted.promote(another(tmp_path / "one", "text-1"))
    (promoted.folder / MANIFEST).unlink()
    assert isinstance(load_reader(promoted.folder), UnavailableReader)
    assert (promoted.root / CURRENT).read_text() == "text-1\n"
    assert (tmp_path / "one" / CARD).is_file()
