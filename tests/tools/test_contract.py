"""What every tool owes, whatever it does."""

from __future__ import annotations

import re

import pytest

from assistant.messages import Citation, Figure, Result, Table
from assistant.registry import discover
from assistant.tool import Mention, Said, Tool
from assistant.views import SearchHit
from tests.fakes import FakeSearch, fake_context
from tests.numbers_said import unsupported_numbers

TOOLS = discover("assistant.tools", Tool)
HITS = (
    SearchHit("account", 2, "A-2", "Boreal Freight", "transport company in Kenya", 0.71),
    SearchHit("ticket", 5, "T-5", "Late again", "the parcel is late again", 0.52),
    SearchHit("kb_article", 3, "K-3", "Refunds", "A refund takes five working days.", 0.63),
)


@pytest.mark.parametrize("tool", TOOLS.values(), ids=list(TOOLS))
def test_a_tool_describes_itself(tool: Tool) -> None:
    assert re.fullmatch(r"[a-z][a-z_]*", tool.name)
    assert tool.description.endswith(".")
    assert len(tool.examples) >= 5
    assert tool.title


@pytest.mark.parametrize("tool", TOOLS.values(), ids=list(TOOLS))
def test_an_example_names_an_account_only_where_the_tool_takes_one(tool: Tool) -> None:
    takes_words = any(isinstance(parameter.marker, Said) for parameter in tool.parameters)
    takes_account = any(isinstance(parameter.marker, Mention) for parameter in tool.parameters)
    for example in tool.examples:
        assert "{account}" not in example or takes_account or takes_words


@pytest.mark.parametrize("tool", TOOLS.values(), ids=list(TOOLS))
def test_a_result_is_whole_and_says_no_number_of_its_own(tool: Tool) -> None:
    arguments: dict[str, object] = {
        parameter.name: 1 if isinstance(parameter.marker, Mention) else "where is my parcel"
        for parameter in tool.parameters
    }
    result = tool.call(fake_context(search=FakeSearch(hits=HITS)), arguments)
    assert isinstance(result, Result)
    assert result.text
    assert 0.0 <= result.confidence <= 1.0
    assert result.status != "answered" or unsupported_numbers(result) == []
    if result.table:
        assert {len(row) for row in result.table.rows} <= {len(result.table.columns)}


def test_no_two_tools_claim_the_same_example() -> None:
    examples = [example.lower() for tool in TOOLS.values() for example in tool.examples]
    assert len(examples) == len(set(examples))


def test_a_number_that_stands_nowhere_is_found() -> None:
    told = Result("answered", "12 deals, 34% won, 56,789.5 in all for deal 9", Table(("n",), ((12,),)))
    assert unsupported_numbers(told) == ["34%", "56,789.5", "9"]
    backed = Result(
        "answered",
        "12 deals, 34% won, 56,789.5 in all for deal 9",
        Table(("n",), ((12, 0.341),)),
        figures=(Figure("sum", 56789.5),),
        citations=(Citation("deal", "9", "deal 9"),),
    )
    assert unsupported_numbers(backed) == []
