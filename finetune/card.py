"""The model card: what the weights are, where they come from, how far to trust them."""

from __future__ import annotations

from collections.abc import Sequence

from finetune.calibrate import Report
from finetune.recipe import Recipe

TEMPLATE = """# Customer message reader

A low-rank adapter (rank {rank}) with four heads over sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), and a linear
head over word pieces whose scores are added to those of each (trained on the messages alone). It reads
English customer messages: intent (40), sentiment (5 levels), urgency (4 levels), frustration. Licence: Apache-2.0.

## Data it was trained on
- {messages:,} customer messages in {writers} writers' voices, written for this project and free to ship with it.
{public}
Never trained on: TweetEval's sentiment validation and test texts (compared after masking user names, links, case and
punctuation), any airline tweets.

## How it was trained
Seed {seed}, {epochs} epochs, batches of {batch}, learning rate {rate:g}; all settings: `finetune/recipe.py`.
Again: `{command}`. How these very weights came about, with what failed: `docs/experiments.md`.

## How it was calibrated
On {n:,} messages by writers that the model which read them was never trained on{how}. There:
intent right {intent_accuracy:.1%}; high band {high_coverage:.1%} of messages, {high_precision:.1%} right; medium band
{medium_coverage:.1%}, {medium_precision:.1%} right; calibration error {calibration_error:.3f}, Brier score {brier:.3f};
out-of-scope messages recognised {out_of_scope_recall:.1%}.

## Limits
English only: other languages are recognised and left without labels. A plain report of a problem counts as neutral.
The line between low and normal urgency is the weakest. Messages in voices far from those it was trained on are read
less well; the confidence bands say where to look. It is not meant for decisions about people.
"""
BITEXT = "- Up to {n} texts an epoch of Bitext's customer-service intent set (CDLA-Sharing-1.0; © Bitext Innovations)."
TWEETS = (
    "- Up to {n} tweets an epoch of SemEval-2017 task 4A (three sentiments; the tweets under the platform's terms)."
)


def card(
    recipe: Recipe, report: Report, *, messages: int, writers: Sequence[str], cross_fitted: int, command: str
) -> str:
    """Fill in the card; `cross_fitted` is the number of folds behind the calibration, 0 for one held-out part."""
    limits = ((BITEXT, recipe.bitext_per_epoch), (TWEETS, recipe.tweets_per_epoch))
    how = f" (cross-fitted over {cross_fitted} groups of writers)" if cross_fitted else ""
    return TEMPLATE.format(
        rank=recipe.rank,
        messages=messages,
        writers=len(writers),
        public="\n".join(line.format(n=n) for line, n in limits if n),
        seed=recipe.seed,
        epochs=recipe.epochs,
        batch=recipe.batch,
        rate=recipe.learning_rate,
        command=command,
        how=how,
        n=report.n,
        intent_accuracy=report.intent_accuracy,
        high_coverage=report.high_coverage,
        high_precision=report.high_precision,
        medium_coverage=report.medium_coverage,
        medium_precision=report.medium_precision,
        calibration_error=report.calibration_error,
        brier=report.brier,
        out_of_scope_recall=report.out_of_scope_recall,
    )
