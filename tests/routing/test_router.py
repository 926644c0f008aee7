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


def test_a_request_goes_to_the_tool_whose_example_is_nearest() -> None:
    text = "tell me about Boreal Foods"
    mention = NameMatch(BOREAL, 14, len(text), 1.0)
    assert router().route(text, [mention]).tool == "account_summary"


def test_a_name_does_not_decide_the_tool() -> None:
    text = "tell me about Churn Risk Ltd"
    as_words = router().route(text, []).tool
    as_name = router().route(text, [NameMatch(BOREAL_FREIGHT, 14, len(text), 1.0)]).tool
    assert (as_name, as_name == as_words) != ("predict_churn", True)
    assert as_name == "account_summary"


def test_what_is_near_to_nothing_is_a_question_about_the_records() -> None:
    found = router().route("zebra quagga okapi", [])
    assert found.tool == "answer_question"
    assert found.similarity < 0.62


def test_a_customers_voice_is_read_unless_the_words_address_a_tool() -> None:
    assert router(CUSTOMER).route("zebra quagga okapi", []).tool == "read_message"
    assert router(CUSTOMER).route("what can you do?", []) == Route("small_talk", 1.0)


def test_masking_leaves_the_rest_of_the_text_alone() -> None:
    text = "who is like Boreal Foods or Boreal Freight?"
    mentions = [NameMatch(BOREAL, 12, 24, 1.0), NameMatch(BOREAL_FREIGHT, 28, 42, 1.0)]
    assert masked(text, mentions) == "who is like Acme or Acme?"
