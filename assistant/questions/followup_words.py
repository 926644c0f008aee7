"""Words of a follow-up that point at the question before it, said in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.followup_dates import everything_but, own_periods
from assistant.questions.followup_people import people
from assistant.questions.plan import Cond
from assistant.questions.request import Request
from assistant.questions.semantic.measures import MEASURES
from assistant.questions.semantic.objects import NODES
from assistant.questions.tokens import Token

_VERBS = ("change", "turn", "convert", "switch", "move", "shift", "swap")
_IT = ("it", "them", "her", "him", "that", "those", "these", "that one")
_ASIDE = ("take it out", "leave it out", "leaving it out", "take that out", "leave that out", "take them out")
_ASIDE_TOO = ("leave them out", "aside", "excluded", "out", "get rid of")
_NAMES = ("owner.name", "account.name", "product.name", "manager.name")


def adapted(tokens: Sequence[Token], earlier: Request) -> list[Token]:
    """The tokens of a follow-up, what leans on the question before said in full."""
    found = [replace(token, senses=dict(token.senses)) for token in tokens]
    for step in (
        _bare_verbs,
        _bare_numbers,
        _who,
        _when,
        _average,
        _order,
        own_periods,
        everything_but,
        _left_aside,
        people,
        _units,
        _aggregates,
        _compared,
    ):
        found = step(found, earlier)
    return found


def made(kind: str, text: str, like: Token, value: str = "") -> Token:
    """A token with one sense in the place of another."""
    return Token(text, like.at, like.end, {kind: value or kind})


def _bare_verbs(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "change it to …", "how does that split by …": the verb asks for nothing by itself."""
    kept = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        points = following is not None and following.has("pronoun")
        verb = token.text in _VERBS and len(earlier.spans) < 2
        each = token.has("group", "both") and token.text in ("each", "of each", "for each", "from each")
        how = token.text in ("how does", "how do") and not any(t.text in ("rank", "ranks") for t in tokens)
        grouping = token.value("unknown") in ("group", "bucket", "slice", "segment")
        if grouping and following is not None and following.has("pronoun", "group"):
            continue
        if points and (verb or how or (each and not earlier.dims)):
            continue
        kept.append(token)
    return kept


