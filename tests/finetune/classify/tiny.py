"""A handful of texts that a few steps can learn."""

from finetune.classify.settings import Settings
from finetune.classify.texts import Labelled, labelled

WORDS = {"order": "where is my parcel", "refund": "give me my money back", "praise": "you are wonderful"}
SETTINGS = Settings(
    epochs=2, refit_epochs=1, batch=4, rank=2, alpha=4, max_tokens=16, head_learning_rate=0.05, patience=9
)


def tiny(each: int = 6) -> Labelled:
    """Texts of three labels, `each` of every label."""
    pairs = [(f"{text} {at}", label) for at in range(each) for label, text in WORDS.items()]
    return labelled([text for text, _ in pairs], [label for _, label in pairs])
