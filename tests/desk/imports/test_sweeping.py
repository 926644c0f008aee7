"""The assistant's chores throw away uploads that nobody went on with."""

import os
import time

from assistant import Assistant
from assistant.desk.imports.shelf import KEPT


def test_the_first_round_of_chores_sweeps_old_uploads(demo_assistant: Assistant) -> None:
    shelf = demo_assistant.home.jobs / "imports"
    before = time.time() - KEPT.total_seconds() - 60
    for token, age in (("0" * 16, before), ("1" * 16, time.time())):
        (shelf / token).mkdir(parents=True)
        os.utime(shelf / token, (age, age))
    first, *_ = demo_assistant.chores()
    for chore in first:
        chore.run(lambda done, total: None)
    assert [place.name for place in shelf.glob("*")] == ["1" * 16]
