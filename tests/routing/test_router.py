from __future__ import annotations

import numpy as np

from assistant.registry import discover
from assistant.routing.router import Route, Router, masked
from assistant.routing.voice import Voice
from assistant.tool import Tool
from assistant.views import NameMatch
from tests.fakes import BOREAL, BOREAL_FREIGHT, bag_of_words

COLLEAGUE = Voice(np.zeros(384, dtype=np.float32), -5.0)
CUSTOMER = Voice(np.zeros(384, dtype=np.float32), 5.0)


def router(voice: Voice = COLLEAGUE) -> Router:
    return Router(discover("assistant.tools", Tool), bag_of_words, voice)


def tools(routes: list[Route]) -> list[str]:
    return [route.tool for route in routes]


def test_words_near_verbatim_to_an_example_go_to_its_tool_alone() -> None:
    text = "tell me about Boreal Foods"
    assert tools(router().routes(text, [NameMatch(BOREAL, 14, len(text), 1.0)])) == ["account_summary"]


def test_a_name_does_not_decide_the_tool() -> None:
    text = "tell me about Churn Risk Ltd"
    mention = NameMatch(BOREAL_FREIGHT, 14, len(text), 1.0)
    assert tools(router().routes(text, [mention])) == ["account_summary"]
    assert tools(router().routes(text, []))[0] != "account_summary"


def test_what_is_near_to_nothing_is_a_question_about_the_records() -> None:
    assert tools(router().routes("zebra quagga okapi", [])) == ["answer_question"]


def test_a_request_in_other_words_is_a_question_first_then_the_nearest_tools() -> None:
    assert tools(router().routes("tell me all about likely churn", [])) == ["answer_question"]
    assert tools(router().routes("so which accounts are now most likely to churn", [])) == [
        "answer_question",
        "predict_churn",
    ]


def test_a_customers_voice_is_read_unless_the_words_address_a_tool() -> None:
    assert tools(router(CUSTOMER).routes("zebra quagga okapi", [])) == ["read_message"]
    assert tools(router(CUSTOMER).routes("what can you do?", [])) == ["small_talk"]


def test_a_pronoun_stands_for_the_account_spoken_about() -> None:
    assert tools(router().routes("tell me about them", [], subject=True)) == ["account_summary"]
    assert tools(router().routes("tell me about them", [])) != ["account_summary"]


def test_what_may_be_a_customers_voice_is_read_once_it_is_no_question() -> None:
    unsure = Voice(np.zeros(384, dtype=np.float32), 0.0)
    assert tools(router(unsure).routes("zebra quagga okapi", [])) == ["answer_question", "read_message"]


def test_masking_leaves_the_rest_of_the_text_alone() -> None:
    text = "who is like Boreal Foods or Boreal Freight?"
    mentions = [NameMatch(BOREAL, 12, 24, 1.0), NameMatch(BOREAL_FREIGHT, 28, 42, 1.0)]
    assert masked(text, mentions) == "who is like Acme or Acme?"


def test_customers_sought_by_what_they_said_are_looked_for_first() -> None:
    first = ["find_customers", "answer_question"]
    assert tools(router().routes("hospitals that grumbled about zebras", [])) == first
    assert tools(router(CUSTOMER).routes("hospitals that grumbled about zebras", [])) == first


def test_customers_sought_by_facts_are_looked_for_once_it_is_no_question() -> None:
    then = ["answer_question", "find_customers"]
    assert tools(router().routes("whose zebra quagga stands in okapi", [])) == then
    assert tools(router(CUSTOMER).routes("whose zebra quagga stands in okapi", [])) == then


def test_a_figure_about_customers_is_a_question() -> None:
    assert tools(router().routes("how many hospitals grumbled about zebras", []))[0] == "answer_question"


def test_a_trade_within_a_name_seeks_nobody() -> None:
    text = "Boreal Hotels zebra quagga"
    assert tools(router().routes(text, [])) == ["find_customers", "answer_question"]
    assert "find_customers" not in tools(router().routes(text, [NameMatch(BOREAL, 0, 13, 1.0)]))
