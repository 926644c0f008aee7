"""Measures how fast messages are read, beside the usual ways to run the same encoder."""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.desk.tagged import tags_of
from assistant.desk.tagging import tag_file
from assistant.understanding.reader import TransformerReader
from benchmarks.reporting import DATA, Report, measuring
from benchmarks.speed.committing import committed
from benchmarks.speed.roofline import roofline
from benchmarks.speed.rounds import rate, rates
from benchmarks.speed.ways import WAYS
from indexes.encoder import fastest_dtype, load_base
from indexes.threads import use_threads

MESSAGES = Path("../shared/messages")
PROTOCOL = (
    "10,000 texts (airline tweets and customer messages, in turn). Five interleaved rounds, medians, each way at its "
    "best of one thread, two threads, two processes of one: our whole reader (2,000 texts a round; in float32, 1,000), "
    "transformers.pipeline('feature-extraction') one at a time (100), SentenceTransformer.encode at its best batch "
    "size (1,000). Roofline: the matrix products of a forward pass at the model's shapes, same dtype, one thread; the "
    "reader's real tokens a second against it. One message: 300 single readings. tag: a file of 10,000, JSON lines to "
    "CSV. committed: CSV to database, labels included, at 5,000 and 20,000 messages. same: labels alike in both dtypes."
)


def texts_of(data: Path, messages: Path, n: int) -> list[str]:
    """Tweets and messages in turn, `n` in all, beginning again when they run out."""
    lines = (messages / "train.jsonl").read_text(encoding="utf-8").splitlines()
    ours = [str(json.loads(line)["text"]) for line in lines]
    with (data / "airline_tweets/train.csv").open(encoding="utf-8", newline="") as file:
        tweets = [row["text"] for row in csv.DictReader(file)]
    return [(ours[at // 2 % len(ours)] if at % 2 else tweets[at // 2 % len(tweets)]) for at in range(n)]


def measure(report: Report, texts: Sequence[str]) -> None:
    """Fill in the report."""
    reader = TransformerReader.load()
    with tempfile.TemporaryDirectory() as folder:
        use_threads(2)
        report.figures |= _end_to_end(reader, texts, Path(folder))
    found = rates(texts)
    best = {name: max(spread.values()) for name, spread in found.items()}
    encode = max(value for name, value in best.items() if name.startswith("SentenceTransformer"))
    alone = best["transformers.pipeline"]
    report.figures |= {
        "reader_per_second": best["reader"],
        "ratio_to_pipeline": best["reader"] / alone,
        "ratio_to_encode": best["reader"] / encode,
        "float32_ratio_to_pipeline": best["reader in float32"] / alone,
        "float32_ratio_to_encode": best["reader in float32"] / encode,
    }
    report.peers |= {
        "transformers.pipeline": {"reader_per_second": alone},
        "SentenceTransformer.encode": {"reader_per_second": encode},
    }
    report.notes |= {name: ", ".join(f"{how} {value:.0f}/s" for how, value in found[name].items()) for name in found}
    report.notes |= {"weights": reader.version, "dtype": str(fastest_dtype()).removeprefix("torch.")}
    report.figures |= _against_roofline(found["reader"], texts) | _one_at_a_time(reader, texts[:300])
    report.figures |= _same_labels(reader, texts[:1000])


def _against_roofline(spread: Mapping[str, float], texts: Sequence[str]) -> dict[str, float]:
    encodings = load_base().tokenizer.encode_batch(list(texts[: WAYS["reader"].texts * 5]))
    tokens = sum(len(encoding.ids) for encoding in encodings) / len(encodings)
    return {"ratio_to_roofline": spread["one thread"] * tokens / roofline(fastest_dtype()), "tokens_per_text": tokens}


def _one_at_a_time(reader: TransformerReader, texts: Sequence[str]) -> dict[str, float]:
    use_threads(2)  # as the site does
    milliseconds = sorted(1000 / rate(reader.read, [text]) for text in texts)
    return {"p50_ms": milliseconds[len(texts) // 2], "p95_ms": milliseconds[len(texts) * 95 // 100]}


def _same_labels(reader: TransformerReader, texts: Sequence[str]) -> dict[str, float]:
    exact = WAYS["reader in float32"].make()(texts)
    assert isinstance(exact, list)
    pairs = [(tags_of(one), tags_of(other)) for one, other in zip(reader.read(texts), exact, strict=True)]
    labels = ("intent", "sentiment", "urgency")
    return {f"same_{label}": sum(one[label] == other[label] for one, other in pairs) / len(pairs) for label in labels}


def _end_to_end(reader: TransformerReader, texts: Sequence[str], folder: Path) -> dict[str, float]:
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    tagged = tag_file(reader, source, folder / "out.csv")
    less, more = (committed(reader, (list(texts) * 2)[:n], folder / str(n)) for n in (5_000, 20_000))
    return {
        "tag_per_second": tagged.rows / tagged.seconds,
        "committed_per_second_5000": less.per_second,
        "committed_per_second_20000": more.per_second,
        "peak_mib_5000": less.peak_mib,
        "peak_mib_20000": more.peak_mib,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--messages", type=Path, default=MESSAGES)
    given = parser.parse_args()
    files = (given.data / "airline_tweets/train.csv", given.messages / "train.jsonl")
    with measuring(Report("text_speed", PROTOCOL, files)) as filled:
        measure(filled, texts_of(given.data, given.messages, 10_000))
