"""One whole run: train, report, store."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from finetune.classify.adapter_file import MANIFEST
from finetune.classify.card import card
from finetune.classify.fit import fit
from finetune.classify.report import report_of
from finetune.classify.settings import Settings
from finetune.classify.stored import store
from finetune.classify.texts import Labelled

log = logging.getLogger(__name__)


def run(
    train: Labelled,
    dev: Labelled | None,
    settings: Settings,
    folder: Path,
    *,
    source: str,
    command: str,
    unlabelled: tuple[str, ...] = (),
    start: Path | None = None,
) -> Path:
    """Train in a folder unless it was done before, giving the folder of the stored classifier.

    Args:
        train: What is trained on.
        dev: The development part; None: cut from `train`.
        settings: The recipe.
        folder: Of the run.
        source: Where the texts come from, for the card.
        command: What was typed, for the card.
        unlabelled: Texts for masked-language training.
        start: Folder of a stored classifier to begin from.
    """
    model = folder / "model"
    if (model / MANIFEST).exists():
        log.info("%s is finished already", folder)
        return model
    started = time.monotonic()
    trained = fit(train, dev, settings, folder, unlabelled=unlabelled, start=start)
    report = report_of(trained.dev_logits, trained.dev, trained.temperature, slips=trained.slip_logits)
    words = card(report, settings, labels=len(train.names), texts=len(train), source=source, command=command)
    version = store(model, trained, settings, report=report.as_json(), card=words)
    log.info(
        "%s: %s, development accuracy %.4f, macro-F1 %.4f, %.0f s",
        folder, version, report.accuracy, report.macro_f1, time.monotonic() - started,
    )  # fmt: skip
    return model
