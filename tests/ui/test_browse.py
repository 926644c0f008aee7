from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.desk.teaching.standing import Standing
from assistant.errors import NotFound
from assistant.messages import Label, Reading, Table, Taught
from assistant.understanding.memory.risk import NEVER, Threshold
from assistant.views import MessageView, TicketFilter, TicketThread
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.fake_company import ADA
from tests.ui.fake_records import TICKETS
from ui.handlers import browse
from ui.handlers.browse import PAGE, PageView
from ui.handlers.welcome import examples, needs_password
from ui.records_text import ask_link, reading_markdown, tagging_note, thread_markdown, ticket_table


def test_accounts_are_found_by_part_of_their_name() -> None:
    view = browse.accounts(FakeAssistant(), 1, text=" acm", page=0)
    assert view.table.rows == ((1, "Acme", "retail", "Ada", 1, 1000.0, 1),)
    assert (view.caption, view.last) == ("1 to 1 of 1", 0)


def test_pages_are_counted_from_the_whole() -> None:
    rows = tuple((i,) for i in range(PAGE))
    assert PageView(Table(("no",), rows), 2, 80).caption == "51 to 75 of 80"
    assert [PageView(Table(("no",), rows), 0, total).last for total in (0, 1, PAGE, PAGE + 1)] == [0, 0, 0, 1]
    assert browse.accounts(FakeAssistant(), 1, text="nobody", page=-3).caption == "Nothing matches."


def test_an_account_opens_with_its_figures_escaped() -> None:
    detail = browse.account(FakeAssistant(), 1, 1)
    assert detail.ask == "/?ask=tell+me+about+Acme"
    for expected in ("## Acme", "| Open deals | 1 |", "| Founded | 1998 |", "### Open tickets"):
        assert expected in detail.text
    assert "<" not in detail.text
    assert "![x](" not in detail.text


def test_a_ticket_opens_with_its_messages_escaped() -> None:
    detail = browse.thread(FakeAssistant(), 1, 1)
    assert detail.text.startswith("## Charged twice")
    assert "**Customer** · Jo · 2026\\-03\\-02 09:30" in detail.text
    assert "<" not in detail.text


def test_what_is_not_there_is_said_so() -> None:
    with pytest.raises(NotFound):
        browse.account(FakeAssistant(), 1, 99)
    with pytest.raises(NotFound):
        browse.thread(FakeAssistant(), 1, -1)


def test_tickets_are_filtered() -> None:
    view = browse.tickets(FakeAssistant(), 1, TicketFilter(status="open", text="order"), page=0)
    assert [row[:2] for row in view.page.table.rows] == [("T-0002", "Where is my order")]
    assert view.ids == {"T-0002": 2}
    assert browse.tickets(FakeAssistant(), 1, TicketFilter(status="closed"), page=0).page.total == 0


def test_tickets_of_several_systems_with_one_number_are_told_apart() -> None:
    first, second, third = (replace(row, number=number) for row, number in zip(TICKETS, ("7", "7", "8"), strict=True))
    assert [row.number for row in browse.distinct_numbers([first, second, third])] == ["7 (1)", "7 (2)", "8"]


def test_tags_read_as_words() -> None:
    angry = Reading(
        "en",
        True,
        Label("get_refund", 0.93, "high"),
        (),
        Label("very_negative", 0.8, "medium"),
        -2,
        True,
        "high",
        True,
        (),
        "v1",
    )
    assert reading_markdown(angry) == (
        "intent **get refund** (93%, high) · sentiment **very negative** (80%, medium) · urgency **high** · "
        "**frustrated**"
    )
    said = (Taught("intent", "Ada", 1), Taught("sentiment", "", 3), Taught("urgency", "", 0))
    assert reading_markdown(replace(angry, taught=said)) == (
        "intent **get refund** (corrected by Ada) · sentiment **very negative** (80%, medium) (taught by 3 corrections)"
        " · urgency **high** (taught by the intent's examples) · **frustrated**"
    )
    assert reading_markdown(None) == "*not read yet*"
    other = Reading("fi", False, None, (), None, None, None, None, None, (), "v1")
    assert reading_markdown(other) == "*language fi: not supported, so not tagged*"


def test_a_name_cannot_leave_the_question_of_its_link() -> None:
    assert ask_link("A&B #1?x=/y") == "/?ask=tell+me+about+A%26B+%231%3Fx%3D%2Fy"


def test_examples_fit_the_records_at_hand() -> None:
    labels = [example.label for example in examples(FakeAssistant(), ADA)]
    assert "Tell me about Acme" in labels


def test_whoever_came_by_a_link_is_asked_for_a_password_until_they_chose_one() -> None:
    assistant = FakeAssistant()
    assert needs_password(assistant, 1)
    assistant.people.set_password_hash(1, "hash")
    assert not needs_password(assistant, 1)
    assert needs_password(assistant, 2)


def test_a_label_that_people_taught_is_marked_in_the_list() -> None:
    (plain,) = ticket_table(TICKETS[:1]).rows
    (marked,) = ticket_table([replace(TICKETS[0], taught="intent")]).rows
    assert (plain[4], marked[4], marked[5]) == ("refund", "refund ✎", "negative")
    (unsure,) = ticket_table([replace(TICKETS[0], tagging="to_check")]).rows
    assert unsure[4] == "refund ?"


def test_the_page_says_which_intents_stand_by_themselves() -> None:
    few = Standing(Threshold(NEVER, 4, 0, 0, 19), 0, 0, is_drifting=False)
    assert "From 19 judgements on (yours so far: 4)" in tagging_note(few)
    settled = replace(few, threshold=Threshold(0.91, 43, 30, 1, 0))
    assert "below 91% confidence. Of 30 surer ones that your team judged 1 were wrong" in tagging_note(settled)
    alarm = replace(settled, since=8, wrong_since=6, is_drifting=True)
    assert tagging_note(alarm).startswith("**Check every intent:** 6 of the last 8")
    assert (few.cut, settled.cut, alarm.cut) == (None, 0.91, NEVER)


def test_a_falling_mood_is_shown_with_its_alert() -> None:
    def message(number: int, sentiment: str, level: int, direction: str = "in") -> MessageView:
        label = Label(sentiment, 0.9, "high")
        read = Reading("en", True, label, (), label, level, False, "low", True, (), "v1")
        at = datetime(2026, 3, number, tzinfo=UTC)
        return MessageView(number, direction, "Jo", at, "words", read)

    thread = TicketThread(
        TICKETS[0],
        1,
        (message(1, "neutral", 0), message(2, "very_negative", -2, "out"), message(3, "very_negative", -2)),
    )
    shown = thread_markdown(thread)
    assert "**Alert:** Sentiment fell from neutral to very negative within 3 messages\\." in shown
    assert "Sentiment: neutral → very negative (falling)" in shown
    alone = thread_markdown(replace(thread, messages=thread.messages[1:]))
    assert "Alert" not in alone
    assert "Sentiment:" not in alone
