"""Trains the reader further on what a team corrected; the result serves only where it is better."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Protocol

import typer

import assistant
from assistant.atomic import replacing
from assistant.errors import UserFixable
from assistant.hashed import sha256
from assistant.understanding.emoji import spoken
from assistant.understanding.labels import SENTIMENTS, URGENCIES
from assistant.understanding.promoted import Promoted
from assistant.understanding.reader import TransformerReader
from finetune.candidate import train_candidate
from finetune.comparing import Compared, by_intent, compared
from finetune.examples import Example, read_messages

VOICES = Path(__file__).with_name("voices")
FEWEST = 40  # corrected messages: the fifth that is held back of fewer can prove nothing
MOST_OF_ONE = 200  # messages of one person: nobody alone makes the reader
HELD_BACK = 5  # every fifth corrected message judges, and is never trained on
REPLAYED = 1_200  # shipped messages trained on besides, so that nothing else is forgotten
GENERAL = 400  # shipped messages held back, on which nothing may become worse


class TooFewCorrections(UserFixable):
    """There is too little to learn from, or to judge by."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"{found} messages of this home are corrected, or confirmed; training pays from {FEWEST} on. "
            "Until then corrections work through the memory."
        )


class Lesson(Protocol):
    """What the assistant hands out of one corrected message; what nobody said is None."""

    @property
    def text(self) -> str:
        """What its writer says."""
        ...

    @property
    def person(self) -> int:
        """Whose word the last of it is."""
        ...

    @property
    def intent(self) -> str | None:
        """One of the shipped intents."""
        ...

    @property
    def sentiment(self) -> str | None:
        """One of the five levels."""
        ...

    @property
    def urgency(self) -> str | None:
        """One of the four levels."""
        ...

    @property
    def frustrated(self) -> bool | None:
        """Whether the writer is upset."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """The candidate against the reader in use, on messages that the candidate was not trained on."""

    corrected: tuple[Compared, ...]  # the team's corrections that were held back
    general: tuple[Compared, ...]  # shipped messages
    intents: tuple[Compared, ...]  # each intent, over both

    @property
    def is_better(self) -> bool:
        """Whether some label is better on the team's corrections, with none worse anywhere."""
        every = (*self.corrected, *self.general, *self.intents)
        return any(one.is_better for one in self.corrected) and not any(one.is_worse for one in every)


def main(
    home: Annotated[Path, typer.Argument(help="The home whose corrections are learnt from.")],
    messages: Annotated[
        list[Path] | None, typer.Option(help="Labelled messages to go on learning from; default: the package's own.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the runs; default: jobs/ in the home.")] = None,
    epochs: Annotated[int, typer.Option(min=1, help="Times through the messages.")] = 4,
    seed: Annotated[int, typer.Option(help="Of every random choice.")] = 0,
    roll_back: Annotated[bool, typer.Option("--roll-back", help="Go back to the weights in use before.")] = False,
) -> None:
    """Train a candidate on a home's corrections, compare it with the reader in use, promote it if it is better."""
    promoted = Promoted(home / "models" / "reader")
    if roll_back:
        typer.echo(f"The reader is {promoted.roll_back()} again; restart `crm-assistant serve` to use it.")
        return
    learnt, judges = split([example_of(one) for one in assistant.open_assistant(home).lessons()])
    shipped = [row for file in messages or sorted(VOICES.glob("*.jsonl")) for row in read_messages(file)]
    replayed, general = parted(shipped, seed=seed)
    folder = out or home / "jobs" / "finetune"
    candidate = train_candidate(promoted.folder, [*learnt, *replayed], folder, epochs=epochs, seed=seed)
    verdict = judge(promoted.folder, candidate, judges, general)
    with replacing(candidate.parent / "report.json") as file:
        json.dump(asdict(verdict), file, indent=1)
    typer.echo(report(verdict))
    if verdict.is_better:
        typer.echo(f"Promoted {promoted.promote(candidate)}; restart `crm-assistant serve` to use it.")
    else:
        typer.echo("Not promoted: it is not better by more than luck. The reader in use stays.")


def example_of(lesson: Lesson) -> Example:
    """A corrected message as training takes it."""
    return Example(
        text=spoken(lesson.text),
        source="corrections",
        writer=str(lesson.person),
        intent=lesson.intent,
        sentiment_levels=() if lesson.sentiment is None else (SENTIMENTS.index(lesson.sentiment),),
        urgency=None if lesson.urgency is None else URGENCIES.index(lesson.urgency),
        frustrated=lesson.frustrated,
    )


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Those that are learnt from, at most `MOST_OF_ONE` a person; those that judge, by their texts' hash.

    A text stands on the same side in every run.

    Raises:
        TooFewCorrections: There are fewer than `FEWEST`.
    """
    if len(examples) < FEWEST:
        raise TooFewCorrections(len(examples))
    learnt, judges, counts = [], [], Counter[str]()
    for one in examples:
        if int(sha256(one.text.casefold().encode())[:8], 16) % HELD_BACK == 0:
            judges.append(one)
        elif counts[one.writer] < MOST_OF_ONE:
            counts[one.writer] += 1
            learnt.append(one)
    return learnt, judges


def parted(shipped: Sequence[Example], *, seed: int) -> tuple[list[Example], list[Example]]:
    """A draw of shipped messages to learn from, with another that judges: the same in every run of any seed."""
    order = sorted(shipped, key=lambda one: sha256(one.text.encode()))
    rest = order[GENERAL:]
    return random.Random(seed).sample(rest, min(REPLAYED, len(rest))), order[:GENERAL]


def judge(serving: Path, candidate: Path, judges: Sequence[Example], general: Sequence[Example]) -> Verdict:
    """Read the held-back messages with both readers, as they serve."""
    texts = [one.text for one in (*judges, *general)]
    before, after = (TransformerReader.load(folder).read(texts) for folder in (serving, candidate))
    n = len(judges)
    return Verdict(
        compared(before[:n], after[:n], judges),
        compared(before[n:], after[n:], general),
        by_intent(before, after, [*judges, *general]),
    )


def report(verdict: Verdict) -> str:
    """What a person reads: each label before and after, then the intents that moved."""
    moved = [one for one in verdict.intents if one.gained or one.lost]
    parts = (
        ("On your corrections that were held back", verdict.corrected),
        ("On shipped messages that were held back", verdict.general),
        ("Intents that moved", moved),
    )
    return "\n".join(line for title, rows in parts for line in (f"{title}:", *(f"  {one.line()}" for one in rows)))
