"""Measures the recipe on Bitext's customer-service intents, no template on both sides."""

from benchmarks.text.bench import bench

PROTOCOL = (
    "Bitext's three files merged, entities and digits masked, texts grouped when their masked forms are equal or "
    "linked through neighbours of cosine similarity 0.8 or more (letter trigrams); GroupShuffleSplit, a fifth for "
    "testing, seed 0; 27 intents. A tenth of the training texts is the development part."
)

if __name__ == "__main__":
    bench("text_bitext", "bitext", PROTOCOL)
