"""Measures what teaching does: own intents from a few examples, corrections that reach messages like theirs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.messages import Label
from assistant.understanding.memory import Memory, Prototype
from assistant.understanding.memory.recall import REACH
from benchmarks.intervals import bootstrap_interval
from benchmarks.reporting import Report, measuring
from finetune.fewshot import CUT, NAMES, Data, Episode, cross_fitted, episodes, read_data

PROTOCOL = (
    "train.jsonl by writer, never dev. The shipped weights saw these messages, so a stand-in reads them (ridge on the "
    "frozen encoder with a linear machine over word pieces, 74 % right on unseen writers), trained on four writers "
    "without one of the 40 intents. Own intents: shown by 5, 10 or 20 messages of two other writers with the intent's "
    "name and description, looked for in all messages of two further writers; the logistic model was fitted on other "
    "intents. Damage: messages read rightly before that the new intent takes wrongly. Corrections: the five messages "
    "that show the hidden intent are corrected to it by two people in turn; open messages are those of the two "
    "further writers; similar is what has the hidden intent and a cosine of .65 or more to a corrected one. Preview: "
    "one person looks at each change; unattended: two people have to agree. Intervals: 95 % bootstrap "
    "over episodes, 10,000 draws."
)


def measure_intents(report: Report, every: Sequence[Episode], data: Data) -> None:
    """Recall, precision and damage of own intents by number of examples."""
    likely = cross_fitted(every, data)
    for size in sorted({one.size for one in every}):
        rows = [(one, part >= CUT) for one, part in zip(every, likely, strict=True) if one.size == size]
        has = [data.accepted[one.asked, one.intent] for one, _ in rows]
        fine = [_right(one, data) for one, _ in rows]
        taken = sum(int(took.sum()) for _, took in rows)
        recalls = [float((took & own).sum() / own.sum()) for (_, took), own in zip(rows, has, strict=True)]
        hits = sum(int((took & own).sum()) for (_, took), own in zip(rows, has, strict=True))
        harm = [
            float((took & ~own & good).sum() / (good & ~own).sum())
            for (_, took), own, good in zip(rows, has, fine, strict=True)
        ]
        report.figures |= {
            f"own_intent_{size}_recall": float(np.mean(recalls)),
            f"own_intent_{size}_precision": hits / max(1, taken),
            f"own_intent_{size}_damage": float(np.mean(harm)),
        }
        report.intervals[f"own_intent_{size}_recall"] = bootstrap_interval(recalls)
        report.intervals[f"own_intent_{size}_damage"] = bootstrap_interval(harm)


def measure_corrections(report: Report, every: Sequence[Episode], data: Data) -> None:
    """What five corrections of a systematic mistake change, before a person's eyes or by themselves."""
    five = [one for one in every if one.size == 5]
    for name, people in (("preview", 1), ("unattended", 2)):
        similar = reached = right = wrong = spoilt = 0
        for one in five:
            changed, near = _changed(one, data, people)
            own, good = data.accepted[one.asked, one.intent], _right(one, data)
            similar, reached = similar + int((near & own).sum()), reached + int((changed & near & own).sum())
            right, wrong = right + int((changed & own).sum()), wrong + int((changed & ~own).sum())
            spoilt += int((changed & ~own & good).sum())
        report.figures |= {
            f"corrections_{name}_similar_changed": reached / max(1, similar),
            f"corrections_{name}_rightly_changed": right / max(1, right + wrong),
            f"corrections_{name}_wrongly_changed": wrong / max(1, right + wrong),
            f"corrections_{name}_spoilt_of_all": spoilt / sum(len(one.asked) for one in five),
            f"corrections_{name}_changes": float(right + wrong),
        }
    report.figures["corrections_similar"] = float(similar)


def _changed(one: Episode, data: Data, people: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which messages the corrections change to the hidden intent; which are near a corrected one."""
    said = one.shares.argmax(1)
    prototypes = [
        Prototype(data.vectors[at], NAMES[one.intent], NAMES[said[at]], 1 + number % 2, number)
        for number, at in enumerate(one.shown, start=1)
    ]
    read = [Label(NAMES[said[at]], float(one.shares[at, said[at]]), "low") for at in one.asked]
    found = Memory("intent", prototypes).recall(data.vectors[one.asked], read, least_people=people)
    near = (data.vectors[one.asked] @ data.vectors[one.shown].T).max(1) >= REACH
    return np.array([part is not None for part in found]), near


def _right(one: Episode, data: Data) -> NDArray[np.bool_]:
    return np.array(data.accepted[one.asked, one.shares[one.asked].argmax(1)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=Path, default=Path("../shared/messages"))
    train = parser.parse_args().messages / "train.jsonl"
    with measuring(Report("text_teach", PROTOCOL, (train,), (0,))) as filled:
        held = read_data([train])
        drawn = list(episodes(held))
        measure_intents(filled, drawn, held)
        measure_corrections(filled, drawn, held)
