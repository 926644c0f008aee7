"""Facts of a request joined: alternatives of one kind together, periods with what they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.records.facets import Condition, MentionFilter, Order
from assistant.search.customers.scan import Draft
from assistant.search.customers.topic import Topic
from assistant.search.customers.windows import Span, Window

MOOD_DAYS = 180  # how far back a customer's tone is looked at when no period is said
EITHER = frozenset({"country", "city", "industry", "segment", "lifecycle", "owner", "team", "language", "described"})
"""Facts of which an account has one, so that two of them said together are alternatives."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Places in the text that a period may belong to, besides facts."""

    topic: int | None  # where the words begin that say what was written
    order: int | None  # up to where it is said what comes first


def joined(
    drafts: Sequence[Draft], periods: Sequence[Window], anchors: Anchors, topic: Topic | None, *, as_of: date
) -> tuple[tuple[Condition, ...], MentionFilter, str]:
    """The conditions in order, which tickets count for the topic, its period in words."""
    drafts = _reviewed(sorted(drafts, key=lambda draft: draft.start))
    when, said = MentionFilter(), list[str]()
    if topic is not None:
        drafts, when, said = _about(drafts)
    owners: dict[int, Window] = {}
    own: Window | None = None
    for window in periods:
        place = _nearest(drafts, window, None if topic is None else (anchors.topic or 0), taken=set(owners))
        if place is None:
            own = window if topic is not None else own
        elif not _of_order(window, anchors.order, drafts[place]):
            owners[place] = window
    timed = [_timed(draft, owners.get(place), as_of) for place, draft in enumerate(drafts)]
    if own is not None:
        when = replace(when, since=own.back.since, until=own.back.until)
        said.append(own.said)
    elif topic is not None and not topic.words:
        when = replace(when, since=as_of - timedelta(days=MOOD_DAYS))
        said.append(f"since {when.since}")
    if topic is not None and not topic.words:
        when = replace(when, tone="positive" if topic.tone == "positive" else "negative")
    return _still_here(_merged(timed)), when, ", ".join(said)


def dated(order: Order, at: int | None, periods: Sequence[Window], drafts: Sequence[Draft]) -> Order:
    """The order with the period that stands beside it."""
    for window in periods:
        if all(_of_order(window, at, draft) for draft in drafts if draft.timed):
            return replace(order, since=window.back.since, until=window.back.until)
    return order


def _of_order(window: Window, at: int | None, draft: Draft) -> bool:
    """Whether a period belongs to what comes first, which is said up to `at`, rather than to a fact."""
    if at is None:
        return False
    gap = window.start - draft.end if draft.end <= window.start else 2.5 * (draft.start - window.end) + 5
    return 0 <= window.start - at < gap


def _reviewed(drafts: Sequence[Draft]) -> list[Draft]:
    """A product beside a review is what was reviewed."""
    reviews = [draft for draft in drafts if draft.condition.fact == "reviewed"]
    products = [draft for draft in drafts if draft.condition.fact == "bought" and not draft.condition.negated]
    if not reviews or not products:
        return list(drafts)
    review, product = reviews[0], products[0].condition
    said = f"{review.condition.said} of {re.sub('^with ', '', product.said)}"
    kept = [draft for draft in drafts if draft is not review and draft is not products[0]]
    together = replace(review, condition=replace(review.condition, said=said, ids=product.ids))
    return sorted([*kept, together], key=lambda draft: draft.start)


def _still_here(conditions: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Falling usage is asked about those who are still customers, unless a stage of life is named."""
    facts = {condition.fact for condition in conditions}
    if facts & {"usage_fall", "last_login"} and not facts & {"lifecycle", "cancelled"}:
        left = Condition("lifecycle", "not churned", values=("churned",), negated=True)
        return (*conditions, left)
    return conditions


def _about(drafts: Sequence[Draft]) -> tuple[list[Draft], MentionFilter, list[str]]:
    """Facts about tickets that narrow down the topic's tickets, in words too, taken out of the conditions."""
    about = [
        draft.condition
        for draft in drafts
        if draft.condition.fact == "tickets" and not draft.condition.negated and draft.condition.least is None
    ]
    kept = [draft for draft in drafts if draft.condition not in about]
    marks = tuple(dict.fromkeys(value for condition in about for value in condition.values))
    said = [f"{mark} tickets" for mark in marks]
    said += [condition.said.removeprefix("a ticket ") for condition in about if condition.ids]
    return kept, MentionFilter(marks=marks, assignees=tuple(id_ for one in about for id_ in one.ids)), said


def _nearest(drafts: Sequence[Draft], window: Window, topic_at: int | None, *, taken: set[int]) -> int | None:
    """The fact a period belongs to: the nearest that takes one, those before it first; None for the topic."""
    best: tuple[float, int | None] | None = None
    for place, draft in enumerate(drafts):
        if draft.timed and place not in taken:
            gap = window.start - draft.end if draft.end <= window.start else 2.5 * (draft.start - window.end) + 5
            if best is None or gap < best[0]:
                best = (gap, place)
    if topic_at is not None:
        gap = window.start - topic_at if topic_at < window.start else 2.5 * (topic_at - window.end) + 5
        if best is None or gap < best[0]:
            return None
    return best[1] if best else None


def _timed(draft: Draft, window: Window | None, as_of: date) -> Draft:
    condition = draft.condition
    if draft.timed == "churn":
        if window is None:
            return draft
        span = window.back
        return replace(
            draft, condition=Condition("cancelled", f"cancelled {window.said}", since=span.since, until=span.until)
        )
    if draft.timed == "lapsed":
        until = (window.back.since if window else None) or as_of - timedelta(days=draft.days)
        said = condition.said.replace("{until}", until.isoformat())
        return replace(draft, condition=replace(condition, said=said, until=until))
    if draft.timed == "future":
        if window is None and draft.days:
            last = as_of + timedelta(days=draft.days)
            said = f"{condition.said} by {last.isoformat()}"
            return replace(draft, condition=replace(condition, said=said, since=as_of, until=last + timedelta(days=1)))
        if window is not None:
            said = f"{condition.said} {window.said}"
            ahead = window.ahead
            return replace(draft, condition=replace(condition, said=said, since=ahead.since, until=ahead.until))
        return draft
    if draft.timed == "past" and (window or draft.days):
        back = window.back if window else Span(as_of - timedelta(days=draft.days), None)
        said = f"{condition.said} {window.said if window else f'since {back.since}'}"
        return replace(draft, condition=replace(condition, said=said, since=back.since, until=back.until))
    return draft


def _merged(drafts: Sequence[Draft]) -> tuple[Condition, ...]:
    kept: list[Condition] = []
    for draft in drafts:
        new = draft.condition
        if trade := next((old for old in kept if {old.fact, new.fact} == {"described", "industry"}), None):
            kept[kept.index(trade)], new = replace(trade, fact="described"), replace(new, fact="described")
        same = next((old for old in kept if old.fact == new.fact and old.fact in EITHER), None)
        if same is None:
            if new not in kept:
                kept.append(new)
            continue
        if same.negated != new.negated and not same.negated:
            kept.append(new)
            continue
        shown = re.sub(r"^(?:not )?(?:in|of|with|writing in|segment)\s", "", new.said)
        said = same.said if shown in same.said else f"{same.said} or {shown}"
        union = replace(
            same,
            said=said,
            values=tuple(dict.fromkeys((*same.values, *new.values))),
            ids=tuple(dict.fromkeys((*same.ids, *new.ids))),
        )
        kept[kept.index(same)] = union
    return tuple(kept)
