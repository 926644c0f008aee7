"""Run every benchmark, or those named, one after the other: `make bench ARGS="questions_dev find_names"`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HELPERS = {"__main__", "intervals", "reporting", "screenshots", "tables"}


def main(names: list[str]) -> int:
    """Run the scripts; the exit code is the number that failed."""
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in HELPERS)
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    failed = 0
    for name in names or known:
        print(f"== {name}", flush=True)
        failed += subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
