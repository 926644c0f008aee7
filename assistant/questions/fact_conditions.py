"""The conditions of a question about support or commerce: values, names, states, dates, thresholds."""

from __future__ import annotations

from assistant.questions.draft import NotHere, Unclear
from assistant.questions.fact_draft import FactDraft
from assistant.questions.plan import Cond, cond
from assistant.questions.request import Ask, Limit, Span, limit
from assistant.questions.semantic.facts import FACTS, MAIN, conditions
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.measures import TIME

_NAMED = {"account": "account.name", "product": "product.name", "contact": "contact.name", "team": "team.name"}


def read_conditions(d: FactDraft) -> None:
    """Turn every value, name, state and period into a condition."""
    for at in range(len(d.pieces)):
        piece = d.pieces[at]
        if piece.used:
            continue
        if piece.stated:
            field = d.best(tuple(one.field for one in piece.stated))
            if field:
                d.wheres += [(at, one) for one in piece.stated if one.field == field]
                d.use(at)
        elif "name" in piece.senses:
            _name(d, at)
        elif "value" in piece.senses or "test" in piece.senses or "date" in piece.senses:
            _described(d, at)
    for at, piece in enumerate(d.pieces):
        if piece.period is not None and not piece.used:
            d.spans.append(Span.of(piece.period))
            d.use(at)
    _undated(d)


def running(root: str, asks: list[Ask], where: tuple[Cond, ...], spans: list[Span]) -> tuple[Cond, ...]:
    """Monthly revenue is that of running subscriptions unless the question says which ones."""
    monthly = root == "subscription" and any(ask.field == "subscription.mrr" for ask in asks)
    said = bool(spans) or any(one.field == "subscription.cancelled_at" for one in where)
    return (Cond("subscription.cancelled_at", "missing"),) if monthly and not said else ()


def _undated(d: FactDraft) -> None:
    units = {span.unit.removeprefix("calendar ") for span in d.spans}
    if d.root == "quota" and not d.pro_rata and not units <= {"quarter", "half", "year"}:
        raise NotHere("quotas are set for quarters", 0.7)
    for at, piece in enumerate(d.pieces):
        stated = any(place == at and one.op in ("=", "missing", "present") for place, one in d.wheres)
        dated = d.best(piece.senses.get("date", ()))
        if d.spans and stated and dated and dated != TIME.get(d.root):
            label = FIELDS[TIME[d.root]].label if TIME.get(d.root) else "dated"
            raise Unclear(f"{label} or {FIELDS[dated].label} in that time", ())
    if d.spans and (len(d.spans) > 1 or not TIME.get(d.root)):
        raise NotHere("I could not tell what the period dates", 0.5)
    if any(span.start > d.as_of for span in d.spans) and d.root != "quota":
        raise NotHere("that lies in the future, which these records cannot tell", 0.8)


def _name(d: FactDraft, at: int) -> None:
    named = d.pieces[at].named
    if len(named) != 1:
        raise Unclear(f"“{d.pieces[at].text}” could be several", tuple(one.name for one in named))
    one = named[0]
    field = _NAMED.get(one.kind) or d.best(("assignee.name", "owner.name") if one.kind == "user" else ())
    if not field or not d.best((field,)):
        raise NotHere(f"I can't tell how “{one.name}” goes with that", 0.5)
    _place(d, at, field, one.name)


def _described(d: FactDraft, at: int) -> None:
    """A word that is a value, a state, or says which date is meant."""
    senses = d.pieces[at].senses
    beside = _field_beside(d, at)
    for value in senses.get("value", ()):
        name, _, text = value.partition("|")
        if beside >= 0 and d.best((name,)) and name in d.pieces[beside].senses["field"]:
            d.use(beside)
            _place(d, at, name, text)
            return
    after = d.next_(at)
    if after < len(d.pieces) and d.pieces[after].period is not None and (dated := d.meant(at, "date")):
        _dated(d, at, after, dated)
    elif test := d.meant(at, "test"):
        _state(d, at, test)
    elif value := d.meant(at, "value"):
        if not d.text_field(at) or not d.is_word(d.before(at), "group", "and"):
            name, _, text = value.partition("|")
            _place(d, at, name, text)
    elif d.meant(at, "date") == TIME.get(d.root):
        d.use(at)


