"""A text made into a request: which reader understands it, what it goes on from, in which currency it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from assistant.messages import Topic
from assistant.questions.chains import nested, steps
from assistant.questions.compile_read import Reader
from assistant.questions.coverage import unexplained
from assistant.questions.currency_said import Said, currency_said
from assistant.questions.draft import NotHere, Unclear
from assistant.questions.fact_followup import about
from assistant.questions.finish import lookup_subject
from assistant.questions.followup import merge
from assistant.questions.followup_cues import depends, leans
from assistant.questions.followup_short import shortened
from assistant.questions.followup_words import adapted
from assistant.questions.held import held
from assistant.questions.lexer import Lexed, Lexer
from assistant.questions.parse import read
from assistant.questions.plan import BadPlan
from assistant.questions.quota_read import Asking, standing
from assistant.questions.quota_words import is_standing, standing_said
from assistant.questions.readings import attempts
from assistant.questions.request import Request, from_json
from assistant.questions.tokens import Token
from assistant.views import NameMatch, UserView


class Names(Protocol):
    """Finds the names of records in a text."""

    def __call__(self, user: UserView, text: str, *, kinds: Sequence[str] = ()) -> Sequence[NameMatch]:
        """Names in a text."""
        ...


OPENERS = frozenset({"list", "show", "how", "which", "top", "number", "count", "total", "average"})
"""Words that open a question of its own, also where it could be a follow-up."""


class Understanding:
    """Reads one user's questions with what that user's records hold."""

    def __init__(self, reader: Reader, names: Names, user: UserView, as_of: date) -> None:
        self._reader = reader
        self._names = names
        self._user = user
        self._as_of = as_of
        self._vocabulary = reader.vocabulary(user)

    def request(self, text: str, topic: Topic) -> Request:
        """What a text asks for, by itself or laid over the question before.

        Raises:
            Unclear: It could mean several things.
            NotHere: It asks for what the records or the plans do not have.
            BadPlan: It cannot be put into a plan.
        """
        before = _earlier(topic)
        said = currency_said(text, self._vocabulary)
        if said.is_bare and before is not None:
            return self._in_currency(before, said)
        return self._in_currency(self._read(said.text, before, topic), said)

    def _in_currency(self, request: Request, said: Said) -> Request:
        if said.currency is None:
            return request
        return replace(request, currency="" if said.currency == self._vocabulary.currency else said.currency)

    def _read(self, text: str, before: Request | None, topic: Topic) -> Request:
        names = self._names(self._user, text)
        lexed = self._lexed(text, names)
        tokens = list(lexed.tokens)
        words = [word.text for word in lexed.words if word.text.isalnum()]
        leaning = before if before is not None and depends(tokens, words) else None
        against_quota = self._standing(text, leaning)
        if against_quota is not None:
            return against_quota
        try:
            found = about(text, names, self._vocabulary, self._as_of, leaning)
        except NotHere:
            if leaning is None or not leaning.fact:
                raise
            return self._alone(tokens)  # no follow-up to the tickets or orders before: perhaps one of its own
        if found is not None:
            held(found, self._vocabulary)
            return found
        if before is None and topic.plan is not None and depends(tokens, words):
            raise NotHere("it leans on a question that I could not answer", 0.3)
        if before is None and leans(tokens, words):
            raise Unclear("which question it goes on from", ())
        return self._alone(tokens) if leaning is None else self._laid_over(leaning, tokens, words)

    def _standing(self, text: str, leaning: Request | None) -> Request | None:
        """The request of a question on quotas met or not; nothing when it asks about something else."""
        said = standing_said(text)
        if said is None and (leaning is None or not is_standing(leaning)):
            return None
        names = self._names(self._user, said.rest if said else text)
        asking = Asking(self._vocabulary, self._as_of, self._user)
        try:
            return standing(text, names, asking, leaning)
        except NotHere:
            if said is not None:
                raise
            return None  # it leaves the quotas for something else

    def _lexed(self, text: str, names: Sequence[NameMatch]) -> Lexed:
        reader, user = self._reader, self._user
        lexer = Lexer(self._vocabulary, lambda word: reader.known("deal", word, user), lambda w: reader.like(w, user))
        return lexer.lex(text, names, self._as_of)

    def _laid_over(self, before: Request, tokens: Sequence[Token], words: Sequence[str]) -> Request:
        short = shortened(before, tokens, words)
        if short is not None:
            return self._whole(short, ())
        said = adapted(tokens, before)
        try:
            return self._whole(merge(before, self._fresh(said, fragment=True), said, words), said)
        except NotHere:
            if not words or words[0].casefold() not in OPENERS:
                raise
        return self._plainly(tokens)  # it cannot be laid over the one before, yet opens like a question

    def _alone(self, tokens: Sequence[Token]) -> Request:
        parted = steps(tokens, self._plainly)
        if parted is not None:
            return self._laid_over(parted[0], parted[1], [token.text for token in parted[1]])
        return self._plainly(nested(tokens, self._plainly) or tokens)

    def _plainly(self, tokens: Sequence[Token]) -> Request:
        return self._whole(attempts(tokens, lambda some: self._fresh(some, fragment=False)), tokens)

    def _fresh(self, tokens: Sequence[Token], *, fragment: bool) -> Request:
        copies = [replace(token, senses=dict(token.senses)) for token in tokens]
        return read(copies, self._vocabulary, self._as_of, fragment=fragment)

    def _whole(self, request: Request, tokens: Sequence[Token]) -> Request:
        """The request, once every word of the question has its place in it."""
        if not request.subject and not request.asks and request.shows:
            request = replace(request, subject=lookup_subject(request))
        held(request, self._vocabulary)
        missed = unexplained(tokens, request)
        if missed:
            raise NotHere(f"part of it ({missed[0]}) has no place in the plan I made", 0.4)
        return request


def _earlier(topic: Topic) -> Request | None:
    if topic.plan is None:
        return None
    try:
        return from_json(topic.plan)
    except BadPlan:
        return None
