"""Print the figures of the shipped reader, then those of the recipe on public sets."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.reporting import RESULTS

MUST = {
    ("text_messages", "intent_accuracy"): 0.87,
    ("text_messages", "high_precision"): 0.95,
    ("text_messages", "high_coverage"): 0.60,
    ("text_messages", "sentiment_macro_f1"): 0.80,
    ("text_messages", "sentiment_kappa"): 0.70,
    ("text_messages", "urgency_kappa"): 0.50,
    ("text_messages", "frustrated_f1"): 0.75,
    ("text_messages", "language_accuracy"): 0.98,
    ("text_messages", "supported_accuracy"): 0.98,
    ("text_banking77", "accuracy"): 0.938,
    ("text_clinc150", "accuracy"): 0.965,
    ("text_clinc150", "oos_recall"): 0.85,
    ("text_clinc150", "auroc"): 0.97,
    ("text_hwu64", "accuracy"): 0.915,
    ("text_bitext", "accuracy"): 0.96,
    ("text_tweeteval", "macro_recall"): 0.685,
}
"""The least each figure has to be."""
CALIBRATED = ("banking77", "banking77_10shot", "clinc150", "hwu64", "bitext", "tweeteval", "airline")
MOST = {("text_clinc150", "oos_false"): 0.04} | {(f"text_{name}", "ece"): 0.03 for name in CALIBRATED}
"""The most each figure may be."""
LOST = 0.03  # accuracy that slips of the keyboard may cost
OVER = {
    ("text_banking77_10shot", "accuracy"): 0.01,
    ("text_airline", "accuracy"): 0.02,
    ("text_banking77", "accuracy"): 0.0,
}
"""By how much a figure has to lie above the best peer's."""
SHIPPED = "text_messages"
PUBLIC = (
    "text_banking77",
    "text_banking77_10shot",
    "text_clinc150",
    "text_hwu64",
    "text_bitext",
    "text_tweeteval",
    "text_airline",
    "text_robustness",
)


def main() -> None:
    """Print both tables."""
    print(f"The shipped weights\n\n{table([SHIPPED])}\n\nThe recipe on public sets\n\n{table(list(PUBLIC))}")


def table(names: list[str]) -> str:
    """Every figure that something is asked of, with its interval, its peers, and whether it is enough."""
    lines = ["| benchmark | metric | figure | 95 % interval | peers | asked | met |", "|---|---|---|---|---|---|---|"]
    for name in names:
        path = RESULTS / f"{name}.json"
        if not path.exists():
            lines.append(f"| {name} | | not measured yet | | | | |")
            continue
        lines += rows(json.loads(path.read_text(encoding="utf-8")))
    return "\n".join(lines)


def rows(result: dict[str, Any]) -> list[str]:
    """The lines of one result."""
    found = []
    for metric, figure in result["figures"].items():
        peers = {peer: figures[metric] for peer, figures in result["peers"].items() if metric in figures}
        for asked, met in demands(result["name"], metric, figure, list(peers.values())):
            low_high = result["intervals"].get(metric)
            interval = f"{low_high[0]:g} to {low_high[1]:g}" if low_high else ""
            others = ", ".join(f"{peer} {value:g}" for peer, value in peers.items())
            cells = (result["name"], metric, f"{figure:g}", interval, others, asked, "yes" if met else "no")
            found.append(f"| {' | '.join(cells)} |")
    return found


def demands(name: str, metric: str, figure: float, peers: list[float]) -> list[tuple[str, bool]]:
    """What is asked of a figure, with whether it is met."""
    key, found = (name, metric), []
    if key in MUST:
        found.append((f"≥ {MUST[key]:g}", figure >= MUST[key]))
    if key in MOST:
        found.append((f"≤ {MOST[key]:g}", figure <= MOST[key]))
    if metric.endswith("_lost"):
        found.append((f"≤ {LOST:g}", figure <= LOST))
    if key in OVER and peers:
        found.append((f"best peer + {OVER[key]:g}", figure >= max(peers) + OVER[key]))
    return found


if __name__ == "__main__":
    main()
