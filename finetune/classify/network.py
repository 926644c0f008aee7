"""The encoder with its adapter, mean pooling, one linear head."""

from __future__ import annotations

from torch import Tensor, nn
from transformers import BertModel

from finetune import adapter
from finetune.classify.settings import Settings


class Classifier(nn.Module):
    """MiniLM with low-rank adapters over frozen weights, one head on the mean token vector."""

    def __init__(self, base: BertModel, settings: Settings, labels: int) -> None:
        super().__init__()
        self.encoder = adapter.adapted(
            base, rank=settings.rank, alpha=settings.alpha, dropout=0.0, targets=settings.targets
        )
        self.dropout = nn.Dropout(settings.dropout)
        self.head = nn.Linear(base.config.hidden_size, labels)

    def words(self, ids: Tensor) -> Tensor:
        """The frozen vectors of tokens, (n, tokens) → (n, tokens, width)."""
        vectors: Tensor = self.encoder.get_input_embeddings()(ids)
        return vectors

    def vectors(self, words: Tensor, mask: Tensor) -> Tensor:
        """Mean of the last layer over real tokens.

        Args:
            words: Word vectors, (n, tokens, width).
            mask: int64, (n, tokens), 1 for a real token.

        Returns:
            float32, (n, width).
        """
        states = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state  # (n, tokens, width)
        weights = mask.unsqueeze(-1).to(states.dtype)  # (n, tokens, 1)
        pooled: Tensor = ((states * weights).sum(1) / weights.sum(1)).float()  # (n, width)
        return pooled

    def scores(self, vectors: Tensor) -> Tensor:
        """Logits of pooled vectors, float32, (n, labels)."""
        logits: Tensor = self.head(self.dropout(vectors)).float()
        return logits

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Logits of a batch, float32, (n, labels)."""
        return self.scores(self.vectors(self.words(ids), mask))

    def trainable(self) -> dict[str, Tensor]:
        """The parameters that training moves, by their names."""
        return adapter.trainable(self)

    def load_trainable(self, tensors: dict[str, Tensor]) -> None:
        """Put saved values into the parameters that training moves."""
        adapter.load_trainable(self, tensors)
