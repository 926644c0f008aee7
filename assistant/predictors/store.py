"""Model files of a home: versions with a manifest, the one in use named by `CURRENT`."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from safetensors import SafetensorError
from safetensors.numpy import load, save

from assistant.errors import DamagedFile, HomeNotWritable
from assistant.predictors.base import Artefact

ARRAYS, SETTINGS, CARD, MANIFEST, CURRENT = "model.safetensors", "model.json", "card.md", "manifest.json", "CURRENT"


class _Head(BaseModel):
    """The JSON file of a version."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: date
    n_train: int
    settings: dict[str, object]


@dataclass(frozen=True, slots=True)
class Stored:
    """A trained model with the version it is known by."""

    version: str  # from the content's hash
    artefact: Artefact


@dataclass(frozen=True, slots=True)
class ModelStore:
    """The `models` folder of a home: `<kind>/<version>/`."""

    root: Path

    def save(self, kind: str, artefact: Artefact) -> Stored:
        """Write a version, then point `CURRENT` at it; until then the earlier one stays in use.

        Raises:
            HomeNotWritable: The folder cannot be written.
        """
        files = _files(artefact)
        stored = Stored(version_of(artefact), artefact)
        try:
            self._write(self.root / kind, stored.version, files)
        except OSError as error:
            raise HomeNotWritable(str(self.root)) from error
        return stored

    def current_version(self, kind: str) -> str | None:
        """The version in use, None before the first training."""
        pointer = self.root / kind / CURRENT
        return pointer.read_text().strip() if pointer.is_file() else None

    def load(self, kind: str, version: str) -> Stored:
        """Read a version; its hashes are checked before anything is parsed.

        Raises:
            DamagedFile: A file is missing or differs from the manifest.
        """
        folder = self.root / kind / version
        remedy = f"run `crm-assistant train {kind}`"
        try:
            listed = json.loads(_read(folder / MANIFEST, remedy))["sha256"]
            files = {name: _checked(folder / name, listed[name], remedy) for name in (ARRAYS, SETTINGS, CARD)}
            head = _Head.model_validate_json(files[SETTINGS])
            arrays = {name: array.astype(np.float64) for name, array in load(files[ARRAYS]).items()}
        except (ValueError, KeyError, TypeError, ValidationError, SafetensorError) as error:
            raise DamagedFile(str(folder), remedy) from error
        return Stored(version, Artefact(arrays, head.settings, files[CARD].decode(), head.as_of, head.n_train))

    def _write(self, folder: Path, version: str, files: dict[str, bytes]) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
        try:
            for name, content in files.items():
                _write_synced(draft / name, content)
            shutil.rmtree(folder / version, ignore_errors=True)  # the same content, perhaps damaged
            draft.rename(folder / version)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        pointer = folder / f".{CURRENT}-{os.getpid()}"
        _write_synced(pointer, version.encode())
        pointer.replace(folder / CURRENT)


def version_of(artefact: Artefact) -> str:
    """Twelve hexadecimal digits that name the content."""
    return hashlib.sha256(_files(artefact)[MANIFEST]).hexdigest()[:12]


def _files(artefact: Artefact) -> dict[str, bytes]:
    head = _Head(as_of=artefact.as_of, n_train=artefact.n_train, settings=dict(artefact.settings))
    arrays = {name: np.ascontiguousarray(artefact.arrays[name]) for name in sorted(artefact.arrays)}
    files = {ARRAYS: save(arrays), SETTINGS: head.model_dump_json(indent=1).encode(), CARD: artefact.card.encode()}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return files | {MANIFEST: json.dumps({"sha256": hashes}, indent=1).encode()}


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path, remedy: str) -> bytes:
    if not path.is_file():
        raise DamagedFile(str(path), remedy)
    return path.read_bytes()


def _checked(path: Path, sha256: str, remedy: str) -> bytes:
    content = _read(path, remedy)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DamagedFile(str(path), remedy)
    return content
