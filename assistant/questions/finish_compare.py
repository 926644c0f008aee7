"""Values, groups, periods set side by side."""

from __future__ import annotations

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere, Placed
from assistant.questions.finish_rows import SELLING
from assistant.questions.plan import Cond, Dim, Group, Plan, Show, time_unit
from assistant.questions.request import Ask


def merge_values(d: Draft) -> None:
    """Two values of one field side by side are compared; a test next to its opposite splits the rows in two."""
    for one in list(d.placed):
        for other in d.placed:
            if other is one or one not in d.placed or other.field != one.field:
                continue
            if opposite(one, other) and d.share:
                continue
            if opposite(one, other):
                first = one if not one.negative else other
                d.placed = [p for p in d.placed if p not in (one, other)]
                if first.filter.kind == "cond" and first.filter.op == "missing":
                    first = other
                labels = _labels_of(first.field, first.values)
                d.dims.insert(0, Dim(first.field, cases=(first.filter,), labels=labels))
                return
            if (
                one.values
                and other.values
                and not one.negative
                and not other.negative
                and one.filter.kind == "cond"
                and other.filter.kind == "cond"
                and one.filter.op in ("=", "in")
                and other.filter.op in ("=", "in")
            ):
                values = tuple(dict.fromkeys((*one.values, *other.values)))
                both = Placed(
                    Cond(one.field, "in" if len(values) > 1 else "=", values),
                    one.first,
                    other.last,
                    one.field,
                    values,
                    "versus" if len(values) > 1 else "",
                )
                d.placed = [both if p is one else p for p in d.placed if p is not other]
                merge_values(d)
                return


def opposite(one: Placed, other: Placed) -> bool:
    """Whether one condition is the other denied."""
    a, b = one.filter, other.filter
    if a.kind != "cond" or b.kind != "cond":
        return False
    if {a.op, b.op} == {"missing", "present"}:
        return True
    return one.values == other.values and bool(one.values) and one.negative != other.negative


def _labels_of(field: str, values: tuple[str, ...]) -> tuple[str, str]:
    if field == "account.parent":
        return ("subsidiary", "independent")
    if field == "account.country":
        return (" or ".join(values), "other countries")
    return (" or ".join(values), "other") if values else ("with", "without")


def groups_of_companies(d: Draft) -> None:
    """ "each parent with its subsidiaries": both are rolled up under the parent's name."""
    joint = False
    for at, token in enumerate(d.tokens):
        if token.value("entity") == "subsidiary":
            joint = joint or any(
                d.any_(i, "including")
                or (d.any_(i, "joiner") and (d.entity(i - 1) == "parent" or d.any_(i - 1, "pronoun")))
                for i in range(max(0, at - 2), at)
            )
    if not joint or all(dim.field != "parent.name" for dim in d.dims):
        return
    parents = Plan("parent", (Show("parent.name"),))
    d.dims = [Dim("account.group") if dim.field == "parent.name" else dim for dim in d.dims]
    d.placed = [one for one in d.placed if one.field != "account.parent"]
    either = Group("any", (Cond("account.parent", "present"), Cond("account.name", "in", (), "", parents)))
    d.placed.append(Placed(either, 0, 0, "account.group"))
    for at in list(d.free("including")):
        d.use(at)


def read_versus(d: Draft) -> None:
    """Note that things are set side by side."""
    _apart(d)
    for at in list(d.free("cmp", "than")):
        if any(len(one.values) > 1 for one in d.placed) or len(d.spans) > 1:
            d.use(at)
    _not_those(d)
    if (
        any(d.free("comparative"))
        and not any(len(one.values) > 1 for one in d.placed)
        and len(d.spans) < 2
        and not any(dim.cases for dim in d.dims)
        and not d.fragment
    ):
        raise NotHere("I could not tell what is compared", 0.4)
    for at in list(d.free("versus", "both", "comparative")):
        d.versus = d.versus or not d.tokens[at].has("comparative") or True
        d.use(at)


