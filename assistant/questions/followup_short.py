"""Follow-ups of few words that need no reading of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.numbers import ordinal
from assistant.questions.plan import Cond
from assistant.questions.request import Ask, Ranking, Request
from assistant.questions.semantic.objects import NODES
from assistant.questions.tokens import Token

_SILENT = ("break", "comma", "joiner", "self", "filler", "also", "with", "but", "only")
_TABLES = ("owner.name", "account.name", "product.name", "manager.name")
_LISTING = frozenset(("list", "show", "name", "names", "which", "who", "give", "which ones", "whos", "who's", "see"))
_UNDONE = frozenset(("drop", "remove", "ignore", "disregard", "forget", "lift", "undo", "without", "regardless"))


def shortened(before: Request, tokens: Sequence[Token], words: Sequence[str]) -> Request | None:
    """The request after a follow-up of few words; nothing when it says more."""
    said = [token for token in tokens if not token.has(*_SILENT) or token.has("count", "sup")]
    for reader in (_overall, _listed, _worth, _shared, _undone, _nth, _ranked, _moving):
        found = reader(before, said, words)
        if found is not None:
            return found
    return None


def _counts(before: Request) -> bool:
    return len(before.asks) == 1 and before.asks[0].name == "count" and not before.share and not before.columns


def _listed(before: Request, said: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "list them", "which ones?": the records that were counted."""
    listing = any(token.text in _LISTING for token in said)
    plain = all(token.has("command", "pronoun") or token.value("entity") == _counted(before) for token in said)
    if not (listing and plain and _counts(before)) or before.dims or before.ranking or "when" in words:
        return None
    ask = before.asks[0]
    subject = ask.field or "deal"
    where = (*before.where, *ask.where)
    state = ask.state or before.state
    return replace(before, subject=subject, listing=subject != "deal", asks=(), state=state, where=where)


def _overall(before: Request, said: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "and overall?": without the one condition of the question before."""
    plain = bool(said) and all(token.has("whole") for token in said)
    one = before.where[0] if len(before.where) == 1 else None
    if not plain or not before.asks or before.dims or not isinstance(one, Cond) or one.op != "=":
        return None
    return replace(before, where=())


def _counted(before: Request) -> str:
    return (before.asks[0].field or "deal") if before.asks else ""


def _worth(before: Request, said: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "what are they worth?": the value of the deals that were counted or listed."""
    asked = any(token.value("field") == "deal.amount" or token.has("howmuch", "amount") for token in said)
    plain = all(
        token.has("command", "pronoun", "howmuch", "amount", "agg") or token.value("field") == "deal.amount"
        for token in said
    )
    deals = _counted(before) == "deal" if before.asks else before.subject == "deal"
    points = any(token.has("pronoun") for token in said)
    if not (asked and plain and points and deals) or (before.asks and not _counts(before)) or before.ranking:
        return None
    state = (before.asks[0].state if before.asks else "") or before.state
    name = {"open": "list_value", "won": "sales"}.get(state)
    if name is None:
        return None
    return replace(before, asks=(Ask(name),), subject="", shows=(), order="", state=state)


def _shared(before: Request, said: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "as a share of the total": of the figure and the groups asked for before."""
    if not any(token.has("share") for token in said):
        return None
    whole = all(token.has("share", "pronoun", "whole", "command", "agg") for token in said)
    summed = len(before.asks) == 1 and before.asks[0].name in ("sales", "count", "list_value")
    if not (whole and summed and before.dims) or before.ranking or before.share or before.columns or before.limits:
        return None
    return replace(before, share="total")


def _undone(before: Request, said: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "drop the region", "for all sectors", "over all time": a condition or a group that goes."""
    nouns = [token for token in said if token.has("entity", "unit", "name", "value", "measure", "state", "period")]
    small = len(said) <= 3 and not any(token.has("number", "share", "measure", "agg") for token in said)
    text = " ".join(words)
    if small and not nouns and before.spans and any(one in text for one in ("all time", "whole history", "all years")):
        return replace(before, spans=(), columns=False, change="", trend="")
    if not small or len(nouns) != 1 or not nouns[0].has("entity"):
        return None
    field = title(nouns[0].value("entity"))
    if not (_UNDONE & set(words) or ("all" in words and nouns[0].text.endswith("s"))):
        return None
    dims = tuple(dim for dim in before.dims if dim.field != field)
    where = tuple(one for one in before.where if not (isinstance(one, Cond) and one.field == field))
    if "all" in words and not _UNDONE & set(words):
        return replace(before, where=where) if where != before.where else None
    if len(before.dims) > 1 and dims != before.dims:
        return replace(before, dims=dims, ranking=None)
    return replace(before, where=where) if where != before.where and dims == before.dims else None


def _nth(before: Request, said: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "and the second?", "who is third": another place of the ranking."""
    plain = all(token.has("command", "pronoun", "ordinal", "nextone", "nth") for token in said)
    places = [rank for word in words if (rank := ordinal(word)) is not None]
    groups = before.dims or before.subject in NODES
    following = any(token.has("nextone") for token in said)
    if plain and following and not places and before.ranking is not None and before.ranking.limit == 1:
        return replace(before, ranking=replace(before.ranking, offset=before.ranking.offset + 1))
    if not plain or len(places) != 1 or not groups or len(words) > 7 or places[0] < 2:
        return None
    if before.ranking is not None and not before.ranking.per:
        ranking = replace(before.ranking, limit=1, offset=places[0] - 1)
        return replace(before, ranking=ranking)
    if before.order in ("high", "low") and before.asks and before.dims:
        ranking = Ranking(before.order == "high", 1, places[0] - 1, before.asks[0])
        return replace(before, ranking=ranking, order="")
    return None


def _ranked(before: Request, said: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "how does she rank?": the place of the one record that was named."""
    asked = any(token.has("rankof") for token in said) and not before.dims and not before.ranking
    plain = all(token.has("rankof", "pronoun", "command", "entity", "others") for token in said)
    named = [one for one in before.where if isinstance(one, Cond) and one.op == "=" and one.field in _TABLES]
    placed = any(word in ("rank", "ranks", "place", "position", "ranking") for word in words)
    if not (asked and plain and placed) or len(named) != 1 or len(before.where) != 1 or len(before.asks) != 1:
        return None
    return replace(before, rank_of=True, subject="", shows=(), listing=False)


def _moving(before: Request, said: Sequence[Token], words: Sequence[str]) -> Request | None:
    """ "cumulative", "as month over month growth": of the course of time before."""
    kinds = [token for token in said if token.has("running", "change")]
    plain = all(token.has("running", "change", "pronoun", "command", "group", "share", "unit") for token in said)
    timed = len(before.dims) == 1 and before.dims[0].unit in ("month", "quarter", "week", "year")
    summed = len(before.asks) == 1 and not (before.share or before.change or before.ranking or before.columns)
    if not kinds or not plain or not timed or not summed or before.limits or len(before.spans) > 1:
        return None
    units = [token.value("unit") for token in said if token.has("unit")]
    if units and units != [before.dims[0].unit]:
        return None
    if kinds[0].has("running"):
        return replace(before, change="running") if before.asks[0].name in ("sales", "count") else None
    growth = kinds[0].value("change") == "growth" or any(token.has("share") for token in said)
    return replace(before, change="growth" if growth else "diff")
