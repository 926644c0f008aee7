"""Measures how often a misspelt or partial account name is understood."""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from string import ascii_lowercase

import numpy as np
from rapidfuzz import fuzz, process

from assistant.search.names import NameIndex
from assistant.search.words import COMMON
from assistant.views import Named
from benchmarks.reporting import DATA, Report, measuring

SEEDS = (0, 1, 2)
CROWD = 10_000  # made-up names beside the real ones
CERTAIN = 0.75  # similarity from which a match in a text without names is a false alarm
TEMPLATES = (
    "{}",
    "tell me about {}",
    "how many deals did we win at {} this quarter",
    "open pipeline for {} by product",
    "who looks after {}?",
    "{}'s revenue last year",
)
LEGAL = ("Corporation", "Company", "Partners", "& Co")
SYLLABLES = "ba co den fi gra hol in jo kel lu mar nex or pla qui ros sta tel um ver wyn xa yor zen".split()  # noqa: SIM905

Spoil = Callable[[str, random.Random], str]


def one_edit(name: str, chance: random.Random) -> str:
    """Insert, delete, replace or swap one letter, anywhere."""
    place = chance.randrange(len(name))
    letter = chance.choice(ascii_lowercase)
    before, here, after = name[:place], name[place], name[place + 1 :]
    swapped = before + after[:1] + here + after[1:]
    changed = chance.choice([before + letter + here + after, before + after, before + letter + after, swapped])
    return changed if changed.casefold() != name.casefold() else one_edit(name, chance)


def two_edits(name: str, chance: random.Random) -> str:
    """Two edits, for names of at least nine letters; else one."""
    once = one_edit(name, chance)
    return one_edit(once, chance) if len(name) >= 9 else once


def doubled(name: str, chance: random.Random) -> str:
    """One letter doubled, or a double one made single."""
    places = [place for place in range(1, len(name)) if name[place] == name[place - 1]]
    if places:
        return name[: places[0]] + name[places[0] + 1 :]
    place = chance.randrange(1, len(name))
    return name[:place] + name[place] + name[place:]


def respaced(name: str, chance: random.Random) -> str:
    """Blanks and hyphens left out; a single word split in two."""
    joined = name.replace(" ", "").replace("-", "").replace("&", "")
    if joined != name:
        return joined
    place = chance.randrange(3, len(name) - 1) if len(name) > 5 else 2
    return f"{name[:place]} {name[place:]}"


def lower(name: str, chance: random.Random) -> str:
    """All small letters."""
    return name.lower()


