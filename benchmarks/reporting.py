"""Write a benchmark's result file, in the one format they share."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
DATA = Path("../shared/data")
LIBRARIES = ("torch", "transformers", "scikit-learn", "faiss-cpu", "sqlalchemy", "numpy")


@dataclass
class Report:
    """One benchmark's figures; every script in this folder fills one."""

    name: str
    protocol: str
    data: Sequence[Path] = ()  # files or folders measured on
    seeds: Sequence[int] = ()
    figures: dict[str, float] = field(default_factory=dict)
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)
    peers: dict[str, dict[str, float]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def write(self, seconds: float) -> Path:
        """Write `results/<name>.json`."""
        content = {
            "name": self.name,
            "protocol": self.protocol,
            "data_sha256": sha256_of(self.data),
            "seeds": list(self.seeds),
            "versions": {library: version(library) for library in LIBRARIES},
            "cpu": cpu_name(),
            "figures": rounded(self.figures),
            "intervals": {name: [round(low, 4), round(high, 4)] for name, (low, high) in self.intervals.items()},
            "peers": {peer: rounded(figures) for peer, figures in self.peers.items()},
            "notes": self.notes,
            "seconds": round(seconds, 1),
        }
        path = RESULTS / f"{self.name}.json"
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        return path


@contextmanager
def measuring(report: Report) -> Iterator[Report]:
    """Time the block, then write and print the report."""
    started = time.perf_counter()
    yield report
    path = report.write(time.perf_counter() - started)
    print(path.read_text(encoding="utf-8"))


def rounded(figures: Mapping[str, float]) -> dict[str, float]:
    """The figures to four decimals."""
    return {name: round(value, 4) for name, value in figures.items()}


def sha256_of(paths: Sequence[Path]) -> str:
    """One digest over files, folders read in order of name."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest() if paths else ""


def cpu_name() -> str:
    """The processor, as the system names it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return named or platform.processor() or platform.machine()