def _apart(d: Draft) -> None:
    """ "more in Q4 than in Q3", "Q4 minus Q3": which of two periods is ahead, or by how much."""
    if len(d.spans) != 2 or d.trend or d.change:
        return
    (first, one), (second, other) = sorted(d.spans, key=lambda pair: pair[0])
    between = [at for at in d.free("neg", "except") if first < at < second and d.tokens[at].text == "minus"]
    if between and one.start > other.start and d.asks:
        d.use(*between)
        d.change = "diff"
        return
    marks = [at for at in d.free("cmp") if d.tokens[at].value("cmp") in ("<", ">") and at < second]
    than = any(d.any_(at, "than") or d.tokens[at].text.endswith("than") for at in range(first - 1, second))
    listed = d.subject not in ("", "deal")
    if len(marks) != 1 or not than or not listed or d.limits or d.clauses:
        return
    if not d.asks:
        sold = any(t.text in SELLING for t in d.tokens)
        d.asks.append((marks[0], Ask("sales") if sold else Ask("count")))
    d.use(*marks, *(at for at in d.free("than")))
    d.trend = "up" if (d.tokens[marks[0]].value("cmp") == ">") == (one.start > other.start) else "down"


def rest_of(d: Draft) -> list[int]:
    """Places of words that stand for all the others."""
    return [
        at for at in d.free("others") if d.tokens[at].text not in ("colleagues", "teammates", "teammate", "team mates")
    ]


def _not_those(d: Draft) -> None:
    """ "customers owned by a parent against customers that aren't": the rest is the other group."""
    ends = [
        at
        for at in (*d.free("neg"), *rest_of(d))
        if not any(not d.any_(i, "break", "comma") for i in range(at + 1, len(d)))
    ] or [at for at in rest_of(d) if not d.fragment]
    ends = ends or [
        at for at in d.free("neg") if not any(not d.any_(i, "break", "comma") for i in range(at + 1, len(d)))
    ]
    if (
        ends
        and len(d.placed) == 1
        and d.asks
        and any(d.free("versus", "joiner", "but"))
        and d.placed[0].filter.kind == "cond"
    ):
        one = d.placed.pop()
        d.use(*ends)
        d.dims.insert(0, Dim(one.field, cases=(one.filter,), labels=_labels_of(one.field, one.values)))


def compare(d: Draft) -> None:
    """Several values side by side are rows, two periods are rows or columns."""
    if any(t.text in ("ytd", "year to date") for t in d.tokens) and any(dim.unit for dim in d.dims) and not d.change:
        raise NotHere("I could not tell whether the months add up", 0.3)
    several = [one for one in d.placed if len(one.values) > 1 and not one.negative]
    together = any(t.value("agg") == "sum" and t.text in ("combined", "together", "all together") for t in d.tokens)
    for one in several:
        counting = any(ask.name == "count" for _, ask in d.asks)
        asked = bool(d.asks) and not together
        apart = one.field in ("owner.name", "manager.name", "account.name", "owner.region", "deal.stage")
        if (
            asked
            and (
                d.versus
                or one.joined == "versus"
                or (one.joined in ("and", "") and apart and not counting)
                or (apart and d.dims and one.joined in ("and", ""))
            )
            and all(dim.field != one.field for dim in d.dims)
        ):
            d.dims.insert(0, Dim(one.field))
            if d.subject and title(d.subject) == one.field:
                d.subject = ""
    if len(d.spans) == 2 and d.asks and not d.clauses:
        units = {span.unit for _, span in d.spans}
        d.spans.sort(key=lambda pair: pair[1].start)
        if d.dims and d.dims[-1].unit and d.dims[-1].unit in units:
            return
        listed = d.subject not in ("", "deal") and (d.listing or d.trend)
        if (
            not d.dims
            and not listed
            and not d.trend
            and units <= {"month", "quarter", "year"}
            and len(units) == 1
            and not d.change
        ):
            d.dims.append(Dim("", time_unit(units.pop())))
        else:
            d.columns = True
    elif len(d.spans) > 1 and not d.clauses:
        units = {span.unit for _, span in d.spans}
        if len(units) == 1 and units <= {"month", "quarter", "year"} and not d.dims:
            d.dims.append(Dim("", time_unit(units.pop())))
        elif len(d.spans) > 1:
            raise NotHere("I could not tell how the periods belong together", 0.3)
