"""Tests of index generations on disk."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexes import disk
from indexes.errors import BuiltByAnotherEncoder, IndexDamaged, IndexNotWritten, NoIndex
from indexes.snapshot import Passage, Snapshot, load, save
from indexes.types import Vectors


class Hashing:
    """An encoder that needs no model: every text has its own pseudo-random direction."""

    dim = 8

    def __init__(self, fingerprint: str = "hashing-1", salt: str = "") -> None:
        self.fingerprint = fingerprint
        self._salt = salt

    def encode(self, texts: Sequence[str]) -> Vectors:
        digests = [hashlib.sha256((self._salt + text).encode("utf-8", "surrogatepass")).digest()[:8] for text in texts]
        raw = np.array([list(digest) for digest in digests], dtype=np.float32).reshape(-1, self.dim) - 127.5
        unit: Vectors = raw / np.linalg.norm(raw, axis=1, keepdims=True)
        return unit


ENCODER = Hashing()


def snapshot(*texts: str) -> Snapshot:
    passages = tuple(Passage(f"k{place}", f"s{place}", "stamp", text) for place, text in enumerate(texts))
    return Snapshot(passages, ENCODER.encode(texts), high_water_row=len(texts) + 3)


OLD, NEW, NEWER = snapshot("one"), snapshot("one", "two\u2028\nlines"), snapshot("a", "b", "c", "d", "e", "f", "g")


def same(left: Snapshot, right: Snapshot) -> bool:
    return (left.passages, left.high_water_row, left.vectors.tolist()) == (
        right.passages,
        right.high_water_row,
        right.vectors.tolist(),
    )


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_what_was_saved_last_is_loaded(tmp_path: Path) -> None:
    assert [save(tmp_path, each, ENCODER) for each in (OLD, NEW, NEWER)] == [1, 2, 3]
    loaded = load(tmp_path, ENCODER)
    assert same(loaded.snapshot, NEWER)
    assert (loaded.generation, loaded.note) == (3, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "gen-000002", "gen-000003"]


def test_an_index_of_nothing_is_kept(tmp_path: Path) -> None:
    save(tmp_path, snapshot(), ENCODER)
    assert same(load(tmp_path, ENCODER).snapshot, snapshot())


def test_an_empty_folder_asks_for_a_rebuild(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="run `crm-assistant index rebuild`"):
        load(tmp_path / "none", ENCODER)


class Killed(BaseException):
    """Stands for SIGKILL: nothing may catch it."""


def stop_at(monkeypatch: pytest.MonkeyPatch, step: int, death: BaseException) -> list[str]:
    """Let `step` operations on the disk happen, tear the next one in half, raise `death`."""
    done: list[str] = []

    def wrap(owner: Any, name: str, half: Callable[..., None]) -> None:
        real = getattr(owner, name)

        def guarded(*args: Any, **options: Any) -> Any:
            if len(done) == step:
                half(*args)
                done.append("death")
                raise death
            done.append(name)
            return real(*args, **options)

        monkeypatch.setattr(owner, name, guarded)

    def nothing(*_: Any) -> None:
        return None

    wrap(disk, "write", lambda path, content: path.write_bytes(content[: len(content) // 2]))
    wrap(disk, "sync_folder", nothing)
    wrap(Path, "replace", nothing)
    wrap(Path, "mkdir", nothing)
    wrap(shutil, "rmtree", lambda path, *_: (path / "vectors.npy").unlink(missing_ok=True))
    return done


@pytest.mark.parametrize("step", range(13))
def test_killed_at_any_step_the_old_or_the_new_generation_loads(tmp_path: Path, step: int) -> None:
    save(tmp_path, OLD, ENCODER)
    save(tmp_path, NEW, ENCODER)
    with pytest.MonkeyPatch.context() as monkeypatch:
        done = stop_at(monkeypatch, step, Killed())
        try:
            save(tmp_path, NEWER, ENCODER)
        except Killed:
            assert done[-1] == "death"
        else:
            assert step >= len(done) == 10
    loaded = load(tmp_path, ENCODER)
    assert same(loaded.snapshot, NEWER if "replace" in done else NEW)
    assert loaded.note == ""
    save(tmp_path, OLD, ENCODER)
    assert same(load(tmp_path, ENCODER).snapshot, OLD)
    assert len(list(tmp_path.glob("gen-*"))) == 2


@pytest.mark.parametrize("step", range(9))
def test_on_a_full_disk_the_old_generation_stays(tmp_path: Path, step: int) -> None:
    save(tmp_path, OLD, ENCODER)
    with pytest.MonkeyPatch.context() as monkeypatch:
        done = stop_at(monkeypatch, step, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(IndexNotWritten, match=r"No space left on device.*the previous one stays"):
            save(tmp_path, NEW, ENCODER)
    loaded = load(tmp_path, ENCODER)
    assert same(loaded.snapshot, NEW if "replace" in done else OLD)
    assert loaded.note == ""
    assert len(list(tmp_path.glob("gen-*"))) == (2 if "replace" in done else 1)


@pytest.mark.parametrize("name", ["vectors.npy", "passages.jsonl", "manifest.json"])
def test_a_flipped_byte_falls_back_to_the_previous_generation(tmp_path: Path, name: str) -> None:
    save(tmp_path, OLD, ENCODER)
    save(tmp_path, NEW, ENCODER)
    flip(tmp_path / "gen-000002" / name)
    loaded = load(tmp_path, ENCODER)
    assert same(loaded.snapshot, OLD)
    assert loaded.note == f"using gen-000001, since gen-000002: the hash of {name} is not the recorded one"


def test_without_a_readable_pointer_the_newest_whole_generation_is_used(tmp_path: Path) -> None:
    save(tmp_path, OLD, ENCODER)
    save(tmp_path, NEW, ENCODER)
    (tmp_path / "CURRENT").write_text("\x00\xffrubbish", "latin-1")
    loaded = load(tmp_path, ENCODER)
    assert same(loaded.snapshot, NEW)
    assert loaded.note == "using gen-000002, since CURRENT names no generation"


def test_when_no_generation_is_whole_the_reasons_are_named(tmp_path: Path) -> None:
    save(tmp_path, OLD, ENCODER)
    (tmp_path / "gen-000001" / "vectors.npy").unlink()
    with pytest.raises(IndexDamaged, match=r"vectors\.npy.*run `crm-assistant index rebuild`"):
        load(tmp_path, ENCODER)


def test_another_encoder_is_refused_by_its_fingerprint(tmp_path: Path) -> None:
    save(tmp_path, NEW, ENCODER)
    with pytest.raises(BuiltByAnotherEncoder, match="built with 'hashing-1', running 'hashing-2'"):
        load(tmp_path, Hashing("hashing-2"))


def test_vectors_that_are_not_those_of_their_texts_are_refused(tmp_path: Path) -> None:
    save(tmp_path, replace(NEWER, vectors=NEWER.vectors[::-1]), ENCODER)
    with pytest.raises(BuiltByAnotherEncoder, match="cosine"):
        load(tmp_path, ENCODER)


def test_pickled_vectors_are_refused_even_under_the_right_hash(tmp_path: Path) -> None:
    save(tmp_path, OLD, ENCODER)
    folder = tmp_path / "gen-000001"
    np.save(folder / "vectors.npy", OLD.vectors.astype(object), allow_pickle=True)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["vectors.npy"] = hashlib.sha256((folder / "vectors.npy").read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "CURRENT").unlink()
    with pytest.raises(IndexDamaged, match="allow_pickle=False"):
        load(tmp_path, ENCODER)


@pytest.mark.parametrize(
    "change", [{"format": 2}, {"metric": "l2"}, {"count": -1}, {"dim": True}, {"extra": 1}, {"files": []}]
)
def test_a_manifest_that_says_something_else_is_no_manifest(tmp_path: Path, change: dict[str, Any]) -> None:
    save(tmp_path, OLD, ENCODER)
    path = tmp_path / "gen-000001" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    (tmp_path / "CURRENT").unlink()
    with pytest.raises(IndexDamaged, match="manifest"):
        load(tmp_path, ENCODER)
