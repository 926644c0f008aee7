"""Fill a tool's parameters from the words, the names in them, the topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.context import Context
from assistant.errors import NothingNamed
from assistant.messages import Message
from assistant.routing.router import PRONOUN
from assistant.search.overlaps import TIE
from assistant.tool import Mention, Said, Tool
from assistant.views import Named, NameMatch


@dataclass(frozen=True, slots=True)
class Ask:
    """A question back to the person, with an answer for each reading."""

    question: str
    suggestions: tuple[str, ...]


def arguments_for(
    tool: Tool, message: Message, mentions: Sequence[NameMatch], context: Context
) -> dict[str, object] | Ask:
    """The arguments of one call, or a question back when two records could be meant.

    Raises:
        NothingNamed: The tool needs a record and the words name none.
    """
    arguments: dict[str, object] = {}
    for parameter in tool.parameters:
        if isinstance(parameter.marker, Said):
            arguments[parameter.name] = message.text
            continue
        meant = _meant(parameter.marker, message, mentions, context)
        if isinstance(meant, Ask):
            return meant
        arguments[parameter.name] = meant
    return arguments


def _meant(mark: Mention, message: Message, mentions: Sequence[NameMatch], context: Context) -> int | Ask | None:
    named = [match for match in mentions if match.named.kind == mark.kind]
    if named:
        best = max(match.similarity for match in named)
        tied = [match for match in named if match.similarity >= best - TIE]
        different = {match.named.id: match for match in tied}
        return tied[0].named.id if len(different) == 1 else _ask(message, list(different.values()))
    if mark.required or _points_back(message.text):
        subject = _subject(mark, context)
        if subject is None and mark.required:
            raise NothingNamed(mark.kind)
        return None if subject is None else subject.id
    return None


def _ask(message: Message, tied: list[NameMatch]) -> Ask:
    options = [match.named for match in tied[:4]]
    said = message.text[tied[0].start : tied[0].end]
    names = " or ".join(f"{option.name} ({option.hint})" if option.hint else option.name for option in options)
    texts = tuple(message.text[: tied[0].start] + option.name + message.text[tied[0].end :] for option in options)
    return Ask(f"“{said}” could be {names}. Which one do you mean?", texts)


def _subject(mark: Mention, context: Context) -> Named | None:
    if mark.kind != "account" or not context.topic.subject:
        return None
    return context.records.by_key(context.user, mark.kind, context.topic.subject)


def _points_back(text: str) -> bool:
    return PRONOUN.search(text) is not None
