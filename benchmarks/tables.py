"""Write the README's figures from the result files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.reporting import RESULTS

README = Path(__file__).parent.parent / "README.md"
START, END = "<!-- figures -->", "<!-- /figures -->"


def table() -> str:
    """A markdown table of all results: what, figure with its interval, peers."""
    lines = ["| benchmark | figure | value | 95 % interval | peers |", "|---|---|---|---|---|"]
    for path in sorted(RESULTS.glob("*.json")):
        lines += _lines(json.loads(path.read_text(encoding="utf-8")))
    return "\n".join(lines)


def _lines(result: dict[str, Any]) -> list[str]:
    lines = []
    for metric, value in result["figures"].items():
        low_high = result.get("intervals", {}).get(metric)
        interval = f"{low_high[0]:g} to {low_high[1]:g}" if low_high else ""
        measured = [(peer, figures[metric]) for peer, figures in result["peers"].items() if metric in figures]
        peers = ", ".join(f"{peer} {figure:g}" for peer, figure in measured)
        lines.append(f"| {result['name']} | {metric} | {value:g} | {interval} | {peers} |")
    return lines


def with_table(readme: str) -> str:
    """The README's text with its figures replaced."""
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
