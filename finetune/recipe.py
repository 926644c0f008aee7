"""Every setting of a training run, with the values that ship."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """One dial for the whole run; two runs with equal recipes, data and machine give equal weights."""

    seed: int = 0
    epochs: int = 6  # of a fold
    final_epochs: int = 3  # on every writer, after the fold it starts from
    final_learning_rate: float = 4e-4
    batch: int = 32  # messages a step
    learning_rate: float = 5e-4  # of the adapter
    head_learning_rate: float = 2e-3
    warmup: float = 0.06  # share of all steps; then a cosine to zero
    weight_decay: float = 0.01
    rank: int = 32
    alpha: int = 64
    dropout: float = 0.1  # on the pooled vector before the heads
    adapter_dropout: float = 0.0  # on each adapter's input; costs a third of the speed
    token_dropout: float = 0.1  # chance of losing each token of a text, in every second text
    max_tokens: int = 160  # a training text is cut here; serving reads longer ones by windows
    smoothing: float = 0.1  # label smoothing of the intent
    also_share: float = 0.3  # of an intent's target, shared among the other acceptable intents
    typo_share: float = 0.15  # of the texts of an epoch that get slips of the keyboard
    bitext_per_epoch: int = 150
    bitext_weight: float = 0.3
    tweets_per_epoch: int = 500
    tweet_weight: float = 0.3
    intent_weight: float = 1.0
    sentiment_weight: float = 0.7
    urgency_weight: float = 0.5
    frustrated_weight: float = 0.4
    ordinal_weight: float = 1.0  # of the ranked probability score beside the cross-entropy
    patience: int = 3  # epochs without a better validation figure before stopping
