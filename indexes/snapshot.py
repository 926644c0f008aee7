"""Generations of an index on disk: written whole, switched at once, checked before they are read."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from indexes import disk
from indexes.errors import BuiltByAnotherEncoder, IndexDamaged, IndexNotWritten, NoIndex
from indexes.manifest import Manifest
from indexes.types import Encoder, Vectors

VECTORS, PASSAGES, MANIFEST, CURRENT = "vectors.npy", "passages.jsonl", "manifest.json", "CURRENT"
PROBES = 5  # stored texts that are embedded again on loading
SAME = 0.999  # least cosine between a stored vector and the same text embedded now
_NAME = re.compile(r"gen-(\d{6,})")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text whose vector is in the index."""

    key: str  # unique in the index
    source: str  # the record it is a piece of
    stamp: str  # hash of the record's text; another one means the record has changed
    text: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that an index consists of."""

    passages: tuple[Passage, ...]
    vectors: Vectors  # float32, (len(passages), dim), unit rows in the order of the passages
    high_water_row: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """A snapshot with where it came from."""

    snapshot: Snapshot
    generation: int
    note: str  # empty, or why this is not the newest generation


def save(folder: Path, snapshot: Snapshot, encoder: Encoder) -> int:
    """Write a new generation, switch to it, drop all but the previous one.

    Killed at any moment, the folder still loads the previous generation or the new one.

    Returns:
        The number of the generation.

    Raises:
        IndexNotWritten: The disk is full or refuses; what was there before stays current.
    """
    previous, _ = _current(folder)
    number = max((generation for generation, _ in _generations(folder)), default=0) + 1
    path = folder / f"gen-{number:06d}"
    try:
        path.mkdir(parents=True)
        digest = _write(path, snapshot, encoder)
        disk.replace(folder / CURRENT, f"{path.name} {digest}\n".encode())
    except OSError as error:
        if _current(folder)[0] != number:
            shutil.rmtree(path, ignore_errors=True)
        raise IndexNotWritten(str(folder), error.strerror or str(error)) from error
    for generation, old in list(_generations(folder)):
        if generation not in (number, previous):
            shutil.rmtree(old, ignore_errors=True)  # what stays behind goes next time
    return number


def load(folder: Path, encoder: Encoder) -> Loaded:
    """Read the current generation, or the newest whole one before it.

    Every file is compared with its hash before it is parsed; five stored texts are embedded again.

    Raises:
        NoIndex: Nothing was ever saved here.
        IndexDamaged: No generation is whole.
        BuiltByAnotherEncoder: The vectors are not those this encoder makes of the texts.
    """
    generations = dict(_generations(folder))
    if not generations:
        raise NoIndex(str(folder))
    current, digest = _current(folder)
    reasons: list[str] = []
    if current not in generations:
        reasons.append(f"{CURRENT} names no generation")
    for number in sorted(generations, reverse=True):
        if current in generations and number > current:
            continue  # never switched to
        try:
            manifest, snapshot = _read(generations[number], digest if number == current else None)
        except (OSError, ValueError, TypeError) as error:
            reasons.append(f"gen-{number:06d}: {error}")
            continue
        _check_encoder(manifest, snapshot, encoder)
        return Loaded(snapshot, number, f"using gen-{number:06d}, since {'; '.join(reasons)}" if reasons else "")
    raise IndexDamaged(str(folder), tuple(reasons))


def _write(path: Path, snapshot: Snapshot, encoder: Encoder) -> str:
    buffer = io.BytesIO()
    np.save(buffer, snapshot.vectors, allow_pickle=False)
    lines = "".join(json.dumps(asdict(passage)) + "\n" for passage in snapshot.passages)
    files = {
        VECTORS: disk.write(path / VECTORS, buffer.getvalue()),
        PASSAGES: disk.write(path / PASSAGES, lines.encode("ascii")),
    }
    manifest = Manifest(encoder.fingerprint, encoder.dim, len(snapshot.passages), snapshot.high_water_row, files)
    digest = disk.write(path / MANIFEST, manifest.to_json())
    disk.sync_folder(path)
    disk.sync_folder(path.parent)
    return digest


def _read(path: Path, manifest_sha256: str | None) -> tuple[Manifest, Snapshot]:
    manifest = Manifest.from_json(_checked(path / MANIFEST, manifest_sha256))
    content = {name: _checked(path / name, manifest.files.get(name, "none")) for name in (VECTORS, PASSAGES)}
    vectors = np.load(io.BytesIO(content[VECTORS]), allow_pickle=False)
    passages = tuple(Passage(**json.loads(line)) for line in content[PASSAGES].splitlines())
    if vectors.shape != (manifest.count, manifest.dim) or len(passages) != manifest.count:
        raise ValueError(f"{vectors.shape} vectors, {len(passages)} passages, manifest says {manifest.count}")
    return manifest, Snapshot(passages, vectors, manifest.high_water_row)


def _checked(path: Path, sha256: str | None) -> bytes:
    content = path.read_bytes()
    if sha256 is not None and hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"the hash of {path.name} is not the recorded one")
    return content


def _check_encoder(manifest: Manifest, snapshot: Snapshot, encoder: Encoder) -> None:
    if (manifest.encoder, manifest.dim) != (encoder.fingerprint, encoder.dim):
        raise BuiltByAnotherEncoder(manifest.encoder[:12], encoder.fingerprint[:12])
    places = sorted(
        {place * (manifest.count - 1) // (PROBES - 1) for place in range(PROBES)} & set(range(manifest.count))
    )
    again = encoder.encode([snapshot.passages[place].text for place in places])
    for place, vector in zip(places, again, strict=True):
        cosine = float(vector @ snapshot.vectors[place])
        if not cosine >= SAME:
            raise BuiltByAnotherEncoder(manifest.encoder[:12], f"cosine {cosine:.4f} to {manifest.encoder[:12]}")


def _current(folder: Path) -> tuple[int, str | None]:
    path = folder / CURRENT
    text = path.read_text("ascii", "replace").split() if path.is_file() else []
    match = _NAME.fullmatch(text[0]) if len(text) == 2 else None
    return (int(match[1]), text[1]) if match else (0, None)


def _generations(folder: Path) -> Iterator[tuple[int, Path]]:
    if folder.is_dir():
        for path in folder.iterdir():
            if match := _NAME.fullmatch(path.name):
                yield int(match[1]), path
