"""One turn: understand, route, call, compose."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import perf_counter

from assistant.context import Context, Predictors, Questions, Reader, Records, Search
from assistant.errors import AssistantError, EmptyMessage, Forbidden, MessageTooLong
from assistant.messages import Call, Message, Reply, Result, Session, Step, Topic
from assistant.routing.arguments import Ask, arguments_for
from assistant.routing.router import Router
from assistant.tool import Tool
from assistant.views import NameMatch, UserView

LONGEST_MESSAGE = 20_000  # characters
SURE_ENOUGH = 0.35  # confidence that a second choice of tool needs
MEANT = 0.76  # similarity of a name above which it counts as said


@dataclass(frozen=True, slots=True)
class Chat:
    """Everything a turn needs that outlives the turn."""

    records: Records
    search: Search
    questions: Questions
    reader: Reader
    predictors: Predictors
    tools: Mapping[str, Tool]
    router: Router
    clock: Callable[[], datetime]

    def respond(self, text: str, user: UserView, session: Session) -> Reply:
        """Answer one message; the session's topic moves on.

        An expected failure becomes a `declined` reply; anything else is raised.
        """
        started = perf_counter()
        context = self._context(user, session)
        steps: list[Step] = []
        try:
            result = self._serve(understood(text), context, steps)
        except AssistantError as error:
            result = Result("declined", error.reply)
        session.topic = _next_topic(session.topic, message_text=text, result=result)
        return Reply(result, tuple(steps), elapsed_ms=(perf_counter() - started) * 1000)

    def _serve(self, message: Message, context: Context, steps: list[Step]) -> Result:
        found = context.search.names(context.user, message.text)
        mentions = [match for match in found if match.similarity >= MEANT]
        declined: Result | None = None
        for route in self.router.routes(message.text, mentions, subject=bool(context.topic.subject)):
            result = self._call(self.tools[route.tool], route.similarity, message, mentions, context, steps)
            if result.status != "declined" and (declined is None or result.confidence >= SURE_ENOUGH):
                return result
            if result.status == "declined" and (declined is None or result.confidence >= declined.confidence):
                missed = declined.plan if declined else None
                declined = replace(result, plan=result.plan or missed)
        assert declined is not None, "the router always gives a route"
        return declined

    def _call(
        self,
        chosen: Tool,
        similarity: float,
        message: Message,
        mentions: Sequence[NameMatch],
        context: Context,
        steps: list[Step],
    ) -> Result:
        if chosen.effect == "write":
            raise Forbidden("change records")  # until a person can approve what a tool proposes
        arguments = arguments_for(chosen, message, mentions, context)
        if isinstance(arguments, Ask):
            return Result("clarify", arguments.question, suggestions=arguments.suggestions)
        call = Call(chosen.name, arguments, confidence=similarity)
        started = perf_counter()
        try:
            return chosen.call(context, call.arguments)
        finally:
            steps.append(Step(chosen.title, chosen.description, perf_counter() - started))

    def _context(self, user: UserView, session: Session) -> Context:
        return Context(
            user=user,
            as_of=self.as_of(session),
            topic=session.topic,
            records=self.records,
            search=self.search,
            questions=self.questions,
            reader=self.reader,
            predictors=self.predictors,
            clock=self.clock,
        )

    def as_of(self, session: Session) -> date:
        """The session's date, else the home's data date, else today by the home's clocks."""
        return session.as_of or self.records.data_date() or self.records.local_day(self.clock())


def understood(text: str) -> Message:
    """The text without control characters.

    Raises:
        EmptyMessage: Nothing readable is left.
        MessageTooLong: It has more than 20,000 characters.
    """
    if len(text) > LONGEST_MESSAGE:
        raise MessageTooLong(len(text), LONGEST_MESSAGE)
    kept = "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else " " for c in text).strip()
    if not kept:
        raise EmptyMessage
    return Message(kept)


def _next_topic(topic: Topic, *, message_text: str, result: Result) -> Topic:
    asked = replace(topic, plan=result.plan, question=message_text) if result.plan else topic
    return replace(asked, subject=result.subject or topic.subject)
