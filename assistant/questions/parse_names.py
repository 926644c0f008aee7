"""Names, values, periods of a question as conditions."""

from __future__ import annotations

from assistant.questions.draft import Draft, NotHere, Placed, Unclear
from assistant.questions.parse_targets import main_entity
from assistant.questions.period import before
from assistant.questions.plan import Cond, Group, cond
from assistant.questions.request import Span
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.tokens import Token
from assistant.views import Named

NODE_OF = {"account": "account", "product": "product", "contact": "contact", "team": "team"}
_JOINERS = ("joiner", "comma", "versus", "break")


def read_names(d: Draft) -> None:
    """Turn names and values into conditions; neighbours of one field become one condition."""
    for at in list(d.free("stated")):
        one = d.tokens[at].stated
        assert one is not None
        values = tuple(map(str, one.values)) if one.op in ("=", "!=", "in", "not_in") else ()
        d.placed.append(Placed(one, at, at, one.field, values, "or", one.op in ("!=", "not_in")))
        d.use(at)
    at = 0
    while at < len(d):
        token = d.tokens[at]
        if token.used or not token.has("name", "value", "record", "domestic"):
            at += 1
            continue
        if token.value("value").startswith("deal.stage|") and _moment(d, at):
            d.use(at)  # "started engaging" is the moment, not the stage
            at += 1
            continue
        at = _run(d, at)


def _moment(d: Draft, at: int) -> bool:
    """ "started engaging", "within 7 days of engaging": the moment, not the stage."""
    days = d.any_(at - 1, "number") and d.tokens[at - 1].figure_unit == "days"
    closed = any(t.value("state") in ("won", "lost", "closed") for t in d.tokens)
    return (d.any_(at - 1, "started") or (days and closed)) and not d.any_(at + 1, "entity")


def _run(d: Draft, at: int) -> int:
    field, values = _meaning(d, at)
    members, joined = [at], ""
    last = at
    while True:
        step = _next_of(d, last, field)
        if step is None:
            break
        last, how = step
        more = _meaning(d, last)[1]
        values = tuple(dict.fromkeys((*values, *more)))
        members.append(last)
        joined = joined if joined == "versus" else how or joined
    negative, mark = _polarity(d, at, last)
    d.use(*members)
    if mark is not None:
        d.use(mark)
    if d.tokens[at].value("domestic") == "abroad":
        negative = not negative
    ops = ("!=", "not_in") if negative else ("=", "in")
    test = cond(field, ops[0] if len(values) == 1 else ops[1], values)
    d.placed.append(Placed(test, at if mark is None else min(at, mark), last, field, values, joined, negative))
    return last + 1


def _meaning(d: Draft, at: int) -> tuple[str, tuple[str, ...]]:
    token = d.tokens[at]
    if token.has("domestic"):
        if not d.vocabulary.home_country:
            raise NotHere("these records hold no countries")
        return "account.country", (d.vocabulary.home_country,)
    if token.has("record"):
        return "deal.name", (token.value("record"),)
    if token.has("value") and not token.has("name"):
        field, _, value = token.value("value").partition("|")
        return (_weekday(d, at) if field == "deal.closed_weekday" else field), (value,)
    named = _narrow(d, at, token)
    kinds = {_field(d, one) for one in named}
    if len(named) > 1:
        options = tuple(one.name + (f" ({one.hint})" if one.hint else "") for one in named)
        raise Unclear(f"“{token.text}” could be {' or '.join(options[:4])}", tuple(one.name for one in named))
    return kinds.pop(), (named[0].name,)


def _weekday(d: Draft, at: int) -> str:
    """Which day of a deal is meant: that of its beginning where the words say so, else that of its closing."""
    date = d.tokens[at - 1].value("field") if d.is_(at - 1, "field") else ""
    if date in ("deal.opened_at", "deal.close_date"):
        d.use(at - 1)
    d.started = d.started or date == "deal.opened_at"
    opened = d.started or any(t.has("started") or t.value("state") == "open" for t in d.tokens)
    return "deal.opened_weekday" if opened else "deal.closed_weekday"


def _narrow(d: Draft, at: int, token: Token) -> tuple[Named, ...]:
    near = {d.entity(i) for i in (at - 1, at + 1)}
    wanted = {
        "account" if "account" in near else "",
        "product" if "product" in near else "",
        "user" if near & {"owner", "manager"} else "",
    } - {""}
    kept = tuple(one for one in token.named if one.kind in wanted)
    return kept or token.named


def _field(d: Draft, one: Named) -> str:
    if one.kind == "user":
        return "manager.name" if one.id in d.vocabulary.managers else "owner.name"
    if one.kind not in NODE_OF:
        raise NotHere(f"I can't filter by {one.kind}")
    return f"{NODE_OF[one.kind]}.name"


def _next_of(d: Draft, last: int, field: str) -> tuple[int, str] | None:
    """The next token of the same field, with the word that joins it on."""
    how, at = "", last + 1
    while d.any_(at, *_JOINERS) and at - last <= 3:
        token = d.tokens[at]
        if token.has("versus") or token.text == "/":
            how = "versus"
        elif token.has("joiner"):
            how = how or token.value("joiner")
        elif token.has("break") and token.text not in ("-", "–"):
            return None
        at += 1
    if at == last + 1 and not d.any_(at, "name", "value"):
        return None
    if not d.is_(at, "name", "value") or d.tokens[at].has("record"):
        return None
    try:
        same = _meaning(d, at)[0] == field
    except (Unclear, NotHere):
        return None
    if same and how in ("versus",):
        d.versus = True
    if same:
        d.use(*(i for i in range(last + 1, at) if d.tokens[i].has("joiner", "versus")))
    return (at, how) if same else None


