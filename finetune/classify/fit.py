"""Train a classifier: its stages one after the other, each going on where a killed run stood."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import recall_score
from tokenizers import Tokenizer

from assistant.understanding.lexical import LexicalHead
from assistant.understanding.outputs import Floats
from assistant.understanding.spelling import Speller, words_seen
from finetune import adapter
from finetune.calibrate import temperature
from finetune.classify.adapter_file import read_adapter
from finetune.classify.batches import Batch, collate, epoch_batches, sibling_batches, steps_per_epoch
from finetune.classify.losses import Backward, autocast, backward, contrastive_backward
from finetune.classify.masked import masked_stage
from finetune.classify.network import Classifier
from finetune.classify.rates import optimizer_for
from finetune.classify.settings import Settings
from finetune.classify.texts import Labelled, cut, mended, slipped
from finetune.lexical import best_factor, fit_words
from finetune.loop import Stage, run_stage
from indexes.encoder import load_base

log = logging.getLogger(__name__)
DEV_SHARE = 0.1
JUDGES = 200  # development texts from which on they choose the epoch; fewer only calibrate
REFIT_RATE = 0.4  # of the main stage's learning rates


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained classifier with what its development part said."""

    network: Classifier
    tokenizer: Tokenizer
    base_fingerprint: str
    words: LexicalHead | None  # scaled by the factor that suits the network's logits
    temperature: float  # of the sum of both, fitted on the development part
    factor: float  # of the word pieces' scores, 0 without them
    best_epoch: int  # of the main stage
    dev: Labelled
    dev_logits: Floats  # (n, labels), of the sum, before any refit
    slip_logits: Floats  # the same for the same texts with slips of the keyboard
    words_seen: dict[str, int]  # words of the training texts, with how often each occurs


