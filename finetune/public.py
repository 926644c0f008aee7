"""Public texts beside the messages, in the layouts their publishers use."""

from __future__ import annotations

import csv
import html
import json
import re
import string
from pathlib import Path

import datasets

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.understanding.emoji import spoken
from finetune.examples import Example

TWEET_LEVELS = {"negative": (0, 1), "neutral": (2,), "positive": (3, 4)}
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’…–—")


def read_bitext(folder: Path, *, weight: float) -> list[Example]:
    """Read the training part of the Bitext customer-service set (CDLA-Sharing 1.0): intents only.

    Intents are matched by name; a name that our taxonomy lacks is left out.
    """
    with (folder / "train.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Example(row["utterance"], "bitext", intent=row["intent"], weight=weight)
        for row in rows
        if row["intent"] in CUSTOMER_SERVICE.names
    ]


def read_tweets(folder: Path, *, banned: frozenset[str], weight: float) -> list[Example]:
    """Read the SemEval-2017 4A tweets (three sentiments), less every text that `banned` holds in bare form.

    A tweet's side is known, its strength is not: it trains through the sum of the levels of its side.
    """
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            text = unescape(cells[2]) if len(cells) > 2 else ""
            if cells[1] in TWEET_LEVELS and text and bare(text) not in banned:
                found.append(Example(spoken(text), "tweets", sentiment_levels=TWEET_LEVELS[cells[1]], weight=weight))
    return found


def tweeteval_texts(folder: Path) -> frozenset[str]:
    """The bare forms of every text in TweetEval's sentiment validation and test parts, which nothing may train on."""
    parts = (folder / f"sentiment_{part}_text.txt" for part in ("val", "test"))
    return frozenset(bare(unescape(line)) for path in parts for line in path.read_text(encoding="utf-8").splitlines())


def unescape(text: str) -> str:
    r"""Undo HTML entities and `\u` escapes, the second possibly doubled by a publisher's export."""
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match.group(1), 16)), text)
    return html.unescape(html.unescape(plain)).replace('\\""', '"').strip()


def bare(text: str) -> str:
    """A text without what publishers change: user names, links, case, punctuation, spacing."""
    masked = re.sub(r"https?://\S+|www\.\S+|@\w+|\buser\b|\bhttp\b", " ", text.casefold())
    return " ".join(masked.translate(_PUNCTUATION).split())


def read_table(path_or_name: str, *, text_column: str, intent_column: str) -> list[Example]:
    """Read texts with intents from a CSV or JSONL file, else from a set on the Hugging Face hub (its train part).

    Args:
        path_or_name: A file's path, or a hub name.
        text_column: Column with the text.
        intent_column: Column with the intent's name (or, on the hub, its class number); a row whose intent our
            taxonomy lacks is left out.
    """
    path = Path(path_or_name)
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        rows = _hub_rows(path_or_name, intent_column)
    named = [(str(row[text_column]), str(row[intent_column])) for row in rows]
    return [Example(text, path.stem, intent=name) for text, name in named if name in CUSTOMER_SERVICE.names]


def _hub_rows(name: str, intent_column: str) -> list[dict[str, object]]:
    train = datasets.load_dataset(name, split="train")
    classes = getattr(train.features[intent_column], "names", None)
    rows = [dict(row) for row in train]
    if classes:
        rows = [{**row, intent_column: classes[int(row[intent_column])]} for row in rows]
    return rows
