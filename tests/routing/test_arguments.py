from __future__ import annotations

import pytest

from assistant.errors import NothingNamed
from assistant.messages import Message, Topic
from assistant.routing.arguments import Ask, arguments_for
from assistant.tools.account_summary import account_summary
from assistant.tools.answer_question import answer_question
from assistant.tools.predict_churn import predict_churn
from assistant.views import LOCAL_ADMIN
from tests.fakes import FakeSearch, fake_context


def test_words_go_to_the_parameter_for_words() -> None:
    assert arguments_for(answer_question, Message("how many"), [], fake_context()) == {"words": "how many"}


def test_a_full_name_beats_the_namesake_that_shares_a_word() -> None:
    text = "tell me about Boreal Freight"
    found = arguments_for(account_summary, Message(text), FakeSearch().names(LOCAL_ADMIN, text), fake_context())
    assert found == {"account": 2}


def test_two_names_equally_meant_are_asked_about_with_what_tells_them_apart() -> None:
    text = "tell me about boreal"
    found = arguments_for(account_summary, Message(text), FakeSearch().names(LOCAL_ADMIN, text), fake_context())
    assert found == Ask(
        "“boreal” could be Boreal Foods (Norway) or Boreal Freight (Kenya). Which one do you mean?",
        ("tell me about Boreal Foods", "tell me about Boreal Freight"),
    )


def test_without_a_name_the_account_last_spoken_about_is_meant() -> None:
    context = fake_context(topic=Topic(subject="A-1"))
    assert arguments_for(account_summary, Message("tell me about them"), [], context) == {"account": 1}


def test_a_tool_that_needs_an_account_says_when_none_is_named() -> None:
    with pytest.raises(NothingNamed):
        arguments_for(account_summary, Message("tell me about Zzz"), [], fake_context())


def test_an_optional_account_is_left_out_unless_the_words_point_back() -> None:
    context = fake_context(topic=Topic(subject="A-1"))
    assert arguments_for(predict_churn, Message("who is about to leave"), [], context) == {"account": None}
    assert arguments_for(predict_churn, Message("will they leave"), [], context) == {"account": 1}
