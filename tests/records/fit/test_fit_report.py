"""What a home's records are good for."""

from datetime import UTC, date, datetime

import pytest

from assistant.records.fit import FitReport, Share, fit_report
from assistant.records.schema import Account, Deal, ImportBatch, Invoice, Message, Ticket, Triage
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

TODAY = date(2024, 6, 30)
START = datetime(2024, 3, 1, 9, tzinfo=UTC)


def report(store: Store, user: UserView = LOCAL_ADMIN, *, batch_id: int | None = None) -> FitReport:
    return fit_report(store, user, as_of=TODAY, batch_id=batch_id)


def add_deals(store: Store, number: int, *, amount: float = 1000.0) -> None:
    with store.write() as session:
        session.add_all(
            Deal(
                source_id=f"D{place}", stage="Won", is_closed=True, is_won=True, amount=amount + place,
                opened_at=date(2024, 1, 2), close_date=date(2024, 3, 4),
            )
            for place in range(number)
        )  # fmt: skip


def test_an_empty_home_says_so_in_every_line(store: Store) -> None:
    found = report(store)
    assert found.came == () == found.odd
    assert {feature.verdict for feature in found.features} == {"missing"}
    assert "nothing yet" in found.summary()


def test_what_came_is_said_with_its_dates_and_gaps(store: Store) -> None:
    add_deals(store, 3)
    assert [one.sentence for one in report(store).came] == [
        "deal: 3 rows, 2024-03-04 to 2024-03-04 (account_id missing in 100%, owner_id missing in 100%, "
        "product_id missing in 100%)"
    ]


def test_a_feature_says_what_it_lacks(store: Store) -> None:
    add_deals(store, 40)
    said = {feature.name: feature.sentence for feature in report(store).features}
    assert said["win rates over time"] == "win rates over time: ready"
    assert said["sales forecast"] == ("sales forecast: only 40 deals with close date and amount, so it may abstain")
    assert said["credit"] == "credit: no invoices with a due date and no paid invoices, so it stays silent"


def test_languages_with_confidence_come_from_the_newest_reading_of_each_message(two_teams: Store) -> None:
    with two_teams.write() as session:
        session.add(Ticket(id=1, subject="x", assignee_id=1))
        session.flush()
        session.add_all(Message(id=n, ticket_id=1, direction="in", body_text="hi") for n in range(1, 6))
        session.add(Message(id=6, ticket_id=1, direction="out", body_text="hello"))
        session.flush()
        bands = {1: ("en", "high"), 2: ("en", "high"), 3: ("de", "low"), 4: ("en", "medium")}
        session.add(Triage(message_id=1, model_version="old", supported=True, language="fr", intent_band="low"))
        session.flush()
        for message_id, (language, band) in bands.items():
            session.add(
                Triage(message_id=message_id, model_version="m", supported=True, language=language, intent_band=band)
            )
    found = report(two_teams)
    assert found.languages == (Share("en", 0.75, 3), Share("de", 0.25, 1))
    assert found.bands == (Share("high", 0.5, 2), Share("medium", 0.25, 1), Share("low", 0.25, 1))
    assert found.unread == 1
    assert report(two_teams, UserView(2, "Ben", "agent", 2)).languages == ()


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (Deal(source_id="X", stage="Won", opened_at=date(2024, 5, 1), close_date=date(2024, 4, 1)),
         "deal X: it closed before it was opened"),
        (Ticket(source_id="X", subject="s", created_at=datetime(2025, 1, 1, tzinfo=UTC)),
         "ticket X: it was opened on a day yet to come"),
        (Ticket(source_id="X", subject="s", created_at=START, csat_score=9), "ticket X: its rating is not from 1 to 5"),
        (Invoice(source_id="X", issued_at=date(2024, 2, 1), paid_at=date(2024, 1, 1)),
         "invoice X: it was paid before it was issued"),
        (Account(source_id="X", name="a", founded_year=2031), "account X: the year it was founded cannot be"),
    ],
)  # fmt: skip
def test_a_row_that_contradicts_itself_is_odd(store: Store, record: object, sentence: str) -> None:
    with store.write() as session:
        session.add(record)
    assert [row.sentence for row in report(store).odd] == [sentence]


def test_an_amount_far_from_all_others_is_odd(store: Store) -> None:
    add_deals(store, 100)
    with store.write() as session:
        session.add(Deal(source_id="BIG", stage="Won", is_won=True, amount=9_000_000))
    assert [row.sentence for row in report(store).odd] == ["deal BIG: amount 9,000,000 is 8,571 times the usual 1,050"]


def test_a_word_spelt_like_no_other_is_odd_beside_the_usual_one(store: Store) -> None:
    with store.write() as session:
        session.add_all(Account(source_id=f"A{n}", name=f"a{n}", industry="technology") for n in range(12))
        session.add(Account(source_id="T", name="t", industry="technolgy"))
        session.add(Account(source_id="U", name="u", industry="mining"))
    assert [row.sentence for row in report(store).odd] == [
        "account T: industry “technolgy” occurs once, “technology” 12 times"
    ]


def test_a_kind_of_oddity_does_not_fill_the_list_but_says_how_often_it_occurs(store: Store) -> None:
    with store.write() as session:
        session.add_all(Deal(source_id=f"D{n}", stage="Won", amount=-1) for n in range(30))
    said = [row.sentence for row in report(store).odd]
    assert said == [f"deal D{n}: its amount is negative (so are 26 others)" for n in range(4)]


def test_after_an_import_only_its_own_rows_are_odd(store: Store) -> None:
    with store.write() as session:
        session.add(ImportBatch(id=7, source_system="x", files=[], started_at=START, status="done"))
        session.flush()
        session.add(Deal(source_id="old", stage="Won", amount=-1))
        session.add(Deal(source_id="new", stage="Won", amount=-1, import_batch_id=7))
    assert [row.key for row in report(store, batch_id=7).odd] == ["new"]
