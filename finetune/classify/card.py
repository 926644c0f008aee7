"""The model card of a trained classifier."""

from __future__ import annotations

from finetune.classify.report import Report
from finetune.classify.settings import Settings

TEMPLATE = """# Text classifier: {labels} labels

A low-rank adapter (rank {rank}) with one head over sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0){words}.

## Data
{texts:,} texts from {source}. Whoever shares these weights minds the licence of that data.

## Training
Seed {seed}, at most {epochs} epochs in batches of {batch}, learning rate {rate:g}, label smoothing {smoothing:g},
slips of the keyboard in {typos:.0%} of the texts. Again: `{command}`.

## On the development part ({n:,} texts that the measured weights were not trained on)
accuracy {accuracy:.1%}, macro-F1 {macro_f1:.3f}, macro-recall {macro_recall:.3f}, calibration error {error:.3f},
Brier score {brier:.3f}. It chose the epoch, the temperature and the weight of the word pieces: a test part of its own
would show slightly less.

| part | texts | right |
|---|---|---|
{slices}

Most often mistaken:

| label | taken for | times |
|---|---|---|
{mistaken}

## Limits
English only. Every text gets the likeliest label: a text that fits none shows in a low probability alone. Not meant for
decisions about people.
"""


def card(report: Report, settings: Settings, *, labels: int, texts: int, source: str, command: str) -> str:
    """Fill in the card."""
    return TEMPLATE.format(
        labels=labels,
        rank=settings.rank,
        words=", beside it a linear head over word pieces whose scores are added" if settings.words else "",
        texts=texts,
        source=source,
        seed=settings.seed,
        epochs=settings.epochs,
        batch=settings.batch,
        rate=settings.learning_rate,
        smoothing=settings.smoothing,
        typos=settings.typo_share,
        command=command,
        n=report.n,
        accuracy=report.accuracy,
        macro_f1=report.macro_f1,
        macro_recall=report.macro_recall,
        error=report.calibration_error,
        brier=report.brier,
        slices="\n".join(f"| {part.name} | {part.n:,} | {part.accuracy:.1%} |" for part in report.slices),
        mistaken="\n".join(f"| {one.label} | {one.taken_for} | {one.n} |" for one in report.mistaken),
    )
