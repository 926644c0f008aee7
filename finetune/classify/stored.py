"""A trained classifier as a folder: checked against its manifest, then parsed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save as to_safetensors
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertModel

from assistant.atomic import replacing_bytes
from assistant.errors import AdapterOfAnotherBase, DamagedFile
from assistant.hashed import read_hashed, sha256
from assistant.understanding.calibration import probabilities
from assistant.understanding.lexical import PREFIX, LexicalHead
from assistant.understanding.outputs import Floats
from assistant.understanding.spelling import Speller
from finetune.adapter import shipped_names
from finetune.classify.adapter_file import ADAPTER, MANIFEST, REMEDY, read_adapter
from finetune.classify.fit import Trained
from finetune.classify.settings import Settings
from indexes.encoder import Base, fastest_dtype, load_base
from indexes.packed import PackedBert

LABELS, WORDS, CARD, REPORT = "labels.json", "words.json", "card.md", "report.json"


def store(folder: Path, trained: Trained, settings: Settings, *, report: str, card: str) -> str:
    """Write adapter, head, word pieces, labels, report, card, at last the manifest that makes them whole.

    Returns:
        The version: the first letters of the digest over every file.
    """
    tensors = {name: tensor for name, tensor in trained.network.trainable().items() if ".lora_" in name}
    shipped = shipped_names(tensors)
    shipped["head.weight"] = trained.network.head.weight.detach().contiguous()
    shipped["head.bias"] = trained.network.head.bias.detach().contiguous()
    if trained.words is not None:
        shipped |= trained.words.tensors()
    labels = {"labels": trained.dev.names, "temperature": trained.temperature, "word_factor": trained.factor}
    content = {
        ADAPTER: to_safetensors(shipped),
        LABELS: json.dumps(labels, indent=1).encode(),
        WORDS: json.dumps(trained.words_seen, indent=0).encode(),
        REPORT: report.encode(),
        CARD: card.encode(),
    }
    files = {name: sha256(part) for name, part in content.items()}
    manifest = {
        "version": "classifier-" + sha256("".join(files.values()).encode())[:12],
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "base_fingerprint": trained.base_fingerprint,
        "scaling": settings.alpha / settings.rank,
        "settings": asdict(settings),
        "files": files,
    }
    for name, data in {**content, MANIFEST: json.dumps(manifest, indent=1).encode()}.items():
        with replacing_bytes(folder / name) as file:
            file.write(data)
    return str(manifest["version"])


@dataclass(frozen=True, slots=True)
class Reading:
    """What a classifier gives for many texts."""

    logits: Floats  # (n, labels), word pieces added
    network_logits: Floats  # (n, labels), of the network alone
    vectors: Floats  # (n, width), the pooled vectors before the head


class StoredClassifier:
    """A classifier that `store` wrote, ready to read texts."""

    def __init__(self, folder: Path, base: Base | None = None) -> None:
        """Load it.

        Raises:
            DamagedFile: A file is missing, or its sha256 is not the manifest's.
            AdapterOfAnotherBase: It was trained on another base.
        """
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            files, self.version = dict(manifest["files"]), str(manifest["version"])
            fingerprint, scaling = str(manifest["base_fingerprint"]), float(manifest["scaling"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedFile(str(folder / MANIFEST), REMEDY) from error
        base = base or load_base()
        if fingerprint != base.fingerprint:
            raise AdapterOfAnotherBase(fingerprint, base.fingerprint)
        tensors, self.sha256 = read_adapter(folder)
        labels = json.loads(read_hashed(folder / LABELS, files.get(LABELS, ""), remedy=REMEDY))
        self.names: tuple[str, ...] = tuple(labels["labels"])
        self.temperature = float(labels["temperature"])
        words = json.loads(read_hashed(folder / WORDS, files.get(WORDS, ""), remedy=REMEDY))
        self._tokenizer: Tokenizer = base.tokenizer
        self._speller = Speller.of(words, base.tokenizer)
        self._encoder = PackedBert(_merged(base.model, tensors, scaling), fastest_dtype())
        self._weight, self._bias = tensors["head.weight"], tensors["head.bias"]
        self._words = LexicalHead.of(tensors) if f"{PREFIX}keys" in tensors else None

    @torch.inference_mode()
    def read(self, texts: Sequence[str]) -> Reading:
        """Read texts, in order, their slips mended; of each the first 256 tokens count."""
        mended = [self._speller.mended(text) for text in texts]
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(mended)]
        vectors: Floats = (self._encoder.sums(ids) / torch.tensor([[len(row)] for row in ids])).numpy()  # (n, width)
        network: Floats = vectors @ self._weight.numpy().T + self._bias.numpy()  # (n, labels)
        logits: Floats = network if self._words is None else network + self._words.scores(ids)
        return Reading(logits, network, vectors)

    def probabilities(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Calibrated chance of every label, rows sum to 1, (n, labels)."""
        return probabilities(self.read(texts).logits, self.temperature)


def _merged(model: BertModel, tensors: dict[str, Tensor], scaling: float) -> BertModel:
    """The base with the adapters' products added to its own layers, in place."""
    parameters = dict(model.named_parameters())
    for name, down in tensors.items():
        if name.endswith(".A"):
            layer = name.removesuffix(".A")
            parameters[f"{layer}.weight"].data += scaling * (tensors[f"{layer}.B"].float() @ down.float())  # (out, in)
    return model
