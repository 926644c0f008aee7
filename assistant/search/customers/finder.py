"""Customers found for a request in plain language."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.findings import Finding, Findings, Quote
from assistant.records.facets import Condition, Listed, Listing
from assistant.search.customers import wording
from assistant.search.customers.ledger import Ledger
from assistant.search.customers.lexicon import Lexicon
from assistant.search.customers.meaning import Meaning
from assistant.search.customers.ranking import Voice
from assistant.search.customers.reader import read
from assistant.search.customers.request import Request
from assistant.search.namebook import NameBook
from assistant.views import UserView

SHOWN = 10
LIKELY = 0.5  # chance from which an account counts as fitting
NAMED = ("user", "product", "team")


class CustomerFinder:
    """Reads a request, filters by facts, ranks by meaning."""

    def __init__(self, ledger: Ledger, names: NameBook, meaning: Meaning) -> None:
        self._ledger = ledger
        self._names = names
        self._meaning = meaning
        self._lexicons: dict[tuple[int, str, int | None], tuple[str, Lexicon]] = {}
        self._lock = threading.Lock()

    def find(self, user: UserView, text: str, *, as_of: date) -> Findings:
        """At most ten accounts that the user may see, best first, or why there are none."""
        lexicon = self._lexicon(user)
        names = self._names.find(user, text, kinds=NAMED)
        request = read(text, names, lexicon, user=user, as_of=as_of, calendar=self._ledger.calendar())
        if request.empty:
            return _refused(request, wording.UNREADABLE)
        if missing := wording.unknown(request.conditions):
            return _refused(request, missing)
        missing, suggestions = wording.unheld(request, lexicon.home.holds)
        if missing:
            return replace(_refused(request, missing), suggestions=suggestions)
        order = wording.order_of(request)
        ids: list[int] | None = None
        if order is not None and order.top is not None and (request.conditions or request.topic):
            first = self._ledger.listing(user, (), as_of=as_of, order=order).accounts
            ids = [account.id for account in first[: order.top]]
        listing = self._ledger.listing(user, request.conditions, as_of=as_of, order=order, ids=ids)
        if not listing.accounts:
            return self._emptied(user, request, listing, as_of)
        if request.topic or request.kind:
            return self._by_meaning(user, request, listing, as_of)
        return self._by_facts(user, request, listing)

    def _by_facts(self, user: UserView, request: Request, listing: Listing) -> Findings:
        accounts: Sequence[Listed] = listing.accounts
        order = wording.order_of(request)
        if order is None or order.place is None:
            accounts = self._meaning.nearest_kind(accounts, request)
        found = tuple(_finding(account, request, None, 1.0) for account in accounts[:SHOWN])
        said = order.said if order else "name"
        return Findings(found, len(accounts), wording.columns(request), request.reading, listing.query, said)

    def _by_meaning(self, user: UserView, request: Request, listing: Listing, as_of: date) -> Findings:
        narrowed = bool(request.conditions or (request.order and request.order.top))
        allowed = [account.id for account in listing.accounts] if narrowed else None
        voices = self._meaning.voices(user, request, allowed, as_of)
        if not voices:
            return self._unsaid(user, request, as_of)
        shown = voices[:SHOWN]
        again = self._ledger.listing(user, request.conditions, as_of=as_of, ids=[voice.account_id for voice in shown])
        facts = {account.id: account for account in again.accounts}
        quotes = self._meaning.quotes(user, shown, request)
        found = tuple(
            _finding(facts[voice.account_id], request, quotes.get(voice.account_id), voice.chance)
            for voice in shown
            if voice.account_id in facts
        )
        columns = wording.columns(replace(request, order=None))
        likely = sum(voice.chance >= LIKELY for voice in voices)
        unheard = self._meaning.unheard(request)
        return Findings(found, likely, columns, request.reading, again.query, "fit", by_meaning=True, unheard=unheard)

    def _emptied(self, user: UserView, request: Request, listing: Listing, as_of: date) -> Findings:
        """Why no account meets all conditions: the one without which most would."""
        best: tuple[int, Condition | None] = (0, None)
        for condition in request.conditions:
            others = [other for other in request.conditions if other is not condition]
            left = len(self._ledger.listing(user, others, as_of=as_of).accounts) if others else 0
            if left > best[0]:
                best = (left, condition)
        sentence, suggestions = wording.emptied(request, *best)
        return replace(_refused(request, sentence), query=listing.query, suggestions=suggestions)

    def _unsaid(self, user: UserView, request: Request, as_of: date) -> Findings:
        """What was looked for by meaning is not there among the accounts that meet the facts."""
        elsewhere: list[Voice] = []
        if request.conditions:
            elsewhere = self._meaning.voices(user, request, None, as_of)
        names = [voice.name for voice in elsewhere[:3]]
        sentence, suggestions = wording.unsaid(request, names)
        return replace(_refused(request, sentence), suggestions=suggestions)

    def _lexicon(self, user: UserView) -> Lexicon:
        key, version = (user.id, user.role, user.team_id), self._ledger.names_version()
        with self._lock:
            if key not in self._lexicons or self._lexicons[key][0] != version:
                self._lexicons[key] = (version, Lexicon(self._ledger.home_words(user)))
            return self._lexicons[key][1]


def _finding(account: Listed, request: Request, quote: Quote | None, similarity: float) -> Finding:
    facts = tuple(wording.cells(request, account))
    return Finding(account.id, account.key, account.name, facts, quote, similarity)


def _refused(request: Request, sentence: str) -> Findings:
    grasped = bool(request.conditions or (request.topic and request.topic.tone))
    return Findings((), 0, (), request.reading, "", "", refusal=sentence, grasped=grasped)
