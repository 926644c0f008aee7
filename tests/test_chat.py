from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from assistant.chat import Chat, understood
from assistant.errors import EmptyMessage, MessageTooLong
from assistant.messages import Result, Session, Topic
from assistant.registry import discover
from assistant.routing.router import Router
from assistant.routing.voice import Voice
from assistant.tool import Tool
from assistant.views import LOCAL_ADMIN
from tests.fakes import (
    AS_OF,
    FOUND,
    READING,
    FakePredictors,
    FakeQuestions,
    FakeReader,
    FakeRecords,
    FakeSearch,
    bag_of_words,
)


def chat(questions: FakeQuestions | None = None, records: FakeRecords | None = None) -> Chat:
    tools = discover("assistant.tools", Tool)
    return Chat(
        records=records or FakeRecords(),
        search=FakeSearch(),
        questions=questions or FakeQuestions(),
        reader=FakeReader(),
        predictors=FakePredictors(),
        tools=tools,
        router=Router(tools, bag_of_words, Voice(np.zeros(384, dtype=np.float32), -5.0)),
        clock=lambda: datetime(2026, 7, 1, tzinfo=UTC),
    )


def test_an_answer_carries_the_step_that_made_it() -> None:
    reply = chat().respond("how many deals did we win last quarter", LOCAL_ADMIN, Session(0))
    assert reply.result.text == "ok"
    assert [step.title for step in reply.steps] == ["Looking it up in the records"]
    assert reply.elapsed_ms > 0


def test_a_follow_up_gets_the_plan_of_the_question_before() -> None:
    questions = FakeQuestions()
    session = Session(0)
    talk = chat(questions)
    talk.respond("how many deals did we win last quarter", LOCAL_ADMIN, session)
    talk.respond("how many deals did we win last quarter in the west", LOCAL_ADMIN, session)
    assert questions.asked[0][1] == Topic()
    assert questions.asked[1][1] == Topic(plan={"kind": "count"}, question="how many deals did we win last quarter")


def test_the_account_spoken_about_becomes_the_topic() -> None:
    session = Session(0)
    chat().respond("tell me about Boreal Foods", LOCAL_ADMIN, session)
    assert session.topic.subject == "A-1"


def test_a_question_that_was_missed_is_not_followed_up_as_if_it_were_the_one_before() -> None:
    session = Session(0, topic=Topic(subject="A-1", plan={"kind": "sum"}, question="q"))
    missed = Result("declined", "no", plan={"missed": "zebra quagga okapi"})
    chat(FakeQuestions(missed)).respond("zebra quagga okapi", LOCAL_ADMIN, session)
    assert session.topic == Topic(subject="A-1", plan={"missed": "zebra quagga okapi"}, question="zebra quagga okapi")


def test_a_second_choice_of_tool_must_be_sure_enough() -> None:
    assert READING.intent is not None
    unsure = replace(READING, intent=replace(READING.intent, confidence=0.2, band="low"))
    for reading, status in ((READING, "answered"), (unsure, "declined")):
        talk = replace(
            chat(FakeQuestions(Result("declined", "no"))),
            reader=FakeReader(reading),
            router=Router(discover("assistant.tools", Tool), bag_of_words, Voice(np.zeros(384, dtype=np.float32), 0.0)),
        )
        assert talk.respond("zebra quagga okapi", LOCAL_ADMIN, Session(0)).result.status == status


def test_a_tool_that_writes_is_not_run() -> None:
    talk = chat()
    writing = {name: replace(tool, effect="write") for name, tool in talk.tools.items()}
    reply = replace(talk, tools=writing).respond("how many deals did we win last quarter", LOCAL_ADMIN, Session(0))
    assert reply.result.text == "Your role does not allow you to change records; ask an administrator."


def test_a_decline_leaves_the_topic_where_it_was() -> None:
    session = Session(0, topic=Topic(subject="A-1", plan={"kind": "sum"}, question="q"))
    chat(FakeQuestions(Result("declined", "no"))).respond("zebra okapi", LOCAL_ADMIN, session)
    assert session.topic == Topic(subject="A-1", plan={"kind": "sum"}, question="q")


def test_an_expected_failure_is_a_reply_of_one_sentence() -> None:
    reply = chat().respond("tell me about Acme", LOCAL_ADMIN, Session(0))
    assert reply.result.status == "declined"
    assert reply.result.text == "I don't see which account you mean; write its name as the records have it."


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07\u200b\n"])
def test_nothing_readable_is_said_so(text: str) -> None:
    reply = chat().respond(text, LOCAL_ADMIN, Session(0))
    assert reply.result == Result("declined", EmptyMessage().reply)


def test_a_megabyte_of_text_is_refused_with_the_limit() -> None:
    with pytest.raises(MessageTooLong) as caught:
        understood("x" * 1_000_000)
    assert "1,000,000 characters and I read up to 20,000" in caught.value.reply


def test_control_characters_are_taken_out() -> None:
    assert understood("how\x00 many\x1b deals\n").text == "how  many  deals"


def test_today_is_the_sessions_date_then_the_homes_then_the_clocks() -> None:
    assert chat().as_of(Session(0, as_of=date(2020, 1, 1))) == date(2020, 1, 1)
    assert chat().as_of(Session(0)) == AS_OF
    assert chat(records=FakeRecords(today=None)).as_of(Session(0)) == date(2026, 7, 1)


@pytest.mark.parametrize(("grasped", "said"), [(True, "Nobody did."), (False, "no")])
def test_of_two_refusals_the_one_that_understood_more_is_told(*, grasped: bool, said: str) -> None:
    nobody = replace(FOUND, found=(), total=0, refusal="Nobody did.", grasped=grasped)
    talk = replace(chat(FakeQuestions(Result("declined", "no", confidence=0.5))), search=FakeSearch(findings=nobody))
    reply = talk.respond("hospitals that grumbled about zebras", LOCAL_ADMIN, Session(0))
    assert (reply.result.status, reply.result.text) == ("declined", said)
