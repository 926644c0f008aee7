"""Write the README's headline figures, with all figures in docs/figures.md, from the result files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.reporting import RESULTS

ROOT = Path(__file__).parent.parent
README, FIGURES = ROOT / "README.md", ROOT / "docs" / "figures.md"
START, END = "<!-- figures -->", "<!-- /figures -->"
HEADLINES = {
    ("text_messages", "intent_accuracy"): "intent of a customer's message, 40 intents, unseen writer",
    ("text_messages", "high_coverage"): "share of messages tagged automatically (band of at least 95 % precision)",
    ("text_messages", "high_precision"): "of those, intent right",
    ("text_messages", "sentiment_macro_f1"): "sentiment, three classes, macro-F1",
    ("text_messages", "frustrated_f1"): "frustrated or not, F1",
    ("text_messages", "urgency_kappa"): "urgency, quadratic kappa",
    (
        "text_speed",
        "committed_per_second_20000",
    ): "messages read per second on two cores, from CSV to database, labels included",
    (
        "questions_dev",
        "dev_accuracy",
    ): "sales questions answered or declined rightly (seen in development)",
    ("questions_dev", "dev_precision"): "of the answers given, right",
    ("find_names", "account_accuracy"): "account meant by a misspelt or partial name, first place",
    ("predict_demo", "roc_auc"): "churn ahead of time on unseen demo companies, ROC-AUC",
    ("predict_telco", "roc_auc"): "the same machinery on IBM Telco churn, ROC-AUC",
    ("import_speed", "per_second"): "rows imported per second, one 100,000-row file of ten columns",
}


def results() -> list[dict[str, Any]]:
    """All result files, by name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))]


def headlines() -> str:
    """The README's table: what is measured, its figure with the 95 % interval, its peers."""
    lines = ["| what | figure | 95 % interval | peers in the same run | benchmark |", "|---|---|---|---|---|"]
    by_name = {result["name"]: result for result in results()}
    for (name, metric), label in HEADLINES.items():
        if metric in by_name.get(name, {}).get("figures", {}):
            lines.append(f"| {label} | {' | '.join(_cells(by_name[name], metric))} | {name} |")
    return "\n".join(lines)


def everything() -> str:
    """Every figure of every benchmark, with its protocol."""
    parts = ["# Figures", "Made by `python -m benchmarks.tables` from `benchmarks/results/`."]
    for result in results():
        lines = ["| metric | figure | 95 % interval | peers |", "|---|---|---|---|"]
        lines += [f"| {metric} | {' | '.join(_cells(result, metric))} |" for metric in result["figures"]]
        parts += [f"## {result['name']}", result["protocol"], "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _cells(result: dict[str, Any], metric: str) -> tuple[str, str, str]:
    low_high = result.get("intervals", {}).get(metric)
    interval = f"{low_high[0]:g} to {low_high[1]:g}" if low_high else ""
    measured = [(peer, figures[metric]) for peer, figures in result["peers"].items() if metric in figures]
    return f"{result['figures'][metric]:g}", interval, ", ".join(f"{peer} {figure:g}" for peer, figure in measured)


def with_table(readme: str) -> str:
    """The README's text with its figures replaced."""
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{headlines()}\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
    FIGURES.write_text(everything(), encoding="utf-8")
