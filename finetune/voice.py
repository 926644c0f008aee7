"""Train the classifier that tells a customer's voice from a colleague's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.registry import discover
from assistant.routing.router import PLACEHOLDER, STAND_IN, Encode
from assistant.routing.voice import PACKAGED, Voice
from assistant.tool import Tool
from indexes.encoder import MiniLM


def train_voice(customer: list[str], colleague: list[str], encode: Encode, *, strength: float = 10.0) -> Voice:
    """Fit logistic regression on sentence vectors, both voices weighing the same.

    Args:
        customer: Messages written by customers.
        colleague: Requests made to the assistant.
        encode: The base encoder; float32, shape (n, 384).
        strength: Inverse regularisation strength `C` of scikit-learn.

    Returns:
        The fitted classifier.
    """
    vectors = encode([*customer, *colleague])  # (n, 384)
    labels: NDArray[np.int64] = np.array([1] * len(customer) + [0] * len(colleague))
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=2000).fit(vectors, labels)
    return Voice(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def customer_texts(path: Path) -> list[str]:
    """Texts of a messages file (`{"text": …}` a line)."""
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def colleague_texts(path: Path, names: list[str]) -> list[str]:
    """Phrasings of a questions file (`{"paraphrases": [[turn, …], …]}` a line), its names masked."""
    lines = path.read_text(encoding="utf-8").splitlines()
    phrasings = [turns[-1] for line in lines for turns in json.loads(line)["paraphrases"]]
    return [mask_names(text, names) for text in phrasings]


def mask_names(text: str, names: list[str]) -> str:
    """The text with every known name replaced, so that none can be learnt."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", STAND_IN, text, flags=re.IGNORECASE)
    return text


def main(
    messages: Annotated[Path, typer.Option(help="JSON lines with `text`, written by customers")],
    questions: Annotated[Path, typer.Option(help="JSON lines with `paraphrases`, asked by colleagues")],
    names: Annotated[Path, typer.Option(help="one name a line, to be masked in the questions")],
    out: Annotated[Path, typer.Option(help="folder for the weights")] = PACKAGED,
) -> None:
    """Train on both files with the tools' own examples, then write the weights."""
    tools = discover("assistant.tools", Tool).values()
    examples = [text for tool in tools if tool.name != "read_message" for text in tool.examples]
    known = [line for line in names.read_text(encoding="utf-8").splitlines() if line]
    asked = colleague_texts(questions, known) + [text.replace(PLACEHOLDER, STAND_IN) for text in examples] * 3
    train_voice(customer_texts(messages), asked, MiniLM().encode).save(out)


if __name__ == "__main__":
    typer.run(main)