_DENYING = frozenset(
    ("not", "non", "isn't", "isnt", "aren't", "arent", "nor", "minus", "without", "no", "neither", "wasn't")
) | frozenset(("don't", "dont", "doesn't", "doesnt"))
_OUT = frozenset(
    ("excluded", "aside", "take it out", "leave it out", "leaving it out", "take that out", "leave that out", "excl")
) | frozenset(("not counting", "out"))


def _polarity(d: Draft, first: int, last: int) -> tuple[bool, int | None]:
    """Whether a condition is negated, with the place of the negation."""
    at, seen = first - 1, 0
    while at >= 0 and seen < 3:
        token = d.tokens[at]
        if token.has("except") and not token.used:
            return True, at
        if token.has("neg") and not token.used and token.text in _DENYING:
            if _other_deals(d, at, first):
                return False, None
            return (True, at) if _denies_it(d, at, last, seen) else (False, None)
        if not _passed_over(d, at):
            break
        at -= 1
        seen += 1
    return _left_out_after(d, last)


def _other_deals(d: Draft, at: int, first: int) -> bool:
    """ "bought X but not Y": other deals are denied, not the value of the same ones."""
    bought = d.any_(at - 1, "but", "joiner") and any(t.has("state") for t in d.tokens[:at])
    return bought and main_entity(d) in ("account", "owner", "manager") and _meaning(d, first)[0] == "product.name"


def _denies_it(d: Draft, at: int, last: int, seen: int) -> bool:
    """Whether a negation is about the value, rather than about deals or a verb."""
    text = d.tokens[at].text
    exists = d.any_(last + 1, "state") or d.any_(last + 2, "state") or d.entity(last + 1) == "deal"
    if text in ("without", "no") and (exists or (seen and _lacks_account(d, at))):
        return False
    return not (text in ("don't", "dont", "doesn't", "doesnt") and seen)


def _lacks_account(d: Draft, at: int) -> bool:
    """ "open deals without an account in the East": the account is missing."""
    deals = any(t.value("entity") == "deal" or t.has("state") for t in d.tokens[:at])
    return deals and d.entity(at + 1) == "account"


def _passed_over(d: Draft, at: int) -> bool:
    """Words that may stand between a negation and its value."""
    token = d.tokens[at]
    joined = token.has("joiner") and at > 0 and d.any_(at - 1, "except")
    dash = token.has("break") and token.text == "-"
    return token.has("entity", "with", "than", "pronoun", "only") or dash or joined


def _left_out_after(d: Draft, last: int) -> tuple[bool, int | None]:
    """ "Kan-code excluded", "leave Kan-code aside": the negation behind the value."""
    for after in (last + 1, last + 2):
        out = d.is_(after, "except") and d.tokens[after].text in _OUT
        if out and not d.any_(after + 1, "name", "value"):
            return True, after
        if not d.any_(after, "entity", "comma"):
            break
    return False, None


def read_periods(d: Draft) -> None:
    """Collect the periods that are said."""
    _founded(d)
    for at in list(d.free("period")):
        token = d.tokens[at]
        if token.used or token.period is None:
            continue
        if token.text in ("today", "yesterday", "tomorrow") and not (
            d.any_(at - 1, "state", "started") or d.any_(at + 1, "state")
        ):
            d.use(at)
            continue
        d.use(at)
        d.spans.append((at, Span.of(token.period)))
    for at in list(d.free("onebefore")):
        if len(d.spans) == 1:
            d.use(at)
            d.spans.append((at, Span.of(before(d.spans[0][1].period))))


def _founded(d: Draft) -> None:
    """ "founded from 1982 to 1985", "established before 1990": years of the company, not of deals."""
    marks = [at for at in d.free("field") if d.tokens[at].value("field") == "account.founded_year"]
    if not marks:
        return
    for at in list(d.free("period")):
        period = d.tokens[at].period
        if period is None or period.start.month != 1 or period.end.month != 12 or min(abs(at - m) for m in marks) > 4:
            continue
        if d.any_(at - 1, "cmp", "between") and d.tokens[at - 1].text != "from":
            continue
        start, end = period.start.year, period.end.year
        test = Cond("account.founded_year", "between", (start, end))
        if start == 1900:
            test = Cond("account.founded_year", "<=", (end,))
        elif end == 2999:
            test = Cond("account.founded_year", ">=", (start,))
        d.use(at, *marks)
        d.shows.append("account.founded_year")
        d.use(*(i for i in d.free("unit") if d.tokens[i].value("unit") == "year"))
        d.placed.append(Placed(test, at, at, "account.founded_year"))
        return


def read_trend(d: Draft) -> None:
    """ "improved from Q3 to Q4": rows whose second figure is above the first."""
    if len(d.spans) != 2:
        return
    for at in list(d.free("trend")):
        d.use(at)
        d.trend = "up" if d.tokens[at].value("trend") == "up" else "down"


def read_subsidiaries(d: Draft) -> None:
    """ "subsidiaries of X", "X with its subsidiaries", "independent accounts"."""
    for at in list(d.free("subs")):
        d.use(at)
        op = "present" if d.tokens[at].value("subs") == "present" else "missing"
        d.placed.append(Placed(cond("account.parent", op), at, at, "account.parent"))


def whole_group(d: Draft, at: int, one: Placed) -> None:
    """Widen the condition on one account to its subsidiaries."""
    name = one.values
    both = Group("any", (Cond("account.name", "in", name), Cond("parent.name", "in", name)))
    d.placed[d.placed.index(one)] = Placed(both, one.first, at, "account.name", name)


def field_label(name: str) -> str:
    """A field's label."""
    return FIELDS[name].label
