from __future__ import annotations

import pytest

from assistant.context import Context
from assistant.messages import Result
from assistant.tool import AccountId, Mention, Parameter, Said, Words, tool
from tests.fakes import fake_context


def test_a_tool_is_described_by_its_own_signature() -> None:
    @tool(effect="read", title="Echoing", examples=("echo",))
    def echo(context: Context, account: AccountId, words: Words) -> Result:
        """Repeat.

        More.
        """
        return Result("chat", f"{account} {words}")

    assert echo.name == "echo"
    assert echo.description == "Repeat."
    assert echo.parameters == (Parameter("account", Mention("account")), Parameter("words", Said()))
    assert echo.call(fake_context(), {"words": "hi", "account": 3}).text == "3 hi"


def test_arguments_that_are_not_the_parameters_are_refused_by_name() -> None:
    @tool(effect="read", title="Echoing", examples=("echo",))
    def echo(context: Context, words: Words) -> Result:
        """Repeat."""
        return Result("chat", words)

    with pytest.raises(TypeError, match=r"echo takes \['words'\], got \['word'\]"):
        echo.call(fake_context(), {"word": "hi"})


def test_a_parameter_without_a_marker_is_refused_at_declaration() -> None:
    def unmarked(context: Context, words: str) -> Result:
        """Repeat."""
        return Result("chat", words)

    with pytest.raises(TypeError, match=r"unmarked\(words\) needs exactly one of"):
        tool(effect="read", title="x", examples=())(unmarked)
