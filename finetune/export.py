"""A trained network as the folder that ships."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save as to_safetensors
from torch import Tensor

from assistant.hashed import sha256
from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.calibration import Calibration
from assistant.understanding.labels import SENTIMENTS, URGENCIES
from assistant.understanding.lexical import LexicalHead
from assistant.understanding.weights import ADAPTER, CALIBRATION, CARD, LABELS, MANIFEST, WORDS
from finetune.calibrate import Report, as_json
from finetune.network import Network
from finetune.recipe import Recipe
from finetune.train import Trained

_PREFIX = "base_model.model."


def export(
    folder: Path,
    trained: Trained,
    lexical: LexicalHead,
    recipe: Recipe,
    calibration: Calibration,
    report: Report,
    card: str,
    words: Mapping[str, int],
) -> str:
    """Write adapter, heads (the lexical one as it adds up), labels, calibration, words, card, a manifest of digests.

    The folder is replaced as a whole: a reader sees the old weights or the new ones.

    Returns:
        The version: the first letters of the digest over every file.
    """
    labels = {"taxonomy": CUSTOMER_SERVICE.name, "intents": CUSTOMER_SERVICE.names, "sentiments": SENTIMENTS}
    content = {
        ADAPTER: to_safetensors({**shipped_tensors(trained.network), **lexical.tensors()}),
        LABELS: json.dumps({**labels, "urgencies": URGENCIES}, indent=1).encode(),
        CALIBRATION: as_json(calibration, report).encode(),
        WORDS: json.dumps(words, indent=0).encode(),
        CARD: card.encode(),
    }
    files = {name: sha256(part) for name, part in content.items()}
    version = "text-" + sha256("".join(files.values()).encode())[:12]
    manifest = {
        "version": version,
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "base_fingerprint": trained.base_fingerprint,
        "rank": recipe.rank,
        "scaling": recipe.alpha / recipe.rank,
        "files": files,
    }
    _write({**content, MANIFEST: json.dumps(manifest, indent=1).encode()}, folder)
    return version


def shipped_tensors(network: Network) -> dict[str, Tensor]:
    """The adapter in half precision and the heads in single, under the names the reader knows.

    Returns:
        "<layer>.A" (rank, in), "<layer>.B" (out, rank), "head.<name>.weight" (labels, width), "head.<name>.bias".
    """
    found = {}
    for name, tensor in network.trainable().items():
        value = tensor.detach().cpu()
        if name.startswith("heads."):
            found["head." + name.removeprefix("heads.")] = value.float().contiguous()
        else:
            layer, _, part = name.removeprefix("encoder.").removeprefix(_PREFIX).partition(".lora_")
            found[f"{layer}.{part[0]}"] = value.to(torch.float16).contiguous()
    return found


def _write(content: Mapping[str, bytes], folder: Path) -> None:
    part, old = folder.with_name(folder.name + ".part"), folder.with_name(folder.name + ".old")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, data in content.items():
        (part / name).write_bytes(data)
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