def _pointed_nouns(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "that rep", "those accounts": the noun only says what the pronoun stands for."""
    field = earlier.dims[-1].field if earlier.dims else title(earlier.subject) if earlier.subject in NODES else ""
    kept: list[Token] = []
    for token in tokens:
        points = bool(kept) and kept[-1].has("pronoun") and kept[-1].text in ("that", "this", "those", "these")
        if not (points and token.has("entity") and title(token.value("entity")) == field):
            kept.append(token)
    return kept


def _bare_numbers(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "now the July numbers": the figures asked for before, not a count."""
    more = any(token.has("name", "value", "period", "group") for token in tokens)
    if not earlier.asks or not more:
        return tokens
    kept = []
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        counts = following is not None and following.has("entity", "state", "pronoun", "value", "name")
        if not (token.has("count") and token.text in ("number", "numbers") and not counts):
            kept.append(token)
    return kept


def _who(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "who sold it to them": the reps; "who manages him": the manager; "who is on his team": his reps."""
    at = next((i for i, token in enumerate(tokens) if token.text in ("who", "whos", "who's", "whom")), None)
    grouped = earlier.dims[-1].field if earlier.dims else title(earlier.subject) if earlier.subject in NODES else ""
    people_asked = any(token.value("entity") in ("owner", "account", "product") for token in tokens)
    if at is None or people_asked or any(token.has("reportsto", "owns", "others") for token in tokens):
        return tokens
    managing = [i for i, token in enumerate(tokens) if token.has("manages")]
    if managing and any(token.has("pronoun") for token in tokens):
        return [made("entity", "manager", t, "manager") if i in managing else t for i, t in enumerate(tokens)]
    team = [i for i, t in enumerate(tokens) if t.value("entity") == "manager" and t.text in ("team", "squad", "crew")]
    if team:
        managed = grouped == "manager.name" or any(getattr(one, "field", "") == "manager.name" for one in earlier.where)
        reps = made("entity", "reps", tokens[team[0]], "owner")
        return [reps if i == team[0] else token for i, token in enumerate(tokens)] if managed else tokens
    done = next((token for token in tokens if token.has("state")), None)
    if done is None or grouped in ("owner.name", "manager.name") or any(t.value("entity") == "manager" for t in tokens):
        return tokens
    buying = done.text in ("bought", "buys", "buy", "buying", "purchased", "purchase")
    noun = made("entity", "accounts", tokens[at], "account") if buying else made("entity", "reps", tokens[at], "owner")
    return tokens if grouped == "account.name" and buying else [*tokens[: at + 1], noun, *tokens[at + 1 :]]


def _when(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "when was it closed": the date of the deal before."""
    asked = any(token.text in ("when", "when's") for token in tokens)
    if not asked or earlier.subject != "deal" or earlier.asks:
        return tokens
    found = []
    for token in tokens:
        dated = "deal.opened_at" if token.has("started") else "deal.close_date" if token.has("state") else ""
        found.append(made("field", token.text, token, dated) if dated else token)
    return found


def _average(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "only those above average": by the figure asked for before."""
    places = [at for at, token in enumerate(tokens) if token.has("average")]
    said = any(token.has("measure", "field") for token in tokens)
    if len(places) != 1 or said or len(earlier.asks) != 1 or earlier.asks[0].name not in MEASURES:
        return tokens
    one, at = MEASURES[earlier.asks[0].name], places[0]
    return [*tokens[: at + 1], made("measure", one.label, tokens[at], one.name), *tokens[at + 1 :]]


def _order(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "smallest on top": the order of the rows."""
    first = next((at for at, token in enumerate(tokens) if token.value("sup") in ("high", "low")), None)
    if first is None or first + 1 >= len(tokens) or tokens[first + 1].text not in ("on top", "first", "at the top"):
        return tokens
    one = made("order", tokens[first].text, tokens[first], tokens[first].value("sup"))
    return [*tokens[:first], one, *tokens[first + 2 :]]


def _left_aside(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "X distorts this, take it out", "without her", "without X deals": conditions that leave out."""
    named = [at for at, token in enumerate(tokens) if token.has("name", "value")]
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.text in (*_ASIDE, *_ASIDE_TOO) and token.has("except") and len(named) == 1 and named[0] < at - 1:
            rest = [*tokens[:at], *tokens[at + 1 :]]
            return [*rest[: named[0]], made("except", "except", token), *rest[named[0] :]]
        out = token.has("except") or (token.has("neg") and token.text in ("without", "no", "minus", "not"))
        if not out or following is None:
            continue
        if following.has("pronoun") and following.text in _IT and not named and (one := _pointed(following, earlier)):
            return [*tokens[:at], stated(one, following), *tokens[at + 2 :]]
        if token.has("neg") and following.has("name", "value") and earlier.asks:
            rest = tokens[at + 2 :]
            rest = rest[1:] if rest and rest[0].value("entity") == "deal" else rest
            return [*tokens[:at], made("except", "except", token), following, *rest]
    return _all_others(tokens, earlier)


def _all_others(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "everything else", "all other products": all but the one named before."""
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if not token.has("others") or token.text not in ("other", "others", "else", "the other") or earlier.ranking:
            continue
        node = following.value("entity") if following is not None else ""
        single = [one for one in earlier.where if isinstance(one, Cond) and one.op == "=" and one.field in _NAMES[1:3]]
        fitting = [one for one in single if node in ("", one.field.split(".")[0])]
        whole = at and tokens[at - 1].has("whole")
        if len(fitting) == 1 and (node or token.text == "else"):
            rest = tokens[at + (2 if node else 1) :]
            one = Cond(fitting[0].field, "!=", fitting[0].values)
            return [*tokens[: at - 1 if whole else at], stated(one, token), *rest]
    return tokens


def _pointed(word: Token, earlier: Request) -> Cond | None:
    """The condition that leaves out the one record named before."""
    people_only = word.text in ("her", "him")
    single = [one for one in earlier.where if isinstance(one, Cond) and one.op == "=" and one.field in _NAMES]
    fitting = [one for one in single if not people_only or one.field in ("owner.name", "manager.name")]
    return Cond(fitting[-1].field, "!=", fitting[-1].values) if fitting else None


def stated(one: Cond, like: Token) -> Token:
    """A token that makes a condition by itself."""
    return Token(like.text, like.at, like.end, {"stated": one.field}, stated=one)


def _units(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "same but quarters": months become quarters."""
    places = [at for at, token in enumerate(tokens) if token.has("unit") and token.value("unit") != "day"]
    timed = any(dim.unit for dim in earlier.dims)
    if not timed or len(places) != 1 or any(token.has("group", "sup", "number", "period") for token in tokens):
        return tokens
    at = places[0]
    return [*tokens[:at], made("group", "by", tokens[at]), *tokens[at:]]


def _aggregates(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "and the median?": of the figure asked for before."""
    places = [at for at, token in enumerate(tokens) if token.value("agg") in ("median", "avg", "min", "max")]
    said = any(token.has("measure", "field", "amount", "state", "count", "sup", "duration") for token in tokens)
    if len(places) != 1 or said or len(earlier.asks) != 1 or earlier.asks[0].name not in MEASURES:
        return tokens
    one = MEASURES[earlier.asks[0].name]
    if one.agg not in ("sum", "avg") or (one.name == "sales" and tokens[places[0]].value("agg") in ("min", "max")):
        return tokens
    at = places[0]
    return [*tokens[: at + 1], made("measure", one.label, tokens[at], one.name), *tokens[at + 1 :]]


def _compared(tokens: list[Token], earlier: Request) -> list[Token]:
    """ "is that more than last quarter?": set side by side."""
    for at, token in enumerate(tokens[:-1]):
        following = tokens[at + 1]
        if not token.has("cmp") or token.value("cmp") not in ("<", ">") or token.text in ("over", "past"):
            continue
        if (following.has("period") and len(earlier.spans) == 1) or (following.has("name", "value") and earlier.where):
            return [*tokens[:at], made("versus", "versus", token), *tokens[at + 1 :]]
    return tokens
