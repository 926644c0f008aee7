"""Measures the recipe on Banking77."""

from benchmarks.text.bench import bench

PROTOCOL = (
    "Banking77 as published, 10,003 / 3,080 texts, 77 intents; a tenth of the training texts is the development part."
)

if __name__ == "__main__":
    bench("text_banking77", "banking77", PROTOCOL, setfit_rounds=1)
