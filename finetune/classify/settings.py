"""Every setting of a classifier's training, with the three efforts of its one dial."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Effort = Literal["quick", "standard", "thorough"]

EPOCHS = ((10_000, 2), (1_000, 3), (50, 6), (0, 24))
"""From so many texts a label on, so many epochs: the fewer texts, the less an epoch teaches."""
REFIT = 4  # epochs of the main stage for one of the last stage


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides its texts; equal settings, texts and machine give equal weights."""

    seed: int = 0
    epochs: int = 6  # of the main stage
    refit_epochs: int = 1  # afterwards, over the development part too when that was cut from the training texts
    batch: int = 32  # texts a step
    learning_rate: float = 5e-4  # of the adapter
    head_learning_rate: float = 2e-3
    layer_decay: float = 1.0  # each layer's rate is this times that of the layer above it
    warmup: float = 0.06  # share of all steps; then a cosine to zero
    weight_decay: float = 0.01
    rank: int = 32
    alpha: int = 64
    targets: str = "all"  # a name of finetune.adapter.TARGETS
    dropout: float = 0.1  # on the pooled vector before the head
    encoder_dropout: bool = False  # the base's own, off: on a frozen base it only slows training down
    max_tokens: int = 96  # a training text is cut here
    typo_share: float = 0.15  # of the texts of an epoch that get slips of the keyboard
    smoothing: float = 0.1  # label smoothing (Szegedy et al. 2016)
    consistency: float = 0.0  # weight of R-Drop (Liang et al. 2021); above 0 costs double
    adversarial: float = 0.0  # length of FGM's step in word vectors (Miyato et al. 2017); above 0 costs double
    contrastive: float = 0.0  # weight of a supervised contrastive loss beside the main one (Khosla et al. 2020)
    contrastive_epochs: int = 0  # of that loss alone, before the main stage
    contrastive_temperature: float = 0.07
    masked_epochs: int = 0  # of masked-language training on the unlabelled texts, before anything else
    patience: int = 3  # epochs without a better development figure before stopping; 0: none is judged, the last is kept
    words: bool = True  # add a linear head over word pieces


def settings_for(effort: Effort, *, texts: int, labels: int, seed: int = 0) -> Settings:
    """The settings of an effort for so many texts and labels.

    Args:
        effort: `quick` reads the texts half as often; `thorough` half as often again, pulling labels together first.
        texts: Training texts, at least 1.
        labels: Different labels, at least 2.
        seed: Of every random choice.
    """
    epochs = next(epochs for least, epochs in EPOCHS if texts / labels >= least)
    settings = Settings(seed=seed, epochs=epochs, refit_epochs=max(1, epochs // REFIT))
    if effort == "quick":
        return replace(settings, epochs=max(2, epochs // 2), refit_epochs=0)
    if effort == "thorough":
        return replace(settings, epochs=epochs + epochs // 2, contrastive=0.1, patience=4)
    return settings
