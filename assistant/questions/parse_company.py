"""Facts of one company, told from figures of its deals."""

from __future__ import annotations

from assistant.questions.draft import Draft
from assistant.questions.plan import Dim

_OWN_REVENUE = ("revenue", "revenues", "turnover")
_PEOPLE = ("people", "persons", "heads", "folks", "person")


def read_company(d: Draft) -> None:
    """ "how many people work at X", "X: staff, revenue, sector": the company's own fields."""
    named = [one for one in d.placed if one.field == "account.name" and len(one.values) == 1 and not one.negative]
    founding = d.started and d.dims == [Dim("", "year")]
    others = d.states or d.spans or (d.dims and not founding) or d.asks or d.share or len(d.placed) != 1
    if len(named) != 1 or others or any(t.value("entity") in ("deal", "product", "manager") for t in d.tokens):
        return
    for at in list(d.free("count")):
        if d.is_(at + 1, "entity") and d.tokens[at + 1].text in _PEOPLE:
            d.use(at, at + 1)
            d.shows.append("account.employees")
    facts = [at for at in d.free("field", "entity") if _own(d, at)]
    for at in list(d.free("measure")):
        listed = d.any_(at - 1, "comma", "joiner", "pronoun") or d.any_(at + 1, "comma", "joiner")
        if d.tokens[at].text in _OWN_REVENUE and (facts or d.shows) and listed:
            d.use(at)
            d.shows.append("account.annual_revenue")
    if d.started and d.shows and any(t.value("unit") == "year" or t.text == "when" for t in d.tokens):
        d.started = False
        d.dims.clear()
        d.use(*d.free("started", "unit"))
        d.shows.append("account.founded_year")


def _own(d: Draft, at: int) -> bool:
    return d.tokens[at].value("field").startswith("account.") or d.entity(at) in (
        "account.industry",
        "account.country",
        "parent",
    )
