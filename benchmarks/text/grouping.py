"""A split of template-made texts that keeps like with like."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import GroupShuffleSplit

NEAR = 0.8  # cosine similarity of letter trigrams from which two masked texts share a group
TEST_SHARE = 0.2
_DIGITS = re.compile(r"\d+")


def masked(text: str, entity: str) -> str:
    """A text without its entity's value, numbers, case and punctuation."""
    without = text.replace(entity, " entity ") if entity else text
    return " ".join(re.findall(r"[\w']+", _DIGITS.sub("0", without).casefold()))


def groups_of(bare: Sequence[str]) -> NDArray[np.int64]:
    """A number for each masked text, (n,): the same for equal texts, as for texts linked through near neighbours."""
    kinds = sorted(set(bare))
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3)).fit_transform(kinds)  # rows of unit length
    _, cluster = connected_components((vectors @ vectors.T) >= NEAR, directed=False)
    of_kind = dict(zip(kinds, cluster, strict=True))
    return np.array([of_kind[kind] for kind in bare], dtype=np.int64)


def grouped_places(groups: NDArray[np.int64]) -> tuple[list[int], list[int]]:
    """Places of train and test, a fifth of the groups in the second (GroupShuffleSplit, seed 0)."""
    cutter = GroupShuffleSplit(n_splits=1, test_size=TEST_SHARE, random_state=0)
    train, test = next(cutter.split(groups, groups=groups))
    return train.tolist(), test.tolist()
