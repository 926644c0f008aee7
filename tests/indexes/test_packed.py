"""Tests of the forward pass without padding."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from indexes.encoder import load_base
from indexes.packed import PackedBert, packs

MIXED = ([101, 2054, 102], [101, 102], [101, *range(2000, 2150), 102], [101, 2129, 102], [101, 2003, 2009, 102])


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 600))
def test_packs_hold_each_text_once_within_the_budget_and_say_their_lengths(lengths: list[int], budget: int) -> None:
    found = list(packs(lengths, budget))
    assert sorted(at for pack in found for at in pack.members) == list(range(len(lengths)))
    assert all(len(pack.members) == 1 or pack.tokens <= budget for pack in found)
    for pack in found:
        assert [m for n, m in pack.runs for _ in range(n)] == [lengths[at] for at in pack.members]


@pytest.mark.parametrize("fused", [True, False])
def test_sums_are_those_of_the_published_implementation(fused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not fused:
        monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    model = load_base().model
    sums = PackedBert(model, torch.float32).sums(MIXED)
    for ids, row in zip(MIXED, sums, strict=True):
        with torch.inference_mode():
            expected = model(input_ids=torch.tensor([ids])).last_hidden_state.sum(1)[0]
        torch.testing.assert_close(row, expected, atol=2e-4, rtol=1e-4)


def test_strings_that_attend_to_themselves_beyond_all_bounds_are_still_read() -> None:
    base = load_base()
    texts = [f"{sign} " * 120 for sign in ("[SEP] [CLS] [MASK]", "0", "😀", "?!")]
    token_ids = [encoding.ids[:256] for encoding in base.tokenizer.encode_batch(texts)]
    sums = PackedBert(base.model, torch.float32).sums(token_ids)
    for ids, row in zip(token_ids, sums, strict=True):
        with torch.inference_mode():
            expected = base.model(input_ids=torch.tensor([ids])).last_hidden_state.sum(1)[0]
        assert torch.cosine_similarity(row, expected, dim=0) > 0.999


def test_no_texts_give_no_rows() -> None:
    assert PackedBert(load_base().model, torch.float32).sums([]).shape == (0, 384)
