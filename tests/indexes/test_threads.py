from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from indexes.threads import each_on_its_own_thread, use_threads


@pytest.fixture(autouse=True)
def two() -> Iterator[None]:
    use_threads(2)
    yield
    use_threads(1)


def seen(items: int) -> list[int]:
    """How many threads a product may use during each piece of work."""
    found: list[int] = []
    each_on_its_own_thread(lambda item: found.append(torch.get_num_threads()), range(items))
    return found


def test_work_that_is_alone_gets_every_thread_several_get_one_each() -> None:
    assert seen(1) == [2]
    assert seen(3) == [1, 1, 1]
    assert torch.get_num_threads() == 1


def test_with_one_thread_everything_is_done_in_turn() -> None:
    use_threads(1)
    assert (seen(1), seen(3)) == ([1], [1, 1, 1])


def test_a_failure_reaches_the_caller() -> None:
    def fail(item: int) -> None:
        raise ValueError(item)

    for items in (1, 2):
        with pytest.raises(ValueError, match="0"):
            each_on_its_own_thread(fail, range(items))
        assert torch.get_num_threads() == 1
