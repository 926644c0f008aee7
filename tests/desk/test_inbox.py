from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.desk import inbox
from assistant.messages import Entity, Label, Reading
from assistant.records.schema import Message, Ticket
from assistant.records.store import Store
from assistant.records.triage import Triages
from assistant.understanding.entities import KnownNames
from assistant.views import LOCAL_ADMIN, Named


class EchoReader:
    """Gives each text as its intent."""

    def __init__(self, version: str = "v1") -> None:
        self.version = version
        self.texts: list[str] = []

    def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
        """Read."""
        self.texts += texts
        label = Label("neutral", 0.5, "low")
        return [
            Reading("en", True, Label(text, 0.9, "high"), (), label, 0, False, "low", True, (), self.version)
            for text in texts
        ]


@pytest.fixture
def triages(tmp_path: Path) -> Iterator[Triages]:
    """Five inbound messages and an outbound one."""
    store = Store.open(tmp_path / "home")
    with store.write() as session:
        session.add(Ticket(id=1, subject="Re: s"))
        session.flush()
        for number in range(1, 7):
            direction = "out" if number == 3 else "in"
            session.add(Message(id=number, ticket_id=1, direction=direction, body_text=f"m{number}"))
    yield Triages(store)
    store.close()


def intents(triages: Triages) -> dict[int, str]:
    found = triages.latest(LOCAL_ADMIN, range(1, 7))
    return {number: reading.intent.name for number, reading in sorted(found.items()) if reading.intent}


def test_every_inbound_message_is_read_once_in_batches(triages: Triages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "BATCH", 2)
    reader, seen = EchoReader(), []
    assert inbox.tag_messages(triages, reader, progress=lambda done, total: seen.append((done, total))) == 5
    assert intents(triages) == {1: "m1", 2: "m2", 4: "m4", 5: "m5", 6: "m6"}
    assert reader.texts == ["m1", "m2", "m4", "m5", "m6"]
    assert seen == [(2, 5), (4, 5), (5, 5)]


def test_a_second_run_reads_nothing_again(triages: Triages) -> None:
    inbox.tag_messages(triages, EchoReader())
    again = EchoReader()
    assert inbox.tag_messages(triages, again) == 0
    assert again.texts == []


def test_new_weights_read_everything_anew(triages: Triages) -> None:
    inbox.tag_messages(triages, EchoReader())
    assert inbox.tag_messages(triages, EchoReader("v2")) == 5


def test_a_stopped_run_goes_on_with_what_is_left(triages: Triages, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(EchoReader):
        """Stops at the second batch."""

        def read(self, texts: Sequence[str], *, entities: bool = True) -> list[Reading]:
            """Read, once."""
            if self.texts:
                raise KeyboardInterrupt
            return super().read(texts)

    monkeypatch.setattr(inbox, "BATCH", 2)
    with pytest.raises(KeyboardInterrupt):
        inbox.tag_messages(triages, Stopped())
    reader = EchoReader()
    assert inbox.tag_messages(triages, reader) == 3
    assert reader.texts == ["m4", "m5", "m6"]


def test_the_first_message_is_read_below_its_subject_with_what_the_records_know(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "other")
    with store.write() as session:
        session.add(Ticket(id=1, subject="Broken lamp"))
        session.flush()
        sent = datetime(2025, 3, 5, 10, tzinfo=UTC)
        for number, text in enumerate(("My Beam hums, call me tomorrow", "Still humming"), start=1):
            session.add(Message(id=number, ticket_id=1, direction="in", body_text=text, sent_at=sent))
    triages, reader = Triages(store), EchoReader()
    inbox.tag_messages(triages, reader, names=lambda: KnownNames([Named("product", 7, "P-7", "Beam")]))
    assert reader.texts == ["Subject: Broken lamp\n\nMy Beam hums, call me tomorrow", "Still humming"]
    assert triages.latest(LOCAL_ADMIN, [1])[1].entities == (
        Entity("product", "Beam", 3, 7, record="product:P-7"),
        Entity("date", "tomorrow", 22, 30, value="2025-03-06"),
    )
    store.close()


def test_names_are_asked_for_only_when_there_is_something_to_read(triages: Triages) -> None:
    asked: list[str] = []

    def names() -> KnownNames:
        asked.append("names")
        return KnownNames([])

    inbox.tag_messages(triages, EchoReader(), names=names)
    assert asked == ["names"]
    assert inbox.tag_messages(triages, EchoReader(), names=names) == 0
    assert asked == ["names"]
