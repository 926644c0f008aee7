"""Serving weights trained further, as a folder the reader loads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from safetensors.torch import save as to_safetensors
from safetensors.torch import save_file
from torch import Tensor

from assistant.hashed import sha256
from assistant.understanding.lexical import PREFIX
from assistant.understanding.spelling import words_seen
from assistant.understanding.weights import ADAPTER, CALIBRATION, CARD, LABELS, MANIFEST, WORDS, Weights, read_weights
from finetune.examples import Example
from finetune.export import shipped_tensors
from finetune.recipe import Recipe
from finetune.train import Trained, train

LEARNING_RATE, HEAD_LEARNING_RATE = 1e-4, 4e-4  # a quarter of what training from the base takes: little is to move
NOTE = """
## Trained further
From {version}, on {corrected:,} messages that a team corrected and {others:,} others, {epochs} epochs at a
learning rate of {rate:g}, seed {seed}. The lexical head and the calibration are those of {version}.
"""


def train_candidate(serving: Path, examples: Sequence[Example], out: Path, *, epochs: int, seed: int) -> Path:
    """Train serving weights further; a run that was killed goes on.

    Args:
        serving: Folder of the weights in use.
        examples: What is trained on; those whose source is "corrections" are a team's own.
        out: Folder of all such runs.
        epochs: Times through the examples.
        seed: Of every random choice.

    Returns:
        The candidate's folder.
    """
    weights = read_weights(serving)
    recipe = _recipe(weights, epochs=epochs, seed=seed)
    content = [asdict(one) for one in examples]
    run = out / sha256(json.dumps([weights.version, asdict(recipe), content]).encode())[:12]
    (run / "start").mkdir(parents=True, exist_ok=True)
    save_file(as_trainable(weights), run / "start" / "best.safetensors")
    trained = train(examples, [], recipe, run / "steps", start=run / "start")
    wider = replace(weights, words=weights.words | words_seen(one.text for one in examples))
    _write(run / "weights", serving, wider, trained, _note(weights, recipe, examples))
    return run / "weights"


def as_trainable(weights: Weights) -> dict[str, Tensor]:
    """Shipped tensors, single precision, under the names that training knows them by."""
    found = {}
    for name, tensor in weights.tensors.items():
        head, layer = name.removeprefix("head."), name.removesuffix(".A").removesuffix(".B")
        if head != name:
            found[f"heads.{head}"] = tensor.float().contiguous()
        elif layer != name:
            found[f"encoder.base_model.model.{layer}.lora_{name[-1]}.default.weight"] = tensor.float().contiguous()
    return found


def _recipe(weights: Weights, *, epochs: int, seed: int) -> Recipe:
    rank = next(tensor.shape[0] for name, tensor in weights.tensors.items() if name.endswith(".A"))
    alpha = round(weights.scaling * rank)
    rates = {"learning_rate": LEARNING_RATE, "head_learning_rate": HEAD_LEARNING_RATE}
    return replace(Recipe(), rank=rank, alpha=alpha, epochs=epochs, seed=seed, **rates)  # type: ignore[arg-type]


def _note(weights: Weights, recipe: Recipe, examples: Sequence[Example]) -> str:
    corrected = sum(one.source == "corrections" for one in examples)
    return NOTE.format(
        version=weights.version,
        corrected=corrected,
        others=len(examples) - corrected,
        epochs=recipe.epochs,
        rate=recipe.learning_rate,
        seed=recipe.seed,
    )


def _write(folder: Path, serving: Path, weights: Weights, trained: Trained, note: str) -> None:
    """The candidate's files, the manifest last: until it is there, no reader takes the folder."""
    lexical = {name: tensor for name, tensor in weights.tensors.items() if name.startswith(PREFIX)}
    content = {
        ADAPTER: to_safetensors({**shipped_tensors(trained.network), **lexical}),
        LABELS: (serving / LABELS).read_bytes(),
        CALIBRATION: (serving / CALIBRATION).read_bytes(),
        WORDS: json.dumps(weights.words, indent=0).encode(),
        CARD: (serving / CARD).read_bytes() + note.encode(),
    }
    files = {name: sha256(part) for name, part in content.items()}
    manifest = json.loads((serving / MANIFEST).read_text(encoding="utf-8"))
    manifest |= {"version": "text-" + sha256("".join(files.values()).encode())[:12], "files": files}
    folder.mkdir(parents=True, exist_ok=True)
    for name, part in {**content, MANIFEST: json.dumps(manifest, indent=1).encode()}.items():
        (folder / name).write_bytes(part)
