"""Files that are either wholly on disk or not there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def write(path: Path, content: bytes) -> str:
    """Write a file, force it to the disk, return its sha256 in hexadecimal."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return hashlib.sha256(content).hexdigest()


def replace(path: Path, content: bytes) -> None:
    """Exchange a file's content in one step: whoever reads sees the old one or the new one."""
    draft = path.with_name(path.name + ".new")
    write(draft, content)
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk; where folders cannot be opened (Windows) this does nothing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
