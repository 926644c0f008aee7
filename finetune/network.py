"""The encoder with its adapter, mean pooling, one linear head a label."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn
from transformers import BertModel

from assistant.understanding.labels import HEADS
from finetune import adapter
from finetune.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Logits:
    """Raw outputs of each head, one row a text."""

    intent: Tensor  # (n, 40)
    sentiment: Tensor  # (n, 5)
    urgency: Tensor  # (n, 4)
    frustrated: Tensor  # (n, 1)


class Network(nn.Module):
    """MiniLM with low-rank adapters (Hu et al. 2021) over frozen weights, its heads on the mean token vector."""

    def __init__(self, base: BertModel, recipe: Recipe) -> None:
        super().__init__()
        self.encoder = adapter.adapted(base, rank=recipe.rank, alpha=recipe.alpha, dropout=recipe.adapter_dropout)
        self.dropout = nn.Dropout(recipe.dropout)
        width = base.config.hidden_size
        self.heads = nn.ModuleDict({name: nn.Linear(width, size) for name, size in HEADS.items()})

    def forward(self, ids: Tensor, mask: Tensor) -> Logits:
        """Read a batch.

        Args:
            ids: int64, (n, tokens).
            mask: int64, (n, tokens), 1 for a real token.
        """
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state  # (n, tokens, width)
        weights = mask.unsqueeze(-1).to(states.dtype)  # (n, tokens, 1)
        pooled = (states * weights).sum(1) / weights.sum(1)  # (n, width)
        pooled = self.dropout(pooled.float())
        outputs = {name: head(pooled).float() for name, head in self.heads.items()}
        return Logits(outputs["intent"], outputs["sentiment"], outputs["urgency"], outputs["frustrated"])

    def trainable(self) -> dict[str, Tensor]:
        """The parameters that training moves, by their names."""
        return adapter.trainable(self)

    def load_trainable(self, tensors: dict[str, Tensor]) -> None:
        """Put saved values into the parameters that training moves."""
        adapter.load_trainable(self, tensors)
