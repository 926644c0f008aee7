"""The groups, rankings, figures and rows that a question about support or commerce asks for."""

from __future__ import annotations

from assistant.questions.build_columns import title
from assistant.questions.draft import NotHere, Unclear
from assistant.questions.fact_draft import FactDraft
from assistant.questions.plan import Cond, Dim, time_unit
from assistant.questions.request import Ask, Ranking, Share
from assistant.questions.semantic.facts import MAIN
from assistant.questions.semantic.measures import TIME

_TIMED = frozenset({"ticket", "message", "order", "order_item", "subscription", "invoice", "quota", "campaign_member"})
_FEW = 5  # rows of a ranking that gives no number


def read_groups(d: FactDraft) -> None:
    """ "by region", "per month", "monthly", "each campaign"."""
    for at in range(len(d.pieces)):
        if d.is_word(at, "group"):
            _grouped(d, at)
        elif not d.pieces[at].used and d.pieces[at].text in ("monthly", "quarterly", "weekly", "yearly"):
            _dim(d, at)


def _grouped(d: FactDraft, at: int) -> None:
    after = d.next_(at)
    if d.meant(after, "object") == d.root and d.before(at) >= 0 and d.pieces[at].text == "per":
        d.use(at, after)  # "average value per order": the rows themselves
        return
    if d.is_word(after, "count") and d.meant(d.next_(after), "object") == d.root:
        d.key = ("count", d.root)
        d.use(at, d.next_(after), after)
        return
    figure = None if _dimension(d, after) else d.number_field(after)
    if figure is not None:
        d.key = figure
        d.use(at, after)
        return
    if not _dim(d, after):
        raise NotHere(f"I could not tell what “{d.pieces[at].text}” groups by", 0.5)
    d.use(at)
    joiner = d.next_(after)
    while d.is_word(joiner, "and") and _dimension(d, d.next_(joiner)):
        after = d.next_(joiner)
        _dim(d, after)
        d.use(joiner)
        joiner = d.next_(after)


def _dimension(d: FactDraft, at: int) -> Dim | None:
    """What a piece would group by."""
    if at >= len(d.pieces) or d.pieces[at].used:
        return None
    if units := d.pieces[at].words("unit:"):
        return Dim(TIME[d.root], time_unit(units[0])) if TIME.get(d.root) else None
    if name := d.text_field(at):
        return Dim(name)
    node = d.meant(at, "object")
    return Dim(title(node)) if node and (node != d.root or node not in _TIMED) else None


def _dim(d: FactDraft, at: int) -> bool:
    dim = _dimension(d, at)
    if dim is None:
        return False
    d.dims.append(dim)
    d.use(at)
    return True


def read_ranking(d: FactDraft) -> None:
    """ "top 5 accounts by order value", "largest order", "which country places the most orders"."""
    for at, piece in enumerate(d.pieces):
        if piece.used or not (ends := piece.words("top:")):
            continue
        descending = ends[0] == "high"
        number, after = None, d.next_(at)
        said = d.pieces[after].number if after < len(d.pieces) else None
        if said is not None:
            number = int(said.value)
            d.use(after)
            after = d.next_(after)
        d.use(at)
        if number is not None and not 1 <= number <= 1000:
            raise NotHere("a ranking has 1 to 1,000 rows", 0.6)
        _ranked(d, at, after, number, descending=descending)
        return


def _ranked(d: FactDraft, at: int, after: int, number: int | None, *, descending: bool) -> None:
    dim = _dimension(d, after)
    asked = _asked_for(d, at)
    if dim is not None and d.key is not None and not d.dims:
        _rank_groups(d, dim, _ask(*d.key), number or _FEW, descending=descending)
        d.use(after)
    elif d.meant(after, "object") == d.root and d.pieces[at].text.endswith(("most", "fewest")) and asked >= 0:
        group = _dimension(d, asked)
        assert group is not None
        _rank_groups(d, group, Ask("count", field=d.root), number or 1, descending=descending)
        d.use(after, asked)
    elif (figure := d.number_field(after)) is not None and asked >= 0 and d.key is None:
        group = _dimension(d, asked)
        assert group is not None
        _rank_groups(d, group, Ask("field", *figure), number or 1, descending=descending)
        d.use(after, asked)
    elif d.meant(after, "object") == d.root and not d.dims and (d.key or (d.root in MAIN and _sized(d, at))):
        by = d.key[1] if d.key else MAIN[d.root]
        if by == d.root:
            raise NotHere("rows are not ranked by their own number", 0.5)
        d.ranking = Ranking(descending, number or (_FEW if d.key else 1), field=by)
        d.subject, d.key = d.root, None
        d.use(after)
    else:
        raise NotHere(f"I could not tell what “{d.pieces[at].text}” ranks", 0.5)


def _ask(agg: str, field: str) -> Ask:
    return Ask("count", field=field) if agg == "count" else Ask("field", agg, field)


def _sized(d: FactDraft, at: int) -> bool:
    return not d.pieces[at].text.endswith(("most", "fewest", "best", "worst"))


def _asked_for(d: FactDraft, at: int) -> int:
    """The place of what "which" asks for, before a superlative."""
    return next((i for i in range(at) if d.is_word(d.before(i), "list") and _dimension(d, i) is not None), -1)


def _rank_groups(d: FactDraft, dim: Dim, ask: Ask, number: int, *, descending: bool) -> None:
    d.dims.append(dim)
    d.asks.append(ask)
    d.ranking = Ranking(descending, number, ask=ask)
    d.key = None