def fit(
    train: Labelled,
    dev: Labelled | None,
    settings: Settings,
    folder: Path,
    *,
    unlabelled: tuple[str, ...] = (),
    start: Path | None = None,
) -> Trained:
    """Train; a run killed in this folder goes on from its last whole epoch.

    Args:
        train: What is trained on.
        dev: What chooses epoch, temperature and the weight of the word pieces; None: a tenth of `train` is cut off
            for that, then learnt from in a last stage.
        settings: The recipe.
        folder: Where the stages' checkpoints lie.
        unlabelled: Texts for masked-language training; `train`'s own where there are none.
        start: Folder of a stored classifier whose adapter this one begins as; None: from the bare base.

    Raises:
        RunOfAnotherKind: The folder holds a run with other settings or other texts.
    """
    torch.manual_seed(settings.seed)
    base = load_base()
    base.model.set_attn_implementation("eager")  # its backward pass is faster on a CPU than the fused one
    network = Classifier(base.model, settings, len(train.names))
    learnt, judged = cut(train, share=DEV_SHARE, seed=settings.seed) if dev is None else (train, dev)
    note = {"settings": asdict(settings), "train": train.digest, "dev": judged.digest}
    if start is not None:
        tensors, digest = read_adapter(start)
        adapter.start_from(network, tensors)
        note["start"] = digest
    run = _Run(network, base.tokenizer, settings, note, folder)
    run.before(unlabelled or learnt.texts, learnt)
    judge = run.judge(judged) if settings.patience and len(judged) >= JUDGES else None
    best_epoch = run.stage("main", learnt, settings.epochs, backward, judge=judge)
    seen = _seen(run, learnt, judged)
    words = seen.words
    if dev is None and settings.refit_epochs:
        run.refit(train)
        if words is not None:
            words = fit_words(_ids(train, base.tokenizer), train.labels, len(train.names)).scaled(seen.factor)
    network.train(False)
    softened = temperature(seen.logits, np.array(judged.labels))
    return Trained(
        network,
        base.tokenizer,
        base.fingerprint,
        words,
        softened,
        seen.factor,
        best_epoch,
        judged,
        seen.logits,
        seen.slip_logits,
        words_seen(train.texts),
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the development part said of the main stage's best epoch."""

    words: LexicalHead | None
    factor: float
    logits: Floats
    slip_logits: Floats


def _seen(run: _Run, learnt: Labelled, judged: Labelled) -> _Seen:
    """Read the development part, as it is and with slips; weigh the word pieces against the network's logits on it."""
    speller = Speller.of(words_seen(learnt.texts), run.tokenizer)
    parts = [mended(rows, speller) for rows in (judged, slipped(judged, seed=run.settings.seed))]
    logits, slips = (logits_of(run.network, rows, run.tokenizer, run.settings) for rows in parts)
    if not run.settings.words:
        return _Seen(None, 0.0, logits, slips)
    head = fit_words(_ids(learnt, run.tokenizer), learnt.labels, len(learnt.names))
    scores, slip_scores = (head.scores(_ids(rows, run.tokenizer)) for rows in parts)
    factor = best_factor(logits, scores, judged.labels)
    log.info("word pieces count %g times", factor)
    by = np.float32(factor)
    return _Seen(head.scaled(factor), factor, logits + by * scores, slips + by * slip_scores)


@dataclass(frozen=True, slots=True)
class _Run:
    network: Classifier
    tokenizer: Tokenizer
    settings: Settings
    note: dict[str, Any]
    folder: Path

    def stage(
        self,
        name: str,
        rows: Labelled,
        epochs: int,
        step: Backward,
        batches: Callable[..., Any] = epoch_batches,
        *,
        judge: Callable[[], float] | None = None,
        rate: float = 1.0,
    ) -> int:
        """Run one stage, giving its best epoch."""
        settings = replace(self.settings, seed=self.settings.seed + (7919 if name == "refit" else 0))
        self._to_training()
        stage: Stage[Batch] = Stage(
            name,
            epochs,
            steps_per_epoch(rows, settings),
            lambda epoch: batches(rows, self.tokenizer, settings, epoch=epoch),
            lambda batch: step(self.network, batch, settings),
            judge,
            settings.patience,
            settings.warmup,
            settings.seed,
        )
        optimizer = optimizer_for(self.network, settings, share=rate)
        return run_stage(stage, self.network, optimizer, self.note, self.folder / name).best_epoch

    def before(self, unlabelled: tuple[str, ...], rows: Labelled) -> None:
        """The stages before the main one that the settings ask for."""
        if self.settings.masked_epochs:
            place = self.folder / "masked"
            masked_stage(self.network, unlabelled, self.tokenizer, self.settings, self.note, place)
        if self.settings.contrastive_epochs:
            self.stage("pulled", rows, self.settings.contrastive_epochs, contrastive_backward, sibling_batches)

    def refit(self, rows: Labelled) -> None:
        """Learn a little more from every text, the development part included; nothing judges it."""
        self.stage("refit", rows, self.settings.refit_epochs, backward, rate=REFIT_RATE)

    def judge(self, rows: Labelled) -> Callable[[], float]:
        """Mean of accuracy and macro-recall on the development part."""

        def figure() -> float:
            read = logits_of(self.network, rows, self.tokenizer, self.settings).argmax(-1)
            self._to_training()
            return (float((read == np.array(rows.labels)).mean()) + macro_recall(np.array(rows.labels), read)) / 2

        return figure

    def _to_training(self) -> None:
        self.network.train()
        self.network.encoder.train(self.settings.encoder_dropout)


def macro_recall(labels: NDArray[np.int64], read: NDArray[np.int64]) -> float:
    """Mean over the labels that occur of the share found, 0 to 1."""
    return float(recall_score(labels, read, labels=np.unique(labels), average="macro", zero_division=0.0))


@torch.inference_mode()
def logits_of(network: Classifier, rows: Labelled, tokenizer: Tokenizer, settings: Settings) -> Floats:
    """The network's logits of texts in order, float32, (n, labels)."""
    network.train(False)
    order = sorted(range(len(rows)), key=lambda at: len(rows.texts[at]))
    table = np.empty((len(rows), len(rows.names)), np.float32)
    for start in range(0, len(order), 64):
        places = order[start : start + 64]
        batch = collate(rows.at(places), tokenizer, settings)
        with autocast():
            table[places] = network(batch.ids, batch.mask).numpy()
    return table


def _ids(rows: Labelled, tokenizer: Tokenizer) -> list[list[int]]:
    return [encoding.ids for encoding in tokenizer.encode_batch(list(rows.texts))]
