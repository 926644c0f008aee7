"""What a request leaves to meaning, looked for in tickets, in profiles of accounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from assistant.findings import Quote
from assistant.records.facets import Listed
from assistant.search.customers.aim import Aim, aimed
from assistant.search.customers.intents import Intents
from assistant.search.customers.ledger import Ledger
from assistant.search.customers.ranking import MOST_GAIN, Fit, Voice, fits, moods, voices
from assistant.search.customers.request import Request
from assistant.search.customers.topic import Topic, voiced
from assistant.search.keywords import terms
from assistant.search.library import Library
from assistant.views import UserView
from indexes.passages import split
from indexes.types import Vectors

POOL = 400  # passages nearest to the words that are looked at; more while too few accounts come of them
MOST = 6_400  # passages that are looked at in the end
FEW = 60  # accounts up to which all of their tickets are looked at
ENOUGH = 12  # accounts after which no more passages are looked at
GLAD_POOL = 3_200  # the same where only pleased tickets count
PRAISE = {"review": 1.0, "acknowledgement": 0.7}  # how far an intent is that of those who write to praise
KIND_FLOOR = 0.42  # rank of a profile below which a company is of another kind
KIND_SCALE = 0.06
WORDS_ALONE = 0.5  # share of the words that a profile must hold when there is no index
LONGEST_QUOTE = 220  # characters


class Meaning:
    """Ranks accounts by words, by vectors where there is an index."""

    def __init__(self, ledger: Ledger, library: Library) -> None:
        self._ledger = ledger
        self._library = library
        self._intents = Intents()

    def voices(self, user: UserView, request: Request, allowed: Sequence[int] | None, as_of: date) -> list[Voice]:
        """Accounts that fit the topic with the kind of company, best first.

        Args:
            user: Whose row rule holds.
            request: With a topic or a kind.
            allowed: The accounts that meet its conditions; None for all.
            as_of: What today means.
        """
        topic = request.topic or Topic(request.kind, "")
        said = self._said(user, topic, request, allowed, as_of)
        if not request.kind:
            return said
        kinds = self._kinds(request.kind, allowed if request.topic is None else [voice.account_id for voice in said])
        if request.topic is not None:
            return sorted(said, key=lambda voice: -voice.chance * (0.2 + kinds.get(voice.account_id, 0.0)))
        return self._either(user, said, kinds, as_of)

    def nearest_kind(self, accounts: Sequence[Listed], request: Request) -> Sequence[Listed]:
        """Accounts in the order of how well their profile fits the trades asked for, when any were."""
        trades = [condition.said for condition in request.conditions if condition.fact == "described"]
        if not trades or any(condition.negated for condition in request.conditions if condition.fact == "described"):
            return accounts
        words = " ".join(trades)
        near = self._library.shelf("account").among([one.id for one in accounts], words, self._vector(words))
        return sorted(accounts, key=lambda one: -near[one.id].rank if one.id in near else 0.0)

    def unheard(self, request: Request) -> tuple[str, ...]:
        """The words of its topic that nobody wrote."""
        return self._library.shelf("ticket").unheard(request.topic.words) if request.topic else ()

    def quotes(self, user: UserView, shown: Sequence[Voice], request: Request) -> dict[int, Quote]:
        """The best ticket of each account, as the user may read it now."""
        best = {voice.account_id: voice.fits[0] for voice in shown if voice.fits}
        profiles = self._ledger.visible(user, "ticket", [fit.mention.ticket_id for fit in best.values()])
        words = (request.topic.words if request.topic else request.kind) or ""
        return {
            account: _quote(fit, profiles[fit.mention.ticket_id].text, words)
            for account, fit in best.items()
            if fit.mention.ticket_id in profiles
        }

    def _said(
        self, user: UserView, topic: Topic, request: Request, allowed: Sequence[int] | None, as_of: date
    ) -> list[Voice]:
        if not topic.words:
            heard = self._ledger.mentions(user, request.when, accounts=allowed)
            return voices(moods(heard, tone=topic.tone, as_of=as_of), repeated=topic.repeated)
        shelf = self._library.shelf("ticket")
        aim = aimed(shelf, topic.words, *self._queries(topic.words, request.asked))
        affinity = {} if aim.plain is None else self._intents.affinity(aim.plain, self._library.encoder)
        if topic.tone == "positive" and (glad := self._glad(user, aim, request, allowed, affinity, as_of)):
            return voices(glad, repeated=topic.repeated)
        floor = aim.floor(narrow=allowed is not None)
        if not aim.known_at_all():
            return []
        pool = POOL
        while True:
            if allowed is not None and len(allowed) <= FEW:
                known = self._ledger.mentions(user, request.when, accounts=allowed)
                near, pool = aim.among([mention.ticket_id for mention in known]), len(shelf.passages)
                known = [mention for mention in known if mention.ticket_id in near]
            else:
                near = aim.nearest(pool)
                worth = [record for record, one in near.items() if one.plain >= floor - MOST_GAIN]
                known = self._ledger.mentions(user, request.when, tickets=worth, accounts=allowed)
                pool = pool if len(worth) == len(near) else MOST
            fitting = fits(known, near, affinity, tone=topic.tone, as_of=as_of)
            result = voices([fit for fit in fitting if fit.plain >= floor], repeated=topic.repeated)
            if len(result) >= ENOUGH or pool >= min(len(shelf.passages), MOST):
                return result
            pool *= 4

    def _glad(
        self,
        user: UserView,
        aim: Aim,
        request: Request,
        allowed: Sequence[int] | None,
        affinity: Mapping[str, float],
        as_of: date,
    ) -> list[Fit]:
        """Tickets that praise or thank, by their intent or by their tone from first to last, the nearest first."""
        floor, praising = aim.floor(narrow=True), {**affinity, **PRAISE}
        near = {record: one for record, one in aim.nearest(GLAD_POOL).items() if one.plain >= floor - MOST_GAIN}
        heard = self._ledger.mentions(user, request.when, tickets=[*near], accounts=allowed)
        glad = [
            mention
            for mention in heard
            if mention.intent in PRAISE or ((mention.highest_level or 0) > 0 and (mention.sentiment_level or 0) >= 0)
        ]
        return [fit for fit in fits(glad, near, praising, tone="positive", as_of=as_of) if fit.plain >= floor]

    def _queries(self, words: str, asked: str) -> tuple[Vectors | None, Vectors | None]:
        """The direction of a topic with the whole request without its facts, then as a customer would say it."""
        encoder = self._library.encoder()
        if encoder is None:
            return None, None
        vectors = encoder.encode([words, asked or words, voiced(asked or words)])  # (3, dim)
        return vectors[:2].mean(axis=0, keepdims=True), vectors[2:]  # (1, dim) each

    def _kinds(self, words: str, allowed: Sequence[int] | None) -> dict[int, float]:
        """The chance that each account is of a kind, 0 to 1."""
        shelf, query = self._library.shelf("account"), self._vector(words)
        if allowed is None:
            near = {found.record: found for found in shelf.search(words, query, pool=POOL)}
        else:
            near = shelf.among(allowed, words, query)
        middle = WORDS_ALONE if query is None or shelf.index is None else KIND_FLOOR
        return {id_: float(1 / (1 + np.exp(-(found.rank - middle) / KIND_SCALE))) for id_, found in near.items()}

    def _either(self, user: UserView, said: Sequence[Voice], kinds: Mapping[int, float], as_of: date) -> list[Voice]:
        """Accounts of the kind, besides those that wrote about the words: whichever is surer counts."""
        by_id = {voice.account_id: voice for voice in said}
        fitting = [id_ for id_, chance in kinds.items() if chance >= 0.5 and id_ not in by_id]
        listed = self._ledger.listing(user, (), as_of=as_of, ids=fitting).accounts if fitting else ()
        more = [Voice(one.id, one.key, one.name, (), kinds[one.id]) for one in listed]
        return sorted(
            [*more, *said], key=lambda voice: (-max(voice.chance, kinds.get(voice.account_id, 0.0)), voice.name)
        )

    def _vector(self, words: str) -> Vectors | None:
        encoder = self._library.encoder()
        return encoder.encode([words]) if encoder is not None and words else None  # (1, dim)


def _quote(fit: Fit, text: str, words: str) -> Quote:
    parts = split(text) or [fit.mention.subject]
    passage = parts[fit.part if fit.part < len(parts) else 0]
    mention = fit.mention
    return Quote(
        mention.ticket_id,
        mention.number,
        mention.subject,
        _telling(passage, words),
        mention.created_at.date() if mention.created_at else None,
        _sentiment(mention.sentiment_level, mention.highest_level),
        round(fit.similarity, 4),
    )


def _telling(passage: str, words: str) -> str:
    """The sentence that shares most words with the request, with what follows it while there is room."""
    wanted = set(terms(words))
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(passage.split()))
    best = max(range(len(sentences)), key=lambda place: (len(wanted & set(terms(sentences[place]))), -place))
    kept = sentences[best]
    for sentence in sentences[best + 1 :]:
        if len(kept) + len(sentence) >= LONGEST_QUOTE:
            break
        kept += f" {sentence}"
    return kept if len(kept) <= LONGEST_QUOTE else kept[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + "…"


def _sentiment(lowest: int | None, highest: int | None) -> str:
    if lowest is None:
        return ""
    if lowest < 0:
        return "very negative" if lowest < -1 else "negative"
    return "positive" if (highest or 0) > 0 else "neutral"
