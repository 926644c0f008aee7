"""Try each switch of the recipe on a development part: `python -m benchmarks.text.trials [NAME …]`."""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from assistant.atomic import replacing
from assistant.understanding.outputs import Floats
from benchmarks.intervals import bootstrap_interval
from benchmarks.reporting import DATA
from benchmarks.text.sets import hwu64
from finetune.classify.averaging import averaged
from finetune.classify.fit import fit, logits_of
from finetune.classify.network import Classifier
from finetune.classify.settings import Settings
from finetune.classify.texts import Labelled
from indexes.encoder import load_base

log = logging.getLogger(__name__)
FOLDER = Path("out/bench/trials")
TEXTS = 500  # of HWU64's training part that a trial learns from
BASE = Settings(epochs=6, patience=0, max_tokens=48)
UNLABELLED = 2_000  # texts of the same part for masked-language training
TRIALS = {
    "as it is": BASE,
    "rank 8": replace(BASE, rank=8, alpha=16),
    "two contrastive epochs before": replace(BASE, contrastive_epochs=2),
    "contrastive loss beside, 0.1": replace(BASE, contrastive=0.1),
    "FGM 0.5": replace(BASE, adversarial=0.5),
    "R-Drop 1.0, encoder dropout": replace(BASE, consistency=1.0, encoder_dropout=True),
    "one masked-language epoch on 2,000 texts before": replace(BASE, masked_epochs=1),
    "each layer at 0.8 of the rate above": replace(BASE, layer_decay=0.8),
    "no label smoothing": replace(BASE, smoothing=0.0),
    "no slips of the keyboard": replace(BASE, typo_share=0.0),
    "attention alone adapted": replace(BASE, targets="attention"),
    "seed 1": replace(BASE, seed=1),
}
AVERAGED = ("as it is", "seed 1")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial gave on the development part."""

    name: str
    network: float  # accuracy without the word pieces
    summed: float  # accuracy
    slipped: float | None  # accuracy on texts with slips of the keyboard
    seconds: float  # of processor time


def run(name: str, settings: Settings, train: Labelled, dev: Labelled, unlabelled: tuple[str, ...]) -> Outcome:
    """Train with the settings, unless it was done before."""
    folder = FOLDER / name.replace(" ", "-")
    path = folder / "outcome.json"
    if path.exists():
        return Outcome(**json.loads(path.read_text(encoding="utf-8")))
    started = time.process_time()
    trained = fit(train, dev, settings, folder, unlabelled=unlabelled)
    seconds = time.process_time() - started
    labels = np.array(dev.labels)
    ids = [encoding.ids for encoding in trained.tokenizer.encode_batch(list(dev.texts))]
    network = trained.dev_logits - (trained.words.scores(ids) if trained.words is not None else 0)
    read = (network, trained.dev_logits, trained.slip_logits)
    alone, summed, worn = (float((logits.argmax(-1) == labels).mean()) for logits in read)
    outcome = Outcome(name, alone, summed, worn, seconds)
    np.savez(folder / "logits.npz", network=network, summed=trained.dev_logits)
    with replacing(path) as file:
        file.write(json.dumps(asdict(outcome)))
    return outcome


def run_averaged(settings: Settings, dev: Labelled) -> list[Outcome]:
    """What the two seeds' networks give together: by their weights, by their logits."""
    folders = [FOLDER / name.replace(" ", "-") for name in AVERAGED]
    runs = [load_file(folder / "main" / "best.safetensors") for folder in folders]
    base = load_base()
    wide = replace(settings, rank=len(runs) * settings.rank, alpha=len(runs) * settings.alpha)
    network = Classifier(base.model, wide, len(dev.names))
    network.load_trainable(averaged(runs))
    of_weights = logits_of(network, dev, base.tokenizer, wide)
    of_logits = np.mean([logits_from(name, "network") for name in AVERAGED], axis=0, dtype=np.float32)
    labels, found = np.array(dev.labels), []
    for kind, logits in (("weights", of_weights), ("logits", of_logits)):
        name, right = f"both seeds, {kind} averaged", float((logits.argmax(-1) == labels).mean())
        folder = FOLDER / name.replace(" ", "-")
        folder.mkdir(exist_ok=True)
        np.savez(folder / "logits.npz", network=logits, summed=logits)
        found.append(Outcome(name, right, right, None, 0.0))
    return found


def logits_from(name: str, kind: str) -> Floats:
    """The stored logits of a trial, (n, labels)."""
    with np.load(FOLDER / name.replace(" ", "-") / "logits.npz", allow_pickle=False) as arrays:
        logits: Floats = arrays[kind]
        return logits


def table(outcomes: list[Outcome], dev: Labelled) -> str:
    """The outcomes as docs/experiments.md shows them, each with its paired difference to the first."""
    labels = np.array(dev.labels)
    first = logits_from(outcomes[0].name, "summed").argmax(-1) == labels
    lines = [
        "| what | network | + word pieces | difference to first | slips | CPU s |",
        "|---|---|---|---|---|---|",
    ]
    for one in outcomes:
        gains = (logits_from(one.name, "summed").argmax(-1) == labels).astype(float) - first
        low, high = bootstrap_interval(gains.tolist(), draws=2_000)
        gain = f"{100 * gains.mean():+.1f} ({100 * low:.1f} to {100 * high:.1f})"
        worn = "" if one.slipped is None else f"{one.slipped:.1%}"
        lines.append(f"| {one.name} | {one.network:.1%} | {one.summed:.1%} | {gain} | {worn} | {one.seconds:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(TRIALS))
    parser.add_argument("--data", type=Path, default=DATA)
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    split = hwu64(chosen.data)
    assert split.dev is not None
    order = random.Random(0).sample(range(len(split.train)), len(split.train))
    part, unlabelled = split.train.at(order[:TEXTS]), split.train.at(order[:UNLABELLED]).texts
    done = []
    for trial in chosen.names:
        done.append(run(trial, TRIALS[trial], part, split.dev, unlabelled))
        log.info("%s", done[-1])
    if set(AVERAGED) <= set(chosen.names):
        done += run_averaged(BASE, split.dev)
    print(table(done, split.dev))
