"""A BERT forward pass without padding: the tokens of all texts in one table, attention among texts of one length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own habit
from transformers.models.bert import BertModel

from indexes.threads import each_on_its_own_thread

TOKEN_BUDGET = 4096  # tokens of a pack; measured best of 1,024 to 16,384 on one core
MOST_ALIKE = 80.0  # attention's scores are cut here, so that exp() stays finite; messages' reach 65, odd strings' 110


@dataclass(frozen=True, slots=True)
class Pack:
    """Texts that pass through the model together: first all of one length, then all of the next."""

    members: tuple[int, ...]  # places of the texts
    runs: tuple[tuple[int, int], ...]  # number of texts, tokens of each

    @property
    def tokens(self) -> int:
        """Tokens of all its texts."""
        return sum(texts * length for texts, length in self.runs)


def packs(lengths: Sequence[int], budget: int = TOKEN_BUDGET) -> Iterator[Pack]:
    """Cut texts into packs of at most `budget` tokens, texts of like length together, longest first.

    Args:
        lengths: Tokens of each text, at least 1.
        budget: Tokens of a pack; a longer text is a pack of its own.
    """
    members: list[int] = []
    tokens = 0
    for place in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        if members and tokens + lengths[place] > budget:
            yield _pack(members, lengths)
            members, tokens = [], 0
        members.append(place)
        tokens += lengths[place]
    if members:
        yield _pack(members, lengths)


def _pack(members: Sequence[int], lengths: Sequence[int]) -> Pack:
    runs = [(sum(1 for _ in same), length) for length, same in groupby(lengths[at] for at in members)]
    return Pack(tuple(members), tuple(runs))


class _Linear:
    """A linear layer whose weight lies in memory as the CPU's matrix product wants it, GELU fused in where wanted.

    oneDNN otherwise sorts the weight anew at each call and adds bias and GELU in passes of their own: together a third
    of a forward pass.
    """

    def __init__(self, weight: Tensor, bias: Tensor, *, gelu: bool = False) -> None:
        self._weight, self._bias, self._gelu = weight.contiguous(), bias.contiguous(), gelu
        self._fused = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        if self._fused:
            self._weight = torch.ops.mkldnn._reorder_linear_weight(self._weight, TOKEN_BUDGET)

    def __call__(self, rows: Tensor) -> Tensor:
        if self._fused:
            after, form = ("gelu", "none") if self._gelu else ("none", "")
            product: Tensor = torch.ops.mkldnn._linear_pointwise(rows, self._weight, self._bias, after, [], form)
            return product
        product = F.linear(rows, self._weight, self._bias)
        return F.gelu(product) if self._gelu else product


class _Norm:
    """Layer normalisation with its own scale and shift."""

    def __init__(self, state: Mapping[str, Tensor], name: str, epsilon: float) -> None:
        self._weight, self._bias, self._epsilon = state[f"{name}.weight"], state[f"{name}.bias"], epsilon

    def __call__(self, rows: Tensor) -> Tensor:
        return F.layer_norm(rows, rows.shape[-1:], self._weight, self._bias, self._epsilon)


class _Layer:
    """One transformer layer: attention, then the feed-forward part, each added to what came in."""

    def __init__(self, state: Mapping[str, Tensor], name: str, heads: int, epsilon: float) -> None:
        own = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        self._qkv = _Linear(
            torch.cat([state[f"{one}.weight"] for one in own]), torch.cat([state[f"{one}.bias"] for one in own])
        )
        self._out = _linear(state, f"{name}.attention.output.dense")
        self._wide = _Linear(
            state[f"{name}.intermediate.dense.weight"], state[f"{name}.intermediate.dense.bias"], gelu=True
        )
        self._narrow = _linear(state, f"{name}.output.dense")
        self._attended = _Norm(state, f"{name}.attention.output.LayerNorm", epsilon)
        self._fed = _Norm(state, f"{name}.output.LayerNorm", epsilon)
        self._heads = heads
        self._none = state[f"{name}.output.dense.bias"].new_zeros(())

    def __call__(self, rows: Tensor, runs: Sequence[tuple[int, int]]) -> Tensor:
        rows = self._attended(self._out(self._attend(self._qkv(rows), runs)) + rows)  # (tokens, width)
        return self._fed(self._narrow(self._wide(rows)) + rows)

    def _attend(self, qkv: Tensor, runs: Sequence[tuple[int, int]]) -> Tensor:
        """Attention within each text: (tokens, 3 · width) → (tokens, width)."""
        found = []
        for part, (texts, length) in zip(torch.split(qkv, [n * m for n, m in runs]), runs, strict=True):
            each = part.view(texts, length, 3, self._heads, -1).permute(2, 0, 3, 1, 4)  # (3, n, h, t, d)
            query, key, value = each.reshape(3, texts * self._heads, length, -1)  # each (n · h, t, d)
            scale = query.shape[-1] ** -0.5
            alike = torch.baddbmm(self._none, query, key.transpose(1, 2), beta=0, alpha=scale)  # (n · h, t, t)
            share = alike.clamp_(-MOST_ALIKE, MOST_ALIKE).exp_()  # softmax, divided after the smaller product
            mixed = torch.bmm(share, value) / share.sum(-1, keepdim=True)  # (n · h, t, d)
            found.append(mixed.view(texts, self._heads, length, -1).transpose(1, 2).reshape(texts * length, -1))
        return torch.cat(found)


def _linear(state: Mapping[str, Tensor], name: str) -> _Linear:
    return _Linear(state[f"{name}.weight"], state[f"{name}.bias"])


class PackedBert:
    """The inference of a BERT encoder (Devlin et al. 2019) over packs of token ids."""

    def __init__(self, model: BertModel, dtype: torch.dtype) -> None:
        state = {name: tensor.detach().to(dtype) for name, tensor in model.state_dict().items()}
        epsilon = model.config.layer_norm_eps
        self._words = state["embeddings.word_embeddings.weight"]  # (vocabulary, width)
        self._places = (
            state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = _Norm(state, "embeddings.LayerNorm", epsilon)
        heads = model.config.num_attention_heads
        self._layers = [
            _Layer(state, f"encoder.layer.{at}", heads, epsilon) for at in range(model.config.num_hidden_layers)
        ]
        self.width: int = model.config.hidden_size

    def sums(self, token_ids: Sequence[Sequence[int]]) -> Tensor:
        """The sum of each text's last hidden states.

        Args:
            token_ids: Of each text, at least one, markers included, at most as many as the model has places for.

        Returns:
            float32, (len(token_ids), width).
        """
        totals = torch.empty(len(token_ids), self.width)

        def fill(pack: Pack) -> None:
            with torch.inference_mode():
                totals[list(pack.members)] = self._sums_of(pack, [token_ids[at] for at in pack.members])

        each_on_its_own_thread(fill, list(packs([len(ids) for ids in token_ids])))
        return totals

    def _sums_of(self, pack: Pack, token_ids: Sequence[Sequence[int]]) -> Tensor:
        ids = torch.from_numpy(np.concatenate([np.asarray(one, dtype=np.int64) for one in token_ids]))  # (tokens,)
        places = torch.cat([torch.arange(length).repeat(texts) for texts, length in pack.runs])
        rows = self._norm(self._words[ids] + self._places[places])  # (tokens, width)
        for layer in self._layers:
            rows = layer(rows, pack.runs)
        parts = zip(torch.split(rows, [n * m for n, m in pack.runs]), pack.runs, strict=True)
        return torch.cat([part.view(n, m, -1).sum(1, dtype=torch.float32) for part, (n, m) in parts])
