"""Model files: written whole, checked before they are read."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import DamagedFile, HomeNotWritable
from assistant.predictors.base import Artefact
from assistant.predictors.store import ModelStore

ARTEFACT = Artefact(
    arrays={"weights": np.array([0.1, -2.5]), "covariance": np.eye(2)},
    settings={"intercept": -1.25, "columns": ["a", "b"]},
    card="# A card\n",
    as_of=date(2026, 6, 30),
    n_train=120,
)
FILES = ("model.safetensors", "model.json", "card.md", "manifest.json")


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    version = store.save("churn", ARTEFACT).version
    assert store.current_version("churn") == version
    read = store.load("churn", version).artefact
    assert {name: array.tolist() for name, array in read.arrays.items()} == {
        name: array.tolist() for name, array in ARTEFACT.arrays.items()
    }
    assert replace(read, arrays={}) == replace(ARTEFACT, arrays={})


def test_the_version_names_the_content(tmp_path: Path) -> None:
    first = ModelStore(tmp_path / "a").save("churn", ARTEFACT).version
    again = ModelStore(tmp_path / "b").save("churn", ARTEFACT).version
    other = ModelStore(tmp_path / "a").save("churn", replace(ARTEFACT, n_train=121)).version
    assert first == again != other
    assert ModelStore(tmp_path / "a").current_version("churn") == other


@pytest.mark.parametrize("name", FILES)
def test_one_flipped_byte_in_any_file_is_named(tmp_path: Path, name: str) -> None:
    store = ModelStore(tmp_path)
    version = store.save("churn", ARTEFACT).version
    path = tmp_path / "churn" / version / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(DamagedFile, match="crm-assistant train churn"):
        store.load("churn", version)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    store = ModelStore(tmp_path)
    version = store.save("churn", ARTEFACT).version
    (tmp_path / "churn" / version / name).unlink()
    with pytest.raises(DamagedFile, match=name):
        store.load("churn", version)


def test_saving_again_mends_a_damaged_version(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    version = store.save("churn", ARTEFACT).version
    (tmp_path / "churn" / version / "model.json").write_text("{}")
    store.save("churn", ARTEFACT)
    assert store.load("churn", version).artefact.n_train == 120


def test_a_failed_save_leaves_the_earlier_model_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ModelStore(tmp_path)
    version = store.save("churn", ARTEFACT).version

    def full(self: Path, target: Path) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(HomeNotWritable):
        store.save("churn", replace(ARTEFACT, n_train=121))
    assert store.current_version("churn") == version
    assert sorted(path.name for path in (tmp_path / "churn").iterdir()) == sorted(["CURRENT", version])


def test_before_the_first_training_there_is_no_version(tmp_path: Path) -> None:
    assert ModelStore(tmp_path).current_version("churn") is None


def test_models_load_with_unpickling_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*arguments: object, **named: object) -> None:
        raise AssertionError("a model file was unpickled")

    monkeypatch.setattr(pickle, "load", forbidden)
    monkeypatch.setattr(pickle, "loads", forbidden)
    store = ModelStore(tmp_path)
    assert store.load("churn", store.save("churn", ARTEFACT).version).artefact.n_train == 120
