"""Questions about records, answered from a typed plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from assistant.messages import Citation, Result, Table, Topic
from assistant.questions.actions import asks_for_change
from assistant.questions.build import build
from assistant.questions.compile_read import Reader
from assistant.questions.coverage import unexplained
from assistant.questions.draft import NotHere, Unclear
from assistant.questions.fact_followup import about
from assistant.questions.finish import lookup_subject
from assistant.questions.followup import merge
from assistant.questions.followup_cues import depends, leans
from assistant.questions.held import held
from assistant.questions.lexer import Lexer
from assistant.questions.parse import read
from assistant.questions.plan import BadPlan, Cond
from assistant.questions.readings import attempts
from assistant.questions.request import Request, from_json, to_json
from assistant.questions.say import chart, reading, sentence
from assistant.questions.tokens import Token
from assistant.questions.vocabulary import Vocabulary
from assistant.records.store import Store
from assistant.views import NameMatch, UserView


class Names(Protocol):
    """Finds the names of records in a text."""

    def __call__(self, user: UserView, text: str, *, kinds: Sequence[str] = ()) -> Sequence[NameMatch]:
        """Names in a text."""
        ...


OPENERS = frozenset({"list", "show", "how", "which", "top", "number", "count", "total", "average"})
"""Words that open a question of its own, also where it could be a follow-up."""


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
            request = self._request(user, text, as_of, topic)
        except Unclear as unclear:
            return Result(
                "clarify",
                f"Which do you mean: {unclear.about.rstrip('?')}?",
                suggestions=unclear.options,
                confidence=0.7,
                plan={"missed": text},
            )
        except (NotHere, BadPlan) as reason:
            why = reason.why if isinstance(reason, NotHere) else reason.reply
            return _declined(f"I can't answer that: {why}.", getattr(reason, "confidence", 0.5), text)
        return self._answered(user, request, text, as_of)

    def _request(self, user: UserView, text: str, as_of: date, topic: Topic) -> Request:
        vocabulary = self._reader.vocabulary(user)
        lexer = Lexer(
            vocabulary, lambda word: self._reader.known("deal", word, user), lambda word: self._reader.like(word, user)
        )
        names = self._names(user, text)
        lexed = lexer.lex(text, names, as_of)
        tokens = list(lexed.tokens)

        def fresh(some: Sequence[Token], *, fragment: bool = False) -> Request:
            return read([replace(t, senses=dict(t.senses)) for t in some], vocabulary, as_of, fragment=fragment)

        before = _earlier(topic)
        words = [word.text for word in lexed.words if word.text.isalnum()]
        leaning = before if before is not None and depends(tokens, words) else None
        alone = False
        try:
            found = about(text, names, vocabulary, as_of, leaning)
        except NotHere:
            if leaning is None or not leaning.fact:
                raise
            found, alone = None, True  # no follow-up to the tickets or orders before: perhaps a question of its own
        if found is not None:
            held(found, vocabulary)
            return found
        if alone:
            return self._own(attempts(tokens, fresh), tokens, vocabulary)
        if before is None and topic.plan is not None and depends(tokens, words):
            raise NotHere("it leans on a question that I could not answer", 0.3)
        if before is None and leans(tokens, words):
            raise Unclear("which question it goes on from", ())
        if before is not None and depends(tokens, words):
            try:
                return self._own(merge(before, fresh(tokens, fragment=True), tokens), tokens, vocabulary)
            except NotHere:
                if not words or words[0].casefold() not in OPENERS:
                    raise
                request = attempts(tokens, fresh)  # it cannot be laid over the one before, yet opens like a question
        else:
            request = attempts(tokens, fresh)
        return self._own(request, tokens, vocabulary)

    def _own(self, request: Request, tokens: Sequence[Token], vocabulary: Vocabulary) -> Request:
        """The request, once every word of the question has its place in it."""
        if not request.subject and not request.asks and request.shows:
            request = replace(request, subject=lookup_subject(request))
        held(request, vocabulary)
        missed = unexplained(tokens, request)
        if missed:
            raise NotHere(f"part of it ({missed[0]}) has no place in the plan I made", 0.4)
        return request

    def _answered(self, user: UserView, request: Request, text: str, as_of: date) -> Result:
        try:
            plan = build(request)
            frame = self._reader.frame(user, as_of)
            found = self._reader.run(plan, frame)
        except BadPlan as error:
            return _declined(error.reply, 0.3, text)
        table = Table(found.columns, found.rows)
        if request.asks and found.rows and all(cell is None for row in found.rows for cell in row):
            return _declined("I can't answer that: the rows it would rest on carry no such value.", 0.6, text)
        return Result(
            "answered",
            sentence(request, table, frame.calendar),
            table,
            chart(request, table),
            query=found.query,
            reading=reading(request, frame.calendar),
            confidence=0.95,
            citations=_citations(request, table),
            subject=self._subject(user, request),
            plan=to_json(request),
        )

    def _subject(self, user: UserView, request: Request) -> str:
        """The key of the one account that a question is about."""
        names = [
            one for one in request.where if isinstance(one, Cond) and one.field == "account.name" and one.op == "="
        ]
        return self._reader.account_key(str(names[0].values[0]), user) if len(names) == 1 else ""


def _declined(text: str, confidence: float, question: str) -> Result:
    """A refusal; its plan tells the next turn that this question was missed."""
    return Result("declined", text, confidence=confidence, plan={"missed": question})


def _earlier(topic: Topic) -> Request | None:
    if topic.plan is None:
        return None
    try:
        return from_json(topic.plan)
    except BadPlan:
        return None


def _citations(request: Request, table: Table) -> tuple[Citation, ...]:
    """The listed records, by their own key."""
    if request.asks or "deal" not in table.columns:
        return ()
    at = table.columns.index("deal")
    return tuple(Citation("deal", str(row[at]), str(row[at])) for row in table.rows[:20] if row[at] is not None)
