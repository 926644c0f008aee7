"""Measures the recipe on HWU64."""

from benchmarks.text.bench import bench

PROTOCOL = "HWU64: 8,954 train, 1,076 valid (development), 1,076 test, 64 intents."

if __name__ == "__main__":
    bench("text_hwu64", "hwu64", PROTOCOL)
