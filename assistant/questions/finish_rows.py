"""What the rows of an answer are."""

from __future__ import annotations

from assistant.questions.build_columns import title
from assistant.questions.draft import Draft, NotHere
from assistant.questions.plan import Dim
from assistant.questions.request import Ask

SELLING = {
    "bought from us",
    "sold to",
    "buy from us",
    "sold",
    "sell",
    "sells",
    "selling",
    "bought",
    "buy",
    "buys",
    "buying",
    "purchased",
    "purchase",
}


def read_record(d: Draft) -> None:
    """Questions about one deal ask for its fields."""
    if not any(one.field == "deal.name" for one in d.placed):
        return
    if any(t.has("versus", "change") for t in d.tokens):
        raise NotHere("I can't compare the fields of one deal", 0.3)
    if any(len(one.values) > 1 for one in d.placed):
        raise NotHere("I could not tell what is asked about that deal", 0.5)
    states = set(d.all_states())
    if states:
        if len(states) > 1 or not d.shows:
            d.shows.append("deal.stage")
        d.states.clear()
    for at, token in enumerate(d.tokens):
        if token.has("state"):
            d.use(at)
        if token.text in ("when", "when's") or token.value("field") == "deal.close_date":
            d.shows.append("deal.opened_at" if d.started else "deal.close_date")
    d.started = False
    d.asks = (
        [(at, ask) for at, ask in d.asks if ask.name not in ("sales", "cycle", "age")] if not d.fragment else d.asks
    )
    if any(t.has("duration") or t.value("measure") in ("cycle",) for t in d.tokens):
        d.shows.append("deal.cycle")
    if any(t.value("measure") == "age" for t in d.tokens):
        d.shows.append("deal.age")
    if any(t.has("howmuch", "amount") or t.value("field") == "deal.amount" for t in d.tokens):
        d.shows.append("deal.amount")
    d.subject = "deal"


def default_ask(d: Draft) -> None:
    """Groups without a figure are counted."""
    if d.fragment or d.asks or d.share or (d.ranking and (d.ranking.ask or d.ranking.field)):
        return
    real = list(d.dims)
    each = any(
        t.has("group") and t.text in ("each", "every one", "each of", "of each", "every", "from each") for t in d.tokens
    )
    if (
        d.listing
        and d.subject not in ("", "deal")
        and each
        and any(t.text in SELLING for t in d.tokens)
        and not d.clauses
    ):
        d.asks.append((0, Ask("sales")))
        return
    if not real or (d.clauses and not real):
        return
    if (
        d.subject
        and d.subject not in ("deal",)
        and not d.states
        and title(d.subject) not in [dim.field for dim in real]
    ):
        if any(title(d.subject).startswith(DETERMINED.get(dim.field, ("-",)) or ("-",)) for dim in real):
            d.shows.append(title(d.subject) if title(d.subject) != "parent.name" else "account.parent")
            d.subject = ""
            return
        if d.listing and not d.shows and not d.ranking and not any(dim.unit or dim.cases for dim in real):
            d.shows += [dim.field for dim in real]  # "list the reps by region": the group is a column
            d.dims.clear()
            return
        if d.shows or d.listing or d.ranking:
            return
        d.asks.append((0, Ask("count", field="account" if d.subject == "subsidiary" else d.subject)))
        d.subject = ""
    elif d.states or d.subject == "deal" or (d.spans and len(d.spans) > 1 and d.states):
        if d.subject == "deal" and d.shows:
            return
        sold = any(t.text in SELLING for t in d.tokens)
        d.asks.append((0, Ask("sales" if sold else "count")))
        d.subject = ""


_DEAL_FIELDS = ("deal.close_date", "deal.opened_at", "deal.name", "deal.stage", "deal.amount")
_BESIDE = (
    "account",
    "owner",
    "product",
    "deal.stage",
    "owner.region",
    "manager",
    "account.industry",
    "account.country",
)
_HEADS = ("account", "owner", "product", "manager", "deal.stage")


def listing_of_deals(d: Draft) -> None:
    """ "every win: account, rep, value, close date" lists the deals themselves."""
    if d.dims or d.ranking or d.share or d.limits or d.clauses or d.per:
        return
    fields = [at for at in d.free("field") if d.tokens[at].value("field") in _DEAL_FIELDS]
    asked = [at for at in d.free("entity", "command") if d.entity(at) in _BESIDE or (at > 1 and _asks_who(d, at))]
    own = [at for at in fields if d.tokens[at].value("field") != "deal.amount"]
    listed = 1 if d.subject in _HEADS else 0
    several = len(own) + len(asked) + listed >= 2 or (fields and (asked or listed))
    if not several or not _deals_spoken_of(d) or not _lists_rather(d) or (listed and _commanded(d)):
        return
    money = any(ask.name == "sales" for _, ask in d.asks)
    d.asks.clear()
    if listed:
        d.shows.append(title(d.subject))
    d.shows += [field for at in asked if (field := _asked_column(d, at))]
    d.subject = "deal"
    if money:
        d.shows.append("deal.amount")


