"""Facts of a request joined: alternatives of one kind together, periods with what they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.records.facets import Condition, MentionFilter
from assistant.search.customers.scan import Draft
from assistant.search.customers.windows import Span, Window

EITHER = frozenset({"country", "city", "industry", "segment", "lifecycle", "owner", "team", "language", "described"})
"""Facts of which an account has one, so that two of them said together are alternatives."""


def joined(
    drafts: Sequence[Draft], periods: Sequence[Window], has_topic: bool, topic_at: int | None, as_of: date
) -> tuple[tuple[Condition, ...], MentionFilter, str]:
    """The conditions in order, which tickets count for the topic, its period in words."""
    drafts = sorted(drafts, key=lambda draft: draft.start)
    drafts, marks = _marks(drafts) if has_topic else (drafts, ())
    owners: dict[int, Window] = {}
    topic_window: Window | None = None
    for window in periods:
        place = _nearest(drafts, window, topic_at if has_topic else None, taken=set(owners))
        if place is None:
            topic_window = window if has_topic else topic_window
        else:
            owners[place] = window
    timed = [_timed(draft, owners.get(place), as_of) for place, draft in enumerate(drafts)]
    when = MentionFilter(marks=marks)
    if topic_window:
        when = MentionFilter(topic_window.back.since, topic_window.back.until, marks)
    said = ", ".join([*(f"{mark} tickets" for mark in marks), *([topic_window.said] if topic_window else [])])
    return _merged(timed), when, said


def _marks(drafts: Sequence[Draft]) -> tuple[list[Draft], tuple[str, ...]]:
    """Facts about tickets that narrow down the topic's tickets, taken out of the conditions."""
    about = [
        draft.condition
        for draft in drafts
        if draft.condition.fact == "tickets"
        and draft.condition.values
        and not (draft.condition.negated or draft.condition.least or draft.condition.ids)
    ]
    kept = [draft for draft in drafts if draft.condition not in about]
    return kept, tuple(dict.fromkeys(value for condition in about for value in condition.values))


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
