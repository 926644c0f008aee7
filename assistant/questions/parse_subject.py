"""The noun that names the rows."""

from __future__ import annotations

from assistant.questions.draft import Draft
from assistant.questions.semantic.objects import NODES


def title(entity: str) -> str:
    """The field that names an entity; a field names itself."""
    return NODES[entity].title if entity in NODES else entity


def read_subject(d: Draft) -> None:
    """What the rows of the answer are, when the question lists something."""
    best, chosen = -1, None
    for at in list(d.free("entity")):
        entity = d.entity(at)
        if says_kind_of(d, at, entity):
            d.use(at)
            continue
        if _attribute(d, at, entity):
            continue
        weight = _weight(d, at, entity)
        if weight > best:
            best, chosen = weight, at
    if chosen is not None and not d.subject:
        d.subject = d.entity(chosen)
        d.listing = best >= 3
        d.use(chosen)


def _attribute(d: Draft, at: int, entity: str) -> bool:
    """Whether a noun asks for a fact of the one record that is named: "Violet's region", "stage of 4K2L"."""
    if d.asks or d.ranking or d.any_(at, "group"):
        return False
    owned = {
        "owner.name": ("owner.region", "manager"),
        "deal.name": (
            "account",
            "owner",
            "product",
            "deal.stage",
            "manager",
            "owner.region",
            "account.industry",
            "account.country",
            "product.series",
        ),
        "account.name": ("account.industry", "account.country", "parent"),
        "product.name": ("product.series",),
        "manager.name": (),
    }
    for one in d.placed:
        if (
            one.field in owned
            and len(one.values) == 1
            and not one.negative
            and one.filter.kind == "cond"
            and entity in owned[one.field]
        ):
            return True
    return False


def _weight(d: Draft, at: int, entity: str) -> int:
    """How surely a noun names the rows: right after "which", a rank or a number; deals less than others."""
    weight = 1 if entity in ("deal", "account.country", "deal.stage") else 2
    near = at - 1
    while (
        near >= 0
        and near >= at - 5
        and d.any_(near, "value", "name", "of", "state", "agg", "only", "domestic", "number", "sup", "subs", "others")
    ):
        if d.any_(near, "number", "sup"):
            weight += 2
            break
        near -= 1
    if near >= 0 and d.any_(near, "command"):
        strong = d.tokens[near].text in (
            "which",
            "whose",
            "what",
            "which one",
            "which ones",
            "list",
            "list of",
            "show",
            "name",
            "names of",
            "names",
            "identify",
            "rank",
            "find",
        )
        weight += 3 if strong else 2
    if near >= 0 and d.any_(near, "group") and d.tokens[near].used:
        weight += 3
    if at == 0 and d.any_(1, "comma") and d.tokens[1].text in ("|", "/"):
        weight += 3
    return weight


def says_kind_of(d: Draft, at: int, entity: str) -> bool:
    """ "finance sector", "Engaging stage", "East office", "product GTX Pro": the noun only says what the value is."""
    for one in d.placed:
        if (
            one.field == entity
            or one.field == title(entity)
            or (entity, one.field)
            in (("manager", "manager.name"), ("owner", "owner.name"), ("product.series", "product.name"))
        ) and one.first - 1 <= at <= one.last + 1:
            return True
    return entity == "manager" and any(
        one.field == "manager.name" and one.last - 1 <= at <= one.last + 2 for one in d.placed
    )
