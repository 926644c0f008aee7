"""Tests of keeping the indexes up to date, and of going on without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SearchUnavailable
from assistant.search.search import RecordSearch
from indexes import disk
from indexes.encoder import WEIGHTS
from indexes.errors import EncoderMissing
from indexes.types import Encoder
from tests.search.fakes import ADMIN, FakeRecords, WordEncoder, account, ticket

FIRST, SECOND = ticket(1, "Late parcel", "The parcel is late."), ticket(2, "Wrong invoice", "The amount is wrong.")


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords([account(1, "Umbrella", "medical"), FIRST, SECOND])


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def search(records: FakeRecords, encoder: WordEncoder, tmp_path: Path) -> RecordSearch:
    found = RecordSearch(records, tmp_path, lambda: encoder)
    found.rebuild()
    return found


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)


def test_only_what_changed_is_embedded_again(
    records: FakeRecords, search: RecordSearch, encoder: WordEncoder, tmp_path: Path
) -> None:
    encoder.seen.clear()
    assert search.refresh() == 0
    assert sorted(path.name for path in (tmp_path / "ticket").glob("gen-*")) == ["gen-000001"]
    records.records[1] = ticket(1, "Late parcel", "It came at last.")
    records.records[2] = ticket(3, "New one", "Hello.")
    encoder.seen.clear()
    reports: list[tuple[int, int]] = []
    assert search.refresh(lambda done, total: reports.append((done, total))) == 2
    changed = ["Late parcel. It came at last.", "New one. Hello."]
    assert [text for text in encoder.seen if text in changed] == changed
    assert reports == [(2, 2)]
    hits = search.find(ADMIN, "parcel invoice hello", kinds=("ticket",), k=5)
    assert sorted(hit.id for hit in hits) == [1, 3]
    assert search.verify().sound


def test_of_a_ticket_its_writer_s_own_words_are_embedded(
    records: FakeRecords, search: RecordSearch, encoder: WordEncoder
) -> None:
    mail = "It came at last.\n\nOn Mon, 3 Mar 2025 at 10:02, Support <s@shop.example> wrote:\n> Where was it sent to?"
    records.records[1] = ticket(1, "Late parcel", mail)
    records.records[2] = ticket(2, "Forwarded", "> nothing but a quotation")
    encoder.seen.clear()
    search.refresh()
    assert "Late parcel. It came at last." in encoder.seen
    assert not any("Where was it sent to?" in text for text in encoder.seen)
    assert any("nothing but a quotation" in text for text in encoder.seen)


def test_another_process_sees_the_new_index_without_restarting(
    records: FakeRecords, search: RecordSearch, tmp_path: Path
) -> None:
    other = RecordSearch(records, tmp_path, WordEncoder)
    assert len(other.find(ADMIN, "parcel", kinds=("ticket",))) == 2
    records.records.append(ticket(3, "Third parcel", "parcel"))
    search.refresh()
    assert other.find(ADMIN, "third parcel", kinds=("ticket",), k=1)[0].id == 3


def test_progress_can_stop_a_rebuild_and_the_old_index_stays(records: FakeRecords, search: RecordSearch) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        search.rebuild(stop)
    assert search.verify().sound


def test_before_the_first_build_words_alone_are_searched_and_it_is_said(records: FakeRecords, tmp_path: Path) -> None:
    search = RecordSearch(records, tmp_path, WordEncoder)
    hits = search.find(ADMIN, "wrong invoice", kinds=("ticket",), k=5)
    assert [hit.title for hit in hits] == ["Wrong invoice"]
    assert search.status.startswith("I search tickets by words alone")
    assert "index rebuild" in search.problems["ticket"]
    assert search.refresh() == 3
    assert search.find(ADMIN, "wrong invoice", kinds=("ticket",), k=1)[0].similarity > 0.5
    assert search.status == ""


def test_a_damaged_generation_falls_back_to_the_one_before(
    records: FakeRecords, search: RecordSearch, tmp_path: Path
) -> None:
    records.records.append(ticket(3, "Third", "third"))
    search.refresh()
    flip(tmp_path / "ticket" / "gen-000002" / "vectors.npy")
    later = RecordSearch(records, tmp_path, WordEncoder)
    assert [hit.id for hit in later.find(ADMIN, "third parcel", kinds=("ticket",), k=1)] == [1]
    assert later.status.startswith("I use an older search index")
    assert "1 to embed" in later.verify().summary()
    assert "index rebuild" in later.verify().summary()
    later.refresh()
    assert (later.status, later.verify().sound) == ("", True)


def test_an_index_of_another_encoder_is_left_until_rebuilt(
    records: FakeRecords, search: RecordSearch, tmp_path: Path
) -> None:
    later = RecordSearch(records, tmp_path, lambda: WordEncoder("words-2"))
    assert later.find(ADMIN, "late parcel", kinds=("ticket",), k=1)[0].id == 1
    assert later.problems == {
        "ticket": "index built with 'words-1', running 'words-2': run `crm-assistant index rebuild`"
    }
    assert later.rebuild() == 3
    assert later.verify().sound


def test_without_an_encoder_words_are_searched_and_a_rebuild_says_why(records: FakeRecords, tmp_path: Path) -> None:
    def missing() -> Encoder:
        raise EncoderMissing("the folder", WEIGHTS)

    search = RecordSearch(records, tmp_path, missing)
    assert search.find(ADMIN, "late parcel", kinds=("ticket",), k=1)[0].id == 1
    assert [hit.id for hit in search.like(ADMIN, 1)] == []
    with pytest.raises(SearchUnavailable, match=r"model\.safetensors is missing"):
        search.rebuild()


def test_on_a_full_disk_the_old_index_goes_on(
    records: FakeRecords, search: RecordSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write", full)
    with pytest.raises(SearchUnavailable, match="No space left on device"):
        search.rebuild()
    assert search.find(ADMIN, "late parcel", kinds=("ticket",), k=1)[0].id == 1
    assert search.verify().sound


def test_a_home_without_records_has_a_sound_empty_index(tmp_path: Path) -> None:
    search = RecordSearch(FakeRecords(), tmp_path, WordEncoder)
    assert search.rebuild() == 0
    assert search.find(ADMIN, "anything", kinds=("account", "ticket", "kb_article")) == []
    assert search.verify().summary().splitlines()[0] == "account: 0 records, 0 passages, up to date"
