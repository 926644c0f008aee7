"""One person's zeal changes nothing that others write: shown with the shipped encoder and the shipped reader."""

from dataclasses import replace
from itertools import product

import numpy as np

from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.messages import Label
from assistant.understanding.memory import Memory, Prototype
from assistant.understanding.memory.recall import NEAR
from assistant.understanding.reader import TransformerReader
from indexes.encoder import MiniLM

OPENINGS = ("Hello,", "Hi there,", "Good morning,", "Sorry to bother you,", "Once more:")
THINGS = ("parcel", "order", "delivery", "package", "shipment", "box of tiles", "sofa", "lamp", "printer", "bike")
TROUBLES = ("is late", "has not come", "is stuck at the depot", "was left outside", "cannot be tracked")
TIMES = 4  # tickets that say the same


def test_a_thousand_corrections_by_one_person_change_no_message_on_another_topic() -> None:
    corrected = [f"{a} my {b} {c}, where is it?" for a, b, c in product(OPENINGS, THINGS, TROUBLES)]
    encoder = MiniLM()
    vectors = np.tile(encoder.encode(corrected), (TIMES, 1))
    assert len(vectors) == 1000
    prototypes = [Prototype(vector, "spam", "track_order", 1, number) for number, vector in enumerate(vectors, start=1)]
    memory = Memory("intent", prototypes)
    unseen = [text for one in CUSTOMER_SERVICE.intents for text in one.examples if one.name != "track_order"]
    others = encoder.encode(unseen)
    read = [reading.intent for reading in TransformerReader.load().read(unseen)]
    assert memory.recall(others, read) == [None] * len(unseen)
    assert float(np.max(others @ vectors.T)) < NEAR, "none of them says nearly the same as a corrected one"
    topical = encoder.encode(["Evening, my carpet is late. Where is it?"])
    doubtful = [Label("how_to", 0.5, "low")]
    assert memory.recall(topical, doubtful) == [None]
    of_two = [replace(one, person=1 + number // 250 % 2) for number, one in enumerate(prototypes)]
    assert Memory("intent", of_two).recall(topical, doubtful) != [None]