def _state(d: FactDraft, at: int, test: str) -> None:
    found = conditions(test, d.as_of.isoformat())
    if test == "ticket|reopened" and d.is_word(at + 1, "once"):
        found = (Cond("ticket.reopened_count", ">", (1,)),)
        d.use(at + 1)
    if d.is_word(d.before(at), "neg"):
        raise NotHere(f"I could not tell what “not {d.pieces[at].text}” leaves", 0.5)
    d.wheres += [(at, one) for one in found]
    d.use(at)


def _dated(d: FactDraft, at: int, after: int, field: str) -> None:
    """ "due next month": the period dates what the word says."""
    period = d.pieces[after].period
    assert period is not None
    if field in (TIME.get(d.root), "order_item.order"):
        d.spans.append(Span.of(period))
    else:
        d.wheres.append((at, Cond(field, "between", (period.start.isoformat(), period.end.isoformat()))))
    d.use(at, after)


def _field_beside(d: FactDraft, at: int) -> int:
    """The place of the field named next to a value: "urgent priority", "with priority urgent"."""
    for near, other in ((d.next_(at), 0), (d.before(at), 1)):
        if (
            0 <= near < len(d.pieces)
            and "field" in d.pieces[near].senses
            and not (other and d.is_word(d.before(near), "group"))
        ):
            return near
    return -1


def _place(d: FactDraft, at: int, field: str, value: str) -> None:
    """Add a condition; a second value of the same field joined by "or" widens it."""
    denied = d.before(at)
    negative = d.is_word(denied, "neg")
    joined = d.is_word(d.before(at), "and", "or")
    for index, (place, one) in enumerate(d.wheres):
        if one.field == field:
            if not joined or negative or one.op not in ("=", "in"):
                raise NotHere(f"two values of {FIELDS[field].label} exclude each other", 0.5)
            d.wheres[index] = (place, Cond(field, "in", (*one.values, value)))
            d.use(at, d.before(at))
            return
    if d.is_word(denied, "or"):
        raise NotHere("I can only join values of one field by “or”", 0.5)
    if negative:
        d.use(denied)
    d.wheres.append((at, Cond(field, "!=" if negative else "=", (value,))))
    d.use(at)


def read_thresholds(d: FactDraft) -> None:
    """ "csat below 3", "above 5000 dollars", "more than 2 open tickets", "without orders"."""
    for at in range(len(d.pieces)):
        piece = d.pieces[at]
        if piece.used:
            continue
        if (ops := piece.words("cmp:")) and d.next_(at) < len(d.pieces):
            _compared(d, at, ops[0])
        elif piece.is_word("neg"):
            _none_of(d, at)


def _compared(d: FactDraft, at: int, op: str) -> None:
    number, said = d.pieces[d.next_(at)].number, d.before(at)
    if number is None:
        return
    places = (at, d.next_(at))
    after = d.next_(places[1])
    figure = d.number_field(said)
    if figure is not None:
        d.use(said, *places)
        _tested(d, at, figure[1], op, number.value)
    elif d.meant(after, "object") == d.root and _head(d, at):
        d.use(*places, after)
        d.limits.append(limit(Ask("count", field=d.root), op, number.value))
    elif d.meant(said, "object") == d.root and d.root in MAIN and number.unit in ("", "usd"):
        d.use(*places)
        _tested(d, at, MAIN[d.root], op, number.value)


def _tested(d: FactDraft, at: int, field: str, op: str, value: float) -> None:
    scaled = value / 100 if FIELDS[field].type == "rate" and value > 1 else value
    d.wheres.append((at, cond(field, op, (scaled,))))
    if field not in d.shows:
        d.shows.append(field)


def _head(d: FactDraft, at: int) -> str:
    """Another object named before, of which the rows are."""
    found = [d.meant(i, "object") for i in range(at)]
    return next((one for one in found if one and one != d.root and one not in FACTS), "")


def _none_of(d: FactDraft, at: int) -> None:
    after = d.next_(at)
    if d.meant(after, "object") == d.root and _head(d, at):
        d.use(at, after)
        d.limits.append(Limit(Ask("count", field=d.root), "=", 0.0))