def read_figures(d: FactDraft) -> None:
    """Counts, sums, averages."""
    for at in range(len(d.pieces)):
        if d.is_word(at, "count"):
            _counted(d, at)
    listed = _lists(d)
    for at in range(len(d.pieces)):
        figure = d.number_field(at)
        if figure is not None and d.meant(at, "object") != d.root:
            agg = _aggregate(d, at)
            if listed and not agg and not d.dims:
                d.shows.append(figure[1])
            else:
                d.asks.append(Ask("field", {"total": "sum"}.get(agg, agg) or figure[0], figure[1]))
            d.use(at)
    for at in range(len(d.pieces)):
        if not d.pieces[at].used and (aggs := d.pieces[at].words("agg:")):
            _of_rows(d, at, aggs[0])


def _counted(d: FactDraft, at: int) -> None:
    after = d.next_(at)
    node = d.meant(after, "object")
    name = node or d.text_field(after)
    if not name and (figure := d.number_field(after)) is not None and figure[0] == "sum":
        d.use(at)  # "how many units"
        return
    if not name:
        raise NotHere("I could not tell what to count", 0.5)
    d.use(at, after)
    if d.pieces[d.before(at)].is_word("agg:total") if d.before(at) >= 0 else False:
        d.use(d.before(at))
    d.asks.append(Ask("count", field=name))


def _lists(d: FactDraft) -> bool:
    """Whether the rows themselves are wanted: "list the invoices", "which campaigns"."""
    first = next((i for i in range(len(d.pieces)) if d.is_word(i, "list")), None)
    return first is not None and not d.asks and d.meant(d.next_(first), "object") == d.root


def _aggregate(d: FactDraft, at: int) -> str:
    before = d.before(at)
    if before >= 0 and (aggs := d.pieces[before].words("agg:")):
        d.use(before)
        return aggs[0]
    return ""


def _of_rows(d: FactDraft, at: int, agg: str) -> None:
    """ "sum of unpaid invoices", "average order": the main figure of the object."""
    if d.meant(d.next_(at), "object") != d.root or d.root not in MAIN or agg not in ("sum", "avg", "median", "total"):
        return
    if agg == "total":
        raise Unclear("the number of them or their value", ())
    d.asks.append(Ask("field", agg, MAIN[d.root]))
    d.use(at, d.next_(at))


def read_shares(d: FactDraft) -> tuple[Share, tuple[Cond, ...]]:
    """ "what share of tickets is urgent": the conditions after the verb are the part."""
    at = next((i for i in range(len(d.pieces)) if d.is_word(i, "share")), -1)
    if at < 0:
        return "", ()
    verb = next((i for i in range(at, len(d.pieces)) if d.is_word(i, "is")), len(d.pieces))
    after = d.next_(at)
    if d.meant(after, "object") != d.root or d.asks:
        raise NotHere("I could not tell the part from the whole", 0.5)
    d.asks.append(Ask("count", field=d.root))
    d.use(at, after, *([verb] if verb < len(d.pieces) else []))
    part = tuple(one for place, one in d.wheres if place > verb)
    if not part and not d.dims:
        raise NotHere("I could not tell the part from the whole", 0.5)
    return ("part", part) if part else ("total", ())


def read_subject(d: FactDraft) -> None:
    """What the rows of the answer are."""
    objects = [at for at in range(len(d.pieces)) if d.meant(at, "object")]
    head = d.meant(objects[0], "object") if objects else ""
    for at in objects:
        _explained(d, at, first=at == objects[0])
    if head and not d.asks and not d.subject and not d.ranking:
        d.subject = head
    if d.dims and not d.asks:
        if d.subject not in ("", d.root):
            raise NotHere("I could not tell what to work out", 0.4)
        d.asks.append(Ask("count", field=d.root))
    if d.asks and not d.ranking:
        d.subject = ""
    _shown(d)
    _polite(d)


def _explained(d: FactDraft, at: int, *, first: bool) -> None:
    """A noun is explained as the rows, as the object read, or as what its value describes."""
    node = d.meant(at, "object")
    described = any(one.field.split(".")[0] == node and abs(place - at) <= 3 for place, one in d.wheres)
    if node == d.root or described or (first and not d.asks) or any(dim.field == title(node) for dim in d.dims):
        d.use(at)


def _shown(d: FactDraft) -> None:
    """Fields that are left name the columns wanted."""
    for at in range(len(d.pieces)):
        name = d.meant(at, "field")
        if name and not d.asks:
            if d.subject and d.subject != name.split(".")[0] and d.subject != d.root:
                raise NotHere("I could not tell whose column that is", 0.4)
            d.shows.append(name)
            d.use(at)


def _polite(d: FactDraft) -> None:
    """Words that only frame the question."""
    timed = bool(d.spans) or any(dim.unit for dim in d.dims)
    for at in range(len(d.pieces)):
        if (d.is_word(at, "new") and timed) or d.is_word(at, "list", "is") or (d.is_word(at, "and") and _joins(d, at)):
            d.use(at)


def _joins(d: FactDraft, at: int) -> bool:
    """Whether an "and" stands between two pieces that are both explained."""
    said = [i for i, one in enumerate(d.pieces) if i == at or not (one.is_word("stop") and len(one.senses) == 1)]
    here = said.index(at)
    return 0 < here < len(said) - 1 and d.pieces[said[here - 1]].used and d.pieces[said[here + 1]].used
