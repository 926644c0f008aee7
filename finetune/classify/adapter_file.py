"""The file with a stored classifier's tensors, checked before it is parsed."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors.torch import load as load_safetensors
from torch import Tensor

from assistant.errors import DamagedFile
from assistant.hashed import read_hashed

ADAPTER, MANIFEST = "adapter.safetensors", "manifest.json"
REMEDY = "train it again with `python -m finetune classify`"


def read_adapter(folder: Path) -> tuple[dict[str, Tensor], str]:
    """The tensors of a stored classifier, with their digest.

    Raises:
        DamagedFile: A file is missing, or the digest is not the manifest's.
    """
    try:
        expected = str(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"][ADAPTER])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedFile(str(folder / MANIFEST), REMEDY) from error
    return load_safetensors(read_hashed(folder / ADAPTER, expected, remedy=REMEDY)), expected
