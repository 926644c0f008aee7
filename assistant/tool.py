"""What a tool is: a typed function whose signature is its schema."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from assistant.context import Context
from assistant.messages import Result

Effect = Literal["read", "write"]


@dataclass(frozen=True, slots=True)
class Said:
    """Marks a parameter that takes the person's own words."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Marks a parameter that takes the id of a record named in the words, or of the one last spoken about."""

    kind: str  # account | contact | user | product
    required: bool = True


Words = Annotated[str, Said()]
AccountId = Annotated[int, Mention("account")]
MaybeAccountId = Annotated[int | None, Mention("account", required=False)]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument of a tool."""

    name: str
    marker: Said | Mention


@dataclass(frozen=True, slots=True)
class Tool:
    """A function the assistant may call for a person."""

    name: str
    title: str  # shown while it runs
    effect: Effect
    description: str
    examples: tuple[str, ...]  # requests it serves; "{account}" stands for any account's name
    parameters: tuple[Parameter, ...]
    function: Callable[..., Result]
    answers: bool = True  # false for one that only talks or declines

    def call(self, context: Context, arguments: Mapping[str, object]) -> Result:
        """Run the tool.

        Raises:
            TypeError: The arguments are not the tool's parameters, by name.
            AssistantError: What the tool itself raises.
        """
        expected = {parameter.name for parameter in self.parameters}
        if set(arguments) != expected:
            raise TypeError(f"{self.name} takes {sorted(expected)}, got {sorted(arguments)}")
        return self.function(context, *(arguments[parameter.name] for parameter in self.parameters))


def tool(
    *, effect: Effect, title: str, examples: tuple[str, ...], answers: bool = True
) -> Callable[[Callable[..., Result]], Tool]:
    """Make a function a tool; its name, docstring, annotations are the tool's.

    Args:
        effect: "write" for a tool that proposes a change.
        title: What is shown while it runs.
        examples: Requests it serves; they route people's words to it.
        answers: False for a tool that only talks or declines.

    Raises:
        TypeError: A parameter is not marked with `Words`, `AccountId` or another `Mention`.
    """

    def make(function: Callable[..., Result]) -> Tool:
        return Tool(
            name=function.__name__,
            title=title,
            effect=effect,
            description=(inspect.getdoc(function) or "").split("\n", 1)[0],
            examples=examples,
            parameters=_parameters(function),
            function=function,
            answers=answers,
        )

    return make


def _parameters(function: Callable[..., Result]) -> tuple[Parameter, ...]:
    hints = typing.get_type_hints(function, include_extras=True)
    found = []
    for name in list(inspect.signature(function).parameters)[1:]:
        markers = [mark for mark in getattr(hints[name], "__metadata__", ()) if isinstance(mark, Said | Mention)]
        if len(markers) != 1:
            raise TypeError(f"{function.__name__}({name}) needs exactly one of Words, AccountId, MaybeAccountId")
        found.append(Parameter(name, markers[0]))
    return tuple(found)
