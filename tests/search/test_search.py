"""Tests of finding records by meaning, under the row rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import NotFound
from assistant.records.profiles import Profile
from assistant.search.search import RecordSearch
from assistant.views import LOCAL_ADMIN, SearchHit, UserView
from tests.search.fakes import ADMIN, BLUE, RED, FakeRecords, WordEncoder, account, ticket

RECORDS = [
    account(1, "Umbrella", "medical supplies, large company, Kenya"),
    account(2, "Globex", "medical devices, large company, Norway"),
    account(3, "Initech", "software for banks, small company, Norway"),
    ticket(1, "Invoice wrong", "The invoice shows the wrong amount. Error code E4012 came up."),
    ticket(2, "Late parcel", "The parcel is late again and nobody answers."),
    Profile("kb_article", 1, "K1", "Refunds", "Refunds take five days. Ask for one in the shop."),
]


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords(list(RECORDS))


@pytest.fixture
def search(records: FakeRecords, tmp_path: Path) -> RecordSearch:
    found = RecordSearch(records, tmp_path, WordEncoder)
    found.rebuild()
    return found


def titles(hits: list[SearchHit]) -> list[str]:
    return [hit.title for hit in hits]


def test_the_closest_records_come_first_with_their_passage(search: RecordSearch) -> None:
    best, second = search.find(ADMIN, "late parcel nobody answers", kinds=("ticket", "account"), k=2)
    assert (best.kind, best.id, best.key, best.title) == ("ticket", 2, "T2", "Late parcel")
    assert best.passage == "The parcel is late again and nobody answers."
    assert best.similarity > 0.5 > second.similarity
    assert search.status == ""


def test_an_exact_rare_word_outweighs_general_likeness(search: RecordSearch) -> None:
    assert titles(search.find(ADMIN, "E4012", kinds=("ticket",), k=1)) == ["Invoice wrong"]


def test_a_long_record_is_found_by_one_passage_and_reported_once(records: FakeRecords, search: RecordSearch) -> None:
    filler = " ".join(f"Sentence number {number} about nothing." for number in range(120))
    records.records.append(ticket(9, "Long", f"{filler} The zebra escaped from the zoo. {filler}"))
    search.refresh()
    hits = search.find(ADMIN, "zebra escaped zoo", kinds=("ticket",), k=5)
    assert titles(hits).count("Long") == 1
    assert hits[0].title == "Long"
    assert "The zebra escaped from the zoo." in hits[0].passage


def test_accounts_like_one_leave_it_out(search: RecordSearch) -> None:
    hits = search.like(ADMIN, 1, k=5)
    assert titles(hits) == ["Globex", "Initech"]
    assert hits[0].similarity > hits[1].similarity


def test_an_account_that_is_not_indexed_yet_is_compared_by_its_words(
    records: FakeRecords, search: RecordSearch
) -> None:
    records.records.append(account(4, "Soylent", "software for banks, small company, Sweden"))
    assert titles(search.like(ADMIN, 4, k=1)) == ["Initech"]


def test_hits_of_another_team_never_show(records: FakeRecords, search: RecordSearch) -> None:
    records.team_of = {("ticket", 1): 1, ("ticket", 2): 2, ("account", 1): 1}
    everything = "invoice parcel wrong late medical"
    assert titles(search.find(RED, everything, kinds=("ticket",), k=5)) == ["Invoice wrong"]
    assert titles(search.find(BLUE, everything, kinds=("ticket",), k=5)) == ["Late parcel"]
    assert titles(search.like(BLUE, 2)) == ["Initech"]
    with pytest.raises(NotFound):
        search.like(BLUE, 1)


def test_the_row_rule_does_not_starve_a_user_among_many_hidden_records(
    records: FakeRecords, search: RecordSearch
) -> None:
    for number in range(10, 410):
        records.records.append(ticket(number, "Login broken", f"Login broken since update {number}"))
        records.team_of["ticket", number] = 1
    records.records.append(ticket(500, "Something on login", "A login note among other words of no matter at all"))
    search.refresh()
    assert titles(search.find(BLUE, "login broken since update", kinds=("ticket",), k=1)) == ["Something on login"]


def test_a_passage_shows_only_what_the_user_may_read(records: FakeRecords, search: RecordSearch) -> None:
    records.hidden_words["account", 3] = ". Wrote about CANARY takeover"
    search.refresh()
    (seen,) = search.find(ADMIN, "CANARY takeover", kinds=("account",), k=1)
    (other,) = search.find(BLUE, "CANARY takeover", kinds=("account",), k=1)
    assert "CANARY" in seen.passage
    assert other.passage == "software for banks, small company, Norway"


def test_a_deleted_or_renamed_record_is_read_again(records: FakeRecords, search: RecordSearch) -> None:
    records.records[4] = ticket(2, "Renamed", "The parcel is late again and nobody answers.")
    assert titles(search.find(ADMIN, "late parcel", kinds=("ticket",), k=1)) == ["Renamed"]
    del records.records[4]
    assert "Renamed" not in titles(search.find(ADMIN, "late parcel", kinds=("ticket",), k=5))


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_no_words_find_nothing_or_something_but_never_fail(search: RecordSearch, text: str) -> None:
    assert len(search.find(ADMIN, text, kinds=("ticket",), k=5)) <= 2


def test_an_unknown_kind_is_refused(search: RecordSearch) -> None:
    with pytest.raises(ValueError, match="no index of 'deal'; there are account, ticket, kb_article"):
        search.find(ADMIN, "x", kinds=("deal",))


def test_names_follow_the_records_and_the_row_rule(records: FakeRecords, search: RecordSearch) -> None:
    def named(user: UserView, text: str) -> list[str]:
        return [match.named.name for match in search.names(user, text)]

    records.team_of = {("account", 1): 1}
    assert named(RED, "umbrela and globex") == ["Umbrella", "Globex"]
    assert named(BLUE, "umbrela and globex") == ["Globex"]
    assert [near.name for near in search.near_names(BLUE, "umbrela")] != ["Umbrella"]
    records.records.append(account(7, "Soylent", "food"))
    assert named(LOCAL_ADMIN, "deals of soylent") == ["Soylent"]
