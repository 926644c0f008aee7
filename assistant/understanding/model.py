"""One forward pass over any number of texts gives every head's logits."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer

from assistant.understanding.emoji import spoken
from assistant.understanding.labels import HEADS
from assistant.understanding.lexical import LexicalHead
from assistant.understanding.outputs import Outputs
from assistant.understanding.spelling import Speller
from assistant.understanding.weights import Weights, merge
from indexes.encoder import Base, fastest_dtype
from indexes.packed import PackedBert

WINDOW = 254  # tokens a window reads, besides its two markers: the length the base was trained for


class Model:
    """The base with the adapter merged in, mean pooling, linear heads; beside it a head over the word pieces alone.

    A text longer than a window is read as several; the vector the heads see is the mean over the tokens of all
    its windows, so that each part of a long message weighs as much as its length.
    """

    def __init__(self, weights: Weights, base: Base, *, dtype: torch.dtype | None = None) -> None:
        self.tokenizer = Tokenizer.from_str(base.tokenizer.to_str())
        self.tokenizer.no_truncation()
        self._bert = PackedBert(merge(base, weights), dtype or fastest_dtype())
        rows = [weights.tensors[f"head.{name}.weight"].float() for name in HEADS]
        self._lexical = LexicalHead.of(weights.tensors)
        self._speller = Speller.of(weights.words, base.tokenizer)
        self._sizes = [len(row) for row in rows]
        self._head_weight = torch.cat(rows)  # (50, width)
        self._head_bias = torch.cat([weights.tensors[f"head.{name}.bias"].float() for name in HEADS])  # (50,)

    @torch.inference_mode()
    def outputs(self, texts: Sequence[str]) -> Outputs:
        """Read texts, in order: emoji as words, slips of the keyboard mended.

        Args:
            texts: Cleaned texts; the caller bounds their length.
        """
        worded = [self._speller.mended(spoken(text)) for text in texts]
        token_ids = [encoding.ids for encoding in self.tokenizer.encode_batch_fast(worded)]
        pieces, owner = _windows(token_ids)
        sums = torch.zeros(len(texts), self._head_weight.shape[1])  # (n, width)
        counts = torch.zeros(len(texts), 1)
        owners = torch.tensor(owner, dtype=torch.int64)
        sums.index_add_(0, owners, self._bert.sums(pieces))
        counts.index_add_(0, owners, torch.tensor([[float(len(piece))] for piece in pieces]).view(-1, 1))
        table = ((sums / counts.clamp(min=1.0)) @ self._head_weight.T + self._head_bias).numpy()  # (n, 50)
        return Outputs.of_table(table + self._lexical.scores(token_ids), self._sizes)


def _windows(token_ids: Sequence[Sequence[int]]) -> tuple[list[list[int]], list[int]]:
    """Token ids of every window, with the position of the text each belongs to."""
    pieces: list[list[int]] = []
    owner: list[int] = []
    for position, (first, *inside, last) in enumerate(token_ids):
        for start in range(0, max(1, len(inside)), WINDOW):
            pieces.append([first, *inside[start : start + WINDOW], last])
            owner.append(position)
    return pieces, owner
