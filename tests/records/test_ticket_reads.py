"""What is read of tickets and articles, over a small company of two teams."""

from dataclasses import replace

import pytest

from assistant.errors import NotFound
from assistant.messages import Label
from assistant.records.corrections import Corrections
from assistant.records.records import RecordsStore
from assistant.views import (
    LOCAL_ADMIN,
    KbView,
    MessageView,
    TicketFilter,
    TicketRow,
)
from tests.records.small_company import ADA, BEN, at

LATE = TicketRow(
    1,
    "1",
    "Where is my order?",
    "open",
    None,
    None,
    "Acme",
    "Ann Lee",
    "Ada",
    at(1),
    "complaint",
    "high",
    "very_negative",
    "normal",
    tagging="automatic",
)
FINE = TicketRow(2, "T-2", "Thanks", "solved", None, None, "Acme", None, None, at(2), None, None, None, None)
WRONG = TicketRow(
    3,
    "3",
    "Invoice wrong",
    "new",
    None,
    None,
    "Birch 100% GmbH",
    "bo@birch.de",
    None,
    at(3),
    "check_invoice",
    "high",
    "negative",
    "normal",
    tagging="automatic",
)
UNDATED = TicketRow(4, "4", "No date", "open", None, None, None, None, None, None, None, None, None, None)


def test_tickets_come_newest_first_with_the_labels_of_the_newest_inbound_message(records: RecordsStore) -> None:
    assert records.tickets(LOCAL_ADMIN, TicketFilter()) == ([WRONG, FINE, LATE, UNDATED], 4)
    assert records.tickets(LOCAL_ADMIN, TicketFilter(), limit=2, offset=3) == ([UNDATED], 4)
    assert records.tickets(ADA, TicketFilter()) == ([FINE, LATE, UNDATED], 3)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (TicketFilter(status="open"), [LATE, UNDATED]),
        (TicketFilter(intent="complaint"), [LATE]),
        (TicketFilter(intent="cancel_order"), []),
        (TicketFilter(intent="track_order"), []),
        (TicketFilter(sentiment="negative"), [WRONG]),
        (TicketFilter(urgency="normal"), [WRONG, LATE]),
        (TicketFilter(account_id=1), [FINE, LATE]),
        (TicketFilter(text="birch"), [WRONG]),
        (TicketFilter(text="t-2"), [FINE]),
        (TicketFilter(tagging="automatic"), [WRONG, LATE]),
        (TicketFilter(tagging="to_check"), []),
        (TicketFilter(tagging="checked"), []),
        (TicketFilter(tagging="automatic", cut=0.91), []),
        (TicketFilter(text="ORDER", status="open", urgency="normal"), [LATE]),
    ],
)
def test_tickets_are_filtered(records: RecordsStore, where: TicketFilter, expected: list[TicketRow]) -> None:
    assert records.tickets(LOCAL_ADMIN, where) == (expected, len(expected))


def test_below_the_cut_intents_are_to_be_checked_until_somebody_has(records: RecordsStore) -> None:
    unsure = TicketFilter(cut=0.91)
    assert [row.tagging for row in records.tickets(LOCAL_ADMIN, unsure)[0]] == ["to_check", None, "to_check", None]
    said = Corrections(records.store).add(LOCAL_ADMIN, 3, "intent", "complaint", ())
    assert [row.tagging for row in records.tickets(LOCAL_ADMIN, unsure)[0]] == ["to_check", None, "checked", None]
    assert [row.id for row in records.tickets(LOCAL_ADMIN, replace(unsure, tagging="checked"))[0]] == [1]
    other = Corrections(records.store).add(LOCAL_ADMIN, 3, "intent", "review", ())
    Corrections(records.store).undo(LOCAL_ADMIN, said)
    assert [row.tagging for row in records.tickets(LOCAL_ADMIN, unsure)[0]] == ["to_check", None, "to_check", None]
    said = Corrections(records.store).add(LOCAL_ADMIN, 3, "intent", "complaint", ())
    Corrections(records.store).undo(LOCAL_ADMIN, other)
    Corrections(records.store).undo(LOCAL_ADMIN, said)
    assert [row.id for row in records.tickets(LOCAL_ADMIN, replace(unsure, tagging="to_check"))[0]] == [3, 1]


def test_a_thread_has_its_messages_oldest_first_with_what_was_read_in_them(records: RecordsStore) -> None:
    thread = records.thread(ADA, 1)
    assert (thread.ticket, thread.account_id) == (replace(LATE, tagging=None), 1)
    assert [(m.id, m.direction, m.author, m.sent_at, m.body_text) for m in thread.messages] == [
        (1, "in", "Ann Lee", at(1), "It is late"),
        (2, "out", "Ada", at(2), "On its way"),
        (3, "in", "Ann Lee", at(4), "Still late!"),
    ]
    assert isinstance(thread.messages[1], MessageView)
    assert [m.reading and m.reading.intent for m in thread.messages] == [
        Label("track_order", 0.9, "high"),
        None,
        Label("complaint", 0.9, "high"),
    ]
    for ticket_id in (3, 99):
        with pytest.raises(NotFound):
            records.thread(ADA, ticket_id)


def test_an_article_is_for_everybody(records: RecordsStore) -> None:
    assert records.article(BEN, 1) == KbView(1, "kb-1", "Refunds", "We refund within 30 days.")
    with pytest.raises(NotFound):
        records.article(BEN, 2)