def partial(name: str, chance: random.Random) -> str:
    """The beginning: without legal ending, the first two of many words, or two thirds of a long single word."""
    words = [word for word in name.removeprefix("The ").split() if word not in LEGAL and word not in ("&", "Co")]
    if len(words) > 2:
        return " ".join(words[:2])
    if len(words) == 2 or len(name.split()) > 1:
        return " ".join(words)
    return name[: max(5, -(-2 * len(name) // 3))] if len(name) > 7 else name


SPOILS: dict[str, Spoil] = {
    "one_edit": one_edit,
    "two_edits": two_edits,
    "doubled_letter": doubled,
    "joined_or_split": respaced,
    "lower_case": lower,
    "partial": partial,
}


def names_of(path: Path) -> list[Named]:
    """The accounts with their ids."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Named("account", place, row["account"], row["account"]) for place, row in enumerate(csv.DictReader(file))
        ]


def crowd(chance: random.Random) -> Iterator[Named]:
    """Made-up company names."""
    for place in range(CROWD):
        name = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title()
        yield Named("account", 1_000 + place, name, name + chance.choice(["", " Inc", " Group", " Labs"]))


def cases(names: list[Named], spoil: Spoil, seed: int) -> Iterator[tuple[Named, str]]:
    """Each account once per template, its name spoilt; everyday words and other names are left out."""
    chance = random.Random(seed)
    taken = {named.name.casefold() for named in names}
    for named in names:
        for template in TEMPLATES:
            written = spoil(named.name, chance)
            other = written.casefold() in taken and written.casefold() != named.name.casefold()
            if written.casefold() not in COMMON and not other:
                yield named, template.format(written)


def ours(index: NameIndex, text: str) -> tuple[list[int], float]:
    """Ids that share the highest similarity, with the milliseconds it took."""
    begun = time.perf_counter()
    matches = index.find(text)
    spent = (time.perf_counter() - begun) * 1000
    best = max((match.similarity for match in matches), default=0.0)
    return [match.named.id for match in matches if match.similarity == best], spent


def measure(report: Report, label: str, index: NameIndex, names: list[Named]) -> None:
    """Accuracy at one over all spoils; a tie of several accounts counts as wrong."""
    spent: list[float] = []
    per_seed: dict[str, list[float]] = {}
    for seed in SEEDS:
        right: dict[str, list[bool]] = {}
        for kind, spoil in SPOILS.items():
            for named, text in cases(names, spoil, seed):
                found, took = ours(index, text)
                spent.append(took)
                right.setdefault(kind, []).append(found == [named.id])
        for kind, answers in [*right.items(), ("all", [one for each in right.values() for one in each])]:
            per_seed.setdefault(kind, []).append(float(np.mean(answers)))
    for kind, shares in per_seed.items():
        name = f"{label}_accuracy" if kind == "all" else f"{label}_accuracy_{kind}"
        report.figures[name] = float(np.mean(shares))
        reach = 4.303 * float(np.std(shares, ddof=1)) / len(shares) ** 0.5  # Student's t, two degrees of freedom
        report.intervals[name] = (report.figures[name] - reach, min(1.0, report.figures[name] + reach))
    report.figures[f"{label}_p50_ms"] = float(np.percentile(spent, 50))
    report.figures[f"{label}_p95_ms"] = float(np.percentile(spent, 95))


def peer(names: list[Named]) -> float:
    """What `rapidfuzz.fuzz.WRatio` over the whole question understands, on the first seed."""
    choices = [named.name.lower() for named in names]
    right = []
    for spoil in SPOILS.values():
        for named, text in cases(names, spoil, SEEDS[0]):
            _, _, place = process.extractOne(text.lower(), choices, scorer=fuzz.WRatio)
            right.append(names[place].id == named.id)
    return float(np.mean(right))


def false_alarms(index: NameIndex, path: Path) -> float:
    """Share of customer messages, none of which names an account, in which one is found with certainty."""
    with path.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    return float(np.mean([any(match.similarity >= CERTAIN for match in index.find(text)) for text in texts]))


def main() -> None:
    """Write benchmarks/results/find_names.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    data: Path = parser.parse_args().data
    accounts, messages = data / "crm_sales" / "accounts.csv", data / "banking77" / "test.csv"
    protocol = (
        "85 accounts of the public CRM sales set, each misspelt, re-spaced, lower-cased or cut in six ways within six "
        f"questions, three seeds; right when the account alone has the highest similarity. `crowd` adds {CROWD:,} "
        "made-up names. False alarms: Banking77 test messages with a match of similarity 0.75 or more. "
        "Edited spellings that are an everyday English word or another account are left out. The rules were set while "
        "looking at these names, so the figures say how they hold up under damage, not how they carry over."
    )
    with measuring(Report("find_names", protocol, [accounts, messages], SEEDS)) as report:
        names = names_of(accounts)
        alone, among = NameIndex(names), NameIndex([*names, *crowd(random.Random(0))])
        measure(report, "account", alone, names)
        measure(report, "crowd", among, names)
        report.figures["false_alarms"] = false_alarms(alone, messages)
        report.figures["crowd_false_alarms"] = false_alarms(among, messages)
        report.peers["rapidfuzz WRatio over the question"] = {"account_accuracy": peer(names)}


if __name__ == "__main__":
    main()