def _asks_who(d: Draft, at: int) -> bool:
    return d.tokens[at].text in ("who", "who's", "when", "whom")


def _deals_spoken_of(d: Draft) -> bool:
    spoken = d.states or d.subject == "deal" or any(t.value("entity") == "deal" for t in d.tokens)
    return bool(spoken) or any(one.field == "deal.stage" for one in d.placed)


def _lists_rather(d: Draft) -> bool:
    """Whether the figures read so far are but nouns and amounts of the deals to be listed."""
    counts = all(ask.name == "count" and ask.state for _, ask in d.asks)
    return counts or all(ask.name == "sales" and d.tokens[at].has("howmuch", "amount", "field") for at, ask in d.asks)


def _commanded(d: Draft) -> bool:
    """Whether "list the accounts …" asks for what it names, not for deals with these columns."""
    return d.listing and not any(t.has("break") and t.text in (":", "-", ".") for t in d.tokens)


def _asked_column(d: Draft, at: int) -> str:
    """The column that "who" or "when" asks for."""
    if d.tokens[at].text in ("who", "who's", "whom"):
        after = range(at + 1, min(len(d), at + 3))
        return (
            "account.name" if any(d.tokens[i].text in ("bought", "buys", "purchased") for i in after) else "owner.name"
        )
    if d.tokens[at].text == "when":
        return "deal.opened_at" if d.started else "deal.close_date"
    return ""


def settle_rows(d: Draft) -> None:
    """A listed entity with a figure is what the figure is worked out for; one that is only mentioned is not."""
    if not d.asks or d.ranking or d.limits or d.clauses or d.subject in ("", "deal"):
        return
    deals = d.states or d.started or d.spans or any(t.value("entity") == "deal" for t in d.tokens)
    if (
        [ask for _, ask in d.asks] == [Ask("count")]
        and not deals
        and d.subject in ("account", "owner", "product")
        and not d.fragment
    ):
        d.asks = [(0, Ask("count", field=d.subject))]
        d.subject = ""
        return
    node = d.subject.split(".")[0]
    if any(dim.cases for dim in d.dims) or any(
        len(one.values) > 1 and one.field.startswith(f"{node}.") and one.field != title(d.subject) for one in d.placed
    ):
        d.subject = ""
        return
    together = any(t.text in ("combined", "together", "all together", "in all", "altogether") for t in d.tokens)
    if together and not d.dims:
        d.subject = ""
        return
    if d.by_figure and not d.order and not d.fragment:
        d.order = "high"
    if (d.listing or d.by_figure or _with_figure(d) or (d.versus and not d.dims)) and all(
        dim.field != title(d.subject) for dim in d.dims
    ):
        d.dims.append(Dim(title(d.subject)))
    d.subject = ""


def _with_figure(d: Draft) -> bool:
    """ "reps in the East with their sales": the figure is worked out for each."""
    nouns = [at for at, token in enumerate(d.tokens) if token.value("entity") == d.subject]
    first = min(at for at, _ in d.asks)
    before = range(max(0, first - 3), first)
    linked = [at for at in before if d.any_(at, "with", "including")]
    between = linked and all(d.any_(i, "with", "including", "pronoun", "agg", "count") for i in range(linked[0], first))
    return bool(
        nouns and between and nouns[0] < linked[0] and not d.share and not d.any_(0, "count", "howmuch", "measure")
    )


def read_who(d: Draft) -> None:
    """ "who" stands for reps, for customers when it buys."""
    if d.fragment:
        if d.ranking and not d.subject and not d.dims and any(t.text in ("who", "who's") for t in d.tokens):
            d.subject = "owner"
        return
    who = [
        at for at, t in enumerate(d.tokens) if t.text in ("who", "whos", "who's", "whose", "whom") and t.has("command")
    ]
    if not who or d.subject or any(one.field == "deal.name" for one in d.placed):
        if who and any(one.field == "deal.name" for one in d.placed) and "owner.name" not in d.shows:
            d.shows.append("owner.name")
        return
    buys = any(
        t.text in ("bought", "buys", "buy", "purchased", "purchase", "buying", "bought from us") for t in d.tokens
    )
    if any(dim.field in ("owner.name", "manager.name", "account.name") for dim in d.dims):
        return
    listed = d.asks or d.ranking or d.limits or d.clauses or d.states or d.shows == []
    if listed and not (d.shows and not d.asks and not d.ranking):
        d.subject = "account" if buys else "owner"


DETERMINED = {
    "owner.name": ("owner.", "manager."),
    "account.name": ("account.", "parent."),
    "product.name": ("product.",),
    "manager.name": ("manager.",),
    "parent.name": ("parent.",),
    "deal.name": ("deal.", "account.", "owner.", "manager.", "product."),
    "product.series": (),
    "account.industry": (),
}
