"""Questions about records, answered from a typed plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from assistant.messages import Result, Table, Topic
from assistant.questions.actions import asks_for_change
from assistant.questions.build import build
from assistant.questions.compile_read import Reader
from assistant.questions.draft import NotHere, Unclear
from assistant.questions.finish import lookup_subject
from assistant.questions.lexer import Lexer
from assistant.questions.parse import read
from assistant.questions.readings import attempts
from assistant.questions.plan import BadPlan
from assistant.questions.request import Request, to_json
from assistant.records.store import Store
from assistant.views import NameMatch, UserView


class Names(Protocol):
    """Finds the names of records in a text."""

    def __call__(self, user: UserView, text: str, *, kinds: Sequence[str] = ()) -> Sequence[NameMatch]:
        """Names in a text."""
        ...


class QuestionEngine:
    """Answers questions from the records of a store."""

    def __init__(self, store: Store, names: Names) -> None:
        """`names` is `Search.names`."""
        self._reader = Reader(store)
        self._names = names

    def answer(self, user: UserView, text: str, *, as_of: date, topic: Topic) -> Result:
        """Answer from the records, ask back, or decline; never guess."""
        if asks_for_change(text) and topic.plan is None:
            return Result("declined", "I can't answer that: it asks for a change, not for a figure.", confidence=0.95)
        try:
            request = self._request(user, text, as_of)
        except Unclear as unclear:
            return Result("clarify", f"Which do you mean: {unclear.about}?", suggestions=unclear.options, confidence=0.7)
        except (NotHere, BadPlan) as reason:
            why = reason.why if isinstance(reason, NotHere) else str(reason)
            return Result("declined", f"I can't answer that: {why}.", confidence=getattr(reason, "confidence", 0.5))
        return self._answered(user, request, as_of)

    def _request(self, user: UserView, text: str, as_of: date) -> Request:
        vocabulary = self._reader.vocabulary(user)
        lexer = Lexer(
            vocabulary, lambda word: self._reader.known("deal", word, user), lambda word: self._reader.like(word, user)
        )
        names = self._names(user, text)
        tokens = list(lexer.lex(text, names, as_of).tokens)
        request = attempts(tokens, lambda some: read([replace(t, senses=dict(t.senses)) for t in some], vocabulary, as_of))
        if not request.subject and not request.asks and request.shows:
            request = replace(request, subject=lookup_subject(request))
        return request

    def _answered(self, user: UserView, request: Request, as_of: date) -> Result:
        try:
            plan = build(request)
            columns, rows = self._reader.run(plan, user, as_of)
            query = self._reader.sql(plan, user, as_of)
        except BadPlan as error:
            return Result("declined", error.reply, confidence=0.3)
        return Result("answered", f"{len(rows)} rows.", Table(columns, rows), query=query, plan=to_json(request))
