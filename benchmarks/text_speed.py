"""Measures how fast messages are tagged, beside the usual ways to run the same encoder."""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from transformers import pipeline

from assistant.desk.tagging import tag_file
from assistant.understanding.reader import TransformerReader
from benchmarks.reporting import DATA, Report, measuring
from indexes.encoder import minilm_path

ROUNDS = 5
ALONE = 60  # texts a round for `transformers.pipeline`, which reads one at a time
ENCODED = 300  # texts a round for SentenceTransformer and for our reader beside it
BATCHES = (32, 128)  # of SentenceTransformer; its best counts
PROTOCOL = (
    "10,000 texts (airline tweets and customer messages, in turn) tagged end to end, JSON lines to CSV, by the shipped "
    "weights. Beside it, in five interleaved rounds whose medians count: our whole reader on 300 texts, "
    "transformers.pipeline('feature-extraction') one at a time on 60 of them, SentenceTransformer.encode at its best "
    "batch size on the same 300 texts; each with one thread and with two, its better one counts. One message: 300 "
    "single readings."
)


def texts_of(data: Path, messages: Path, n: int) -> list[str]:
    """Tweets and messages in turn, `n` in all, beginning again when they run out."""
    lines = (messages / "train.jsonl").read_text(encoding="utf-8").splitlines()
    ours = [str(json.loads(line)["text"]) for line in lines]
    with (data / "airline_tweets/train.csv").open(encoding="utf-8", newline="") as file:
        tweets = [row["text"] for row in csv.DictReader(file)]
    return [(ours[at // 2 % len(ours)] if at % 2 else tweets[at // 2 % len(tweets)]) for at in range(n)]


def rate(run: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Texts a second of one call."""
    started = time.perf_counter()
    run(texts)
    return len(texts) / (time.perf_counter() - started)


def contenders(reader: TransformerReader) -> dict[str, tuple[Callable[[Sequence[str]], object], int]]:
    """Each way to read texts, with how many it gets a round."""
    alone = pipeline("feature-extraction", model=str(minilm_path()), device="cpu")
    sentences = SentenceTransformer(str(minilm_path()), device="cpu")
    found: dict[str, tuple[Callable[[Sequence[str]], object], int]] = {
        "reader": (reader.read, ENCODED),
        "transformers.pipeline": (lambda texts: [alone(text, truncation=True) for text in texts], ALONE),
    }
    for size in BATCHES:
        found[f"SentenceTransformer.encode/{size}"] = (
            lambda texts, size=size: sentences.encode(list(texts), batch_size=size),  # type: ignore[misc]
            ENCODED,
        )
    return found


def measure(report: Report, texts: Sequence[str]) -> None:
    """Fill in the report."""
    reader = TransformerReader.load()
    ways = contenders(reader)
    medians: dict[str, float] = {}
    for threads in (1, 2):
        torch.set_num_threads(threads)
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(ROUNDS):
            part = texts[turn * ENCODED : (turn + 1) * ENCODED]
            for name, (run, many) in ways.items():
                rates[name].append(rate(run, part[:many]))
        for name, found in rates.items():
            medians[name] = max(medians.get(name, 0.0), statistics.median(found))
    encode = max(value for name, value in medians.items() if name.startswith("SentenceTransformer"))
    report.figures |= {
        "reader_per_second": medians["reader"],
        "ratio_to_pipeline": medians["reader"] / medians["transformers.pipeline"],
        "ratio_to_encode": medians["reader"] / encode,
    }
    report.peers |= {
        "transformers.pipeline": {"reader_per_second": medians["transformers.pipeline"]},
        "SentenceTransformer.encode": {"reader_per_second": encode},
    }
    singles = sorted(1000 * len(texts[:1]) / rate(reader.read, [text]) for text in texts[:300])
    report.figures |= {"p50_ms": singles[150], "p95_ms": singles[285]}
    report.figures["tag_per_second"] = end_to_end(reader, texts)
    report.notes["weights"] = reader.version


def end_to_end(reader: TransformerReader, texts: Sequence[str]) -> float:
    """Messages a second from a file of JSON lines to a tagged CSV."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
        report = tag_file(reader, source, Path(folder) / "out.csv")
        return report.rows / report.seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--messages", type=Path, default=Path("../shared/messages"))
    given = parser.parse_args()
    files = (given.data / "airline_tweets/train.csv", given.messages / "train.jsonl")
    with measuring(Report("text_speed", PROTOCOL, files)) as filled:
        measure(filled, texts_of(given.data, given.messages, 10_000))
