"""The file that a benchmark leaves in benchmarks/results."""

from __future__ import annotations

import hashlib
import json
import math
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import NormalDist, fmean, stdev

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class ResultFile:
    """One benchmark's figures, in the form of the committed results."""

    name: str
    protocol: str
    data_sha256: str
    seeds: Sequence[int]
    versions: Mapping[str, str]
    cpu: str
    figures: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    peers: Mapping[str, Mapping[str, float]]
    seconds: float

    def write(self) -> Path:
        """Write `benchmarks/results/<name>.json`, numbers at five digits."""
        path = RESULTS / f"{self.name}.json"
        path.write_text(json.dumps(_rounded(asdict(self)), indent=1) + "\n", encoding="utf-8")
        return path


def versions(*packages: str) -> dict[str, str]:
    """Releases of Python with the named packages."""
    return {"python": platform.python_version(), **{package: version(package) for package in packages}}


def cpu() -> str:
    """The processor's name, as the system tells it."""
    info = Path("/proc/cpuinfo")
    if sys.platform == "linux" and info.is_file():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        return names[0] if names else platform.machine()
    return platform.processor() or platform.machine()


def sha256(paths: Sequence[Path]) -> str:
    """One digest over files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """95 % interval of a mean of independent values, by Student's t."""
    reach = _t975(len(values) - 1) * stdev(values) / math.sqrt(len(values))
    return fmean(values) - reach, fmean(values) + reach


def resampled_interval(values: Sequence[float], *, test_share: float) -> tuple[float, float]:
    """95 % interval over cross-validation folds, corrected for shared training rows (Nadeau & Bengio 2003).

    Args:
        values: One value, or paired difference, for each fold.
        test_share: Rows of a test fold over rows of all folds, 0 to 1.
    """
    error = stdev(values) * math.sqrt(1 / len(values) + test_share / (1 - test_share))
    reach = _t975(len(values) - 1) * error
    return fmean(values) - reach, fmean(values) + reach


def _t975(freedom: int) -> float:
    """The 97.5 % point of Student's t, by the Cornish-Fisher expansion (error below 1 % from 4 degrees on)."""
    z = NormalDist().inv_cdf(0.975)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return value
