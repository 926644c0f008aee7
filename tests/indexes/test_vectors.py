"""Tests of the FAISS index against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indexes.brute import BruteIndex
from indexes.types import Vectors
from indexes.vectors import Hit, VectorIndex

DIM = 3
FLOATS = st.floats(-(2.0**100), 2.0**100, width=32).filter(lambda number: number == 0 or abs(number) > 1e-30)
ROW = arrays(np.float32, DIM, elements=FLOATS).filter(lambda row: bool(row.any()))
KEYS = st.sampled_from("abcdefgh")
STEPS = st.lists(st.tuples(st.sampled_from(["update", "remove"]), KEYS, ROW), max_size=30)


def rows(*vectors: list[float]) -> Vectors:
    return np.array(vectors, dtype=np.float32).reshape(-1, DIM)


@settings(max_examples=150, deadline=None)
@given(STEPS, ROW, st.integers(1, 12), st.floats(-1, 1))
def test_any_history_of_changes_searches_like_brute_force(
    steps: list[tuple[str, str, Vectors]], query: Vectors, k: int, floor: float
) -> None:
    index, oracle = VectorIndex(DIM), BruteIndex(DIM)
    for action, key, row in steps:
        if action == "update":
            index.update([key], row[None])
            oracle.update([key], row[None])
        elif key in index:
            index.remove([key])
            oracle.remove([key])
    everything = {hit.key: hit.similarity for hit in oracle.search(query[None], k=100)[0]}
    (found,) = index.search(query[None], k=k, floor=floor)
    (expected,) = oracle.search(query[None], k=k)
    assert len(index) == len(oracle) == len(everything)
    assert len({hit.key for hit in found}) == len(found)
    assert [hit.similarity for hit in found] == sorted((hit.similarity for hit in found), reverse=True)
    for hit, best in zip(found, expected, strict=False):
        assert hit.similarity == pytest.approx(everything[hit.key], abs=1e-5)
        assert hit.similarity == pytest.approx(best.similarity, abs=1e-5)
    certain = sum(hit.similarity >= floor + 1e-5 for hit in expected)
    possible = sum(hit.similarity >= floor - 1e-5 for hit in expected)
    assert certain <= len(found) <= possible


def test_hits_come_best_first_with_cosine_of_unnormalised_rows() -> None:
    index = VectorIndex(DIM)
    index.add(["east", "north", "west"], rows([5, 0, 0], [0, 2, 0], [-1, 0, 0]))
    assert index.search(rows([9, 0, 0]), k=2) == [[Hit("east", 1.0), Hit("north", 0.0)]]
    assert index.search(rows([9, 0, 0]), k=9, floor=-0.5) == [[Hit("east", 1.0), Hit("north", 0.0)]]
    assert index.search(rows([0, 1, 0], [-3, 0, 0]), k=1) == [[Hit("north", 1.0)], [Hit("west", 1.0)]]


def test_equal_vectors_are_all_found_oldest_first() -> None:
    index = VectorIndex(DIM)
    index.add(["b", "a", "c"], rows([1, 0, 0], [1, 0, 0], [2, 0, 0]))
    assert [hit.key for hit in index.search(rows([1, 0, 0]), k=5)[0]] == ["b", "a", "c"]


def test_an_empty_index_finds_nothing_for_each_query() -> None:
    assert VectorIndex(DIM).search(rows([1, 0, 0], [0, 1, 0]), k=3) == [[], []]
    assert VectorIndex(DIM).search(rows(), k=3) == []


def test_more_than_there_are_is_never_padded() -> None:
    index = VectorIndex(DIM)
    index.add(["a"], rows([1, 0, 0]))
    assert index.search(rows([1, 0, 0]), k=1000) == [[Hit("a", 1.0)]]


def test_row_numbers_are_never_reused() -> None:
    index = VectorIndex(DIM, high_water_row=7)
    index.add(["a", "b"], rows([1, 0, 0], [0, 1, 0]))
    index.remove(["b"])
    index.update(["a"], rows([0, 0, 1]))
    assert (index.high_water_row, index.keys, len(index)) == (10, ["a"], 1)
    assert index.vectors(["a"]).tolist() == [[0.0, 0.0, 1.0]]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (np.array([[np.nan, 0, 0]], dtype=np.float32), "NaN or infinity"),
        (np.array([[np.inf, 0, 0]], dtype=np.float32), "NaN or infinity"),
        (np.zeros((1, 3), dtype=np.float32), "length zero"),
        (np.ones((1, 4), dtype=np.float32), r"shape \(1, 4\), the index holds \(n, 3\)"),
        (np.ones(3, dtype=np.float32), r"shape \(3,\)"),
    ],
)
def test_what_is_no_direction_is_refused_everywhere(bad: Vectors, why: str) -> None:
    index = VectorIndex(DIM)
    index.add(["a"], rows([1, 0, 0]))
    for call in (lambda: index.add(["b"], bad), lambda: index.update(["a"], bad), lambda: index.search(bad, k=1)):
        with pytest.raises(ValueError, match=why):
            call()
    assert index.search(rows([1, 0, 0]), k=1) == [[Hit("a", 1.0)]]


def test_wrong_keys_change_nothing() -> None:
    index = VectorIndex(DIM)
    index.add(["a"], rows([1, 0, 0]))
    one = rows([0, 1, 0])
    for call, why in (
        (lambda: index.add(["a"], one), "'a' is in the index already"),
        (lambda: index.add(["b", "b"], rows([0, 1, 0], [0, 1, 0])), "twice"),
        (lambda: index.add(["b", "c"], one), "2 keys for 1 vectors"),
        (lambda: index.remove(["a", "z"]), "'z' is not in the index"),
        (lambda: index.vectors(["z"]), "'z' is not in the index"),
        (lambda: index.search(one, k=0), "k 0 is below 1"),
        (lambda: VectorIndex(0), "dim 0"),
    ):
        with pytest.raises(ValueError, match=why):
            call()
    assert index.keys == ["a"]
