"""Files that are compared with their recorded hash before anybody parses them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from assistant.errors import DamagedFile


def sha256(content: bytes) -> str:
    """The digest that a manifest records, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """The digest of a file of any size.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_hashed(path: Path, expected: str, *, remedy: str) -> bytes:
    """Read a file whose sha256 has to be the expected one.

    Args:
        path: The file.
        expected: Its digest, hexadecimal; what is no digest fits no file.
        remedy: What to do about a damaged file, as the end of a sentence.

    Raises:
        DamagedFile: It is missing, cannot be read, or has another digest.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DamagedFile(str(path), remedy) from error
    if sha256(content) != expected:
        raise DamagedFile(str(path), remedy)
    return content
