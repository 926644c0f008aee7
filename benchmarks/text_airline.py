"""Measures the recipe on tweets to airlines."""

from benchmarks.text.bench import bench

PROTOCOL = (
    "Airline tweets, three sentiments, 9,508 train, 2,444 test; a tenth of the training texts is the development part. "
    "Weights trained on them are only measured, never shipped."
)

if __name__ == "__main__":
    bench("text_airline", "airline", PROTOCOL)
