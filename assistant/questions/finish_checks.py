"""Refusals of what contradicts itself."""

from __future__ import annotations

from dataclasses import replace

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere
from assistant.questions.finish_rows import DETERMINED
from assistant.questions.semantic.fields import FIELDS
from assistant.questions.semantic.objects import NODES

_EACH = ("each", "every", "for each", "each of", "of each", "from each", "for every")
_NUMERIC = ("money", "number", "days", "year", "rate")


def periods_exist(d: Draft) -> None:
    """Refuse what lies beyond today."""
    for _, span in d.spans:
        if span.start > d.as_of:
            raise NotHere("that lies in the future, which these records cannot tell", 0.8)


def check_sane(d: Draft) -> None:
    """Refuse what contradicts itself, or would show a column that its rows do not determine."""
    _figures_apart(d)
    _tests_belong(d)
    _changes_begin(d)
    if d.share == "part" and len(d.spans) > 1:
        raise NotHere("I could not tell the part from the whole", 0.3)
    positions = [one for one in d.placed if one.field == "deal.position"]
    if len(positions) > 1 and any(ask.name == "sales" for _, ask in d.asks):
        raise NotHere("I could not tell the price from the discount", 0.3)
    _each_stands(d)
    _stages_fit(d)
    _ages_fit(d)
    _bands_fit(d)
    _columns_known(d)


def _tests_belong(d: Draft) -> None:
    """ "per manager: reps with a win": a test is of the rows, not of what else is spoken of."""
    grouped = {dim.field for dim in d.dims}
    grouped |= {title(ask.field) for _, ask in d.asks if ask.name == "count"}
    tested = {d.entity(at) for at in range(len(d)) if d.any_(at + 1, "with")} & {
        "owner",
        "account",
        "product",
        "manager",
    }
    if d.dims and d.limits and any(title(entity) not in grouped for entity in tested):
        raise NotHere("I could not tell what is tested", 0.3)


def _figures_apart(d: Draft) -> None:
    states = set(d.all_states())
    asks = [ask for _, ask in d.asks]
    tested = [one.ask for one in d.limits]
    if len(asks) != len(set(asks)) or any(one in asks and tested.count(one) > 2 for one in tested):
        raise NotHere("I could not tell the figures apart", 0.3)
    if any(ask.name == "win_rate" for ask in asks) and states & {"lost", "open"} and not states & {"won", "closed"}:
        raise NotHere("I could not tell which rates are meant", 0.3)


def _changes_begin(d: Draft) -> None:
    """The first of several periods has nothing to be compared with, unless it begins a year."""
    years = (1, d.vocabulary.preferences.fiscal_year_start)
    late = any(span.start.month not in years or span.start.day != 1 for _, span in d.spans)
    if d.change in ("growth", "previous") and d.dims and late and not d.columns:
        raise NotHere("the growth of the first period would need the one before", 0.3)


def _each_stands(d: Draft) -> None:
    each = any(t.has("group") and t.text in _EACH for t in d.tokens)
    several = any(len(one.values) > 1 for one in d.placed) or len(d.spans) > 1 or d.clauses or d.limits
    if each and d.asks and not (d.dims or d.ranking or several or d.fragment or d.subject):
        raise NotHere("I could not tell what “each” stands for", 0.3)


def _stages_fit(d: Draft) -> None:
    """An open stage beside an outcome says where the deals began, or contradicts it."""
    closed, is_open = set(d.all_states()) & {"won", "lost", "closed"}, "open" in d.all_states()
    for one in list(d.placed):
        if one.field != "deal.stage" or one.negative or set(one.values) & {"Won", "Lost"}:
            continue
        cycle = any(ask.name == "cycle" for _, ask in d.asks) or any(p.field == "deal.cycle" for p in d.placed)
        if closed and (cycle or d.started):
            d.placed.remove(one)
        elif closed and not is_open:
            raise NotHere("an open stage and a closed outcome exclude each other", 0.4)


def _ages_fit(d: Draft) -> None:
    """Closed deals have no age: the days they took are meant."""
    states = set(d.all_states())
    if not states & {"won", "lost", "closed"} or "open" in states:
        return
    d.placed = [
        replace(p, filter=replace(p.filter, field="deal.cycle"), field="deal.cycle")
        if p.field == "deal.age" and p.filter.kind == "cond"
        else p
        for p in d.placed
    ]


def _bands_fit(d: Draft) -> None:
    numeric = [one.field for one in d.placed if FIELDS.get(one.field) and FIELDS[one.field].type in _NUMERIC]
    if any(numeric.count(field) > 2 for field in numeric):
        raise NotHere("I could not fit these bands together", 0.4)


def _columns_known(d: Draft) -> None:
    """Each column shown is determined by what the rows are."""
    if not (d.asks or d.dims or (d.subject and d.subject != "deal" and (d.states or d.subject not in NODES))):
        return
    named = [title(d.subject)] if d.subject and not (d.asks and d.subject == "deal") else []
    dims = [dim.field for dim in d.dims if not dim.unit] + named
    for show in () if d.fragment else d.shows:
        if show not in dims and not any(show.startswith(DETERMINED.get(dim, ())) for dim in dims):
            raise NotHere(f"I could not tell which {FIELDS[show].label} is meant", 0.35)
