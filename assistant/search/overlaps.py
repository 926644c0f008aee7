"""The best of name matches that overlap."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.views import NameMatch

TIE = 0.03  # two similarities closer than this do not decide between two records
MOST = 20  # namesakes kept for one place in a text


def settle(matches: Sequence[NameMatch]) -> list[NameMatch]:
    """Drop every match that overlaps a better one, keep ties.

    A match is better when its similarity is more than 0.03 higher, or, for the same record, when it covers more text.
    At most 20 matches remain over one place; the rest of a crowd of namesakes is cut off, lowest ids kept.
    """
    kept: list[NameMatch] = []
    for match in sorted(matches, key=_rank):
        rivals = [other for other in kept if other.start < match.end and match.start < other.end]
        if all(_tied(match, other) for other in rivals) and len(rivals) < MOST:
            kept.append(match)
    return sorted(kept, key=lambda match: (match.start, -match.similarity, match.end, match.named.id))


def _rank(match: NameMatch) -> tuple[float, int, str, int]:
    longer = 0.002 * (match.end - match.start)  # "Umbrella Corp" before "Umbrella" of nearly the same similarity
    return (-match.similarity - longer, match.start, match.named.kind, match.named.id)


def _tied(match: NameMatch, better: NameMatch) -> bool:
    same_record = (match.named.kind, match.named.id) == (better.named.kind, better.named.id)
    inside = (
        better.start <= match.start and match.end <= better.end and match.end - match.start < better.end - better.start
    )
    return not same_record and not inside and better.similarity - match.similarity <= TIE
