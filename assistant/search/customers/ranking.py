"""Accounts ranked by what they wrote, and by what kind of company they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import numpy as np

from assistant.records.facets import Mention
from assistant.search.customers.aim import Near

INTENT_WEIGHT = 0.12  # what a ticket of the very intent gains on the scale of cosines
TONE_WEIGHT = 0.08  # what a ticket in the tone asked for gains, one in the opposite tone loses
RECENT_WEIGHT = 0.02  # what a ticket of today gains over one a year ago
MOST_GAIN = 0.15  # what a ticket hardly ever gains on top of meaning with words
MIDDLE, SCALE = 0.68, 0.06  # rank at which a ticket fits as likely as not; how fast that changes


@dataclass(frozen=True, slots=True)
class Fit:
    """One ticket with how well it fits."""

    mention: Mention
    part: int  # the passage that fits best
    similarity: float  # cosine, -1 to 1
    plain: float  # what floors are for
    rank: float  # what the order is by


@dataclass(frozen=True, slots=True)
class Voice:
    """One account with its tickets that fit, best first."""

    account_id: int
    key: str
    name: str
    fits: tuple[Fit, ...]
    chance: float  # that at least one of them is meant, 0 to 1


def fits(
    mentions: Iterable[Mention], found: Mapping[int, Near], affinity: Mapping[str, float], *, tone: str, as_of: date
) -> list[Fit]:
    """How well each ticket fits: meaning with words, intent, tone, a little for being recent."""
    now = datetime.combine(as_of, time.max, UTC)
    result = []
    for mention in mentions:
        hit = found[mention.ticket_id]
        gain = INTENT_WEIGHT * affinity.get(mention.intent or "", 0.0) + TONE_WEIGHT * _tone(mention, tone)
        rank, plain = hit.rank + gain, hit.plain + gain
        if mention.created_at is not None:
            years = max(0.0, (now - mention.created_at).days / 365)
            rank += RECENT_WEIGHT * (1 - min(1.0, years))
        result.append(Fit(mention, hit.part, hit.similarity, plain, rank))
    return result


def moods(mentions: Iterable[Mention], *, tone: str, as_of: date) -> list[Fit]:
    """Tickets by how strongly they sound: what counts when nothing is said about their topic."""
    now = datetime.combine(as_of, time.max, UTC)
    result = []
    for mention in mentions:
        level = mention.highest_level if tone == "positive" else -(mention.sentiment_level or 0)
        days = (now - mention.created_at).days if mention.created_at else 365
        rank = MIDDLE - 0.12 + 0.06 * (level or 0) + 0.06 * mention.frustrated * (tone != "positive")
        result.append(Fit(mention, 0, 0.0, rank, rank + RECENT_WEIGHT * (1 - min(1.0, max(0, days) / 365))))
    return result


def voices(fitting: Iterable[Fit], *, repeated: bool) -> list[Voice]:
    """Accounts by the chance that any of their tickets is meant, best first; of two at least when `repeated`."""
    by_account: dict[int, list[Fit]] = {}
    for fit in fitting:
        by_account.setdefault(fit.mention.account_id, []).append(fit)
    result = []
    for account_id, of in by_account.items():
        if repeated and len(of) < 2:
            continue
        best = tuple(sorted(of, key=lambda fit: -fit.rank))
        counted = best[1:] if repeated else best
        first = best[0].mention
        result.append(Voice(account_id, first.account_key, first.account, best, _any([fit.rank for fit in counted])))
    return sorted(result, key=lambda voice: (-voice.fits[0].rank, -voice.chance, voice.name))


def _any(ranks: Sequence[float]) -> float:
    chances = 1 / (1 + np.exp(-(np.array(ranks) - MIDDLE) / SCALE))
    return float(1 - np.prod(1 - chances))


def _tone(mention: Mention, tone: str) -> float:
    if tone in ("negative", "problem"):
        if mention.frustrated or (mention.sentiment_level or 0) < 0:
            return 1.0 if tone == "negative" else 0.5
        return -0.5 if (mention.sentiment_level or 0) > 0 else 0.0
    if tone == "positive":
        return 2.0 if (mention.highest_level or 0) > 0 else -2.0
    return 0.0
