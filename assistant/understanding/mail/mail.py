"""A mail taken apart into its writer's words with everything around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.understanding.mail.cuts import Cuts, telling
from assistant.understanding.mail.flow import Flow
from assistant.understanding.mail.footers import cut_footers, without_tags
from assistant.understanding.mail.lines import Line, lines_of, seen
from assistant.understanding.mail.markup import visible
from assistant.understanding.mail.notices import cut_notices
from assistant.understanding.mail.parts import Kind, Mail, Part
from assistant.understanding.mail.quotes import Quotes
from assistant.understanding.mail.signature import cut_signatures
from assistant.understanding.mail.subject import is_forward, joined, own_subject

READ = 2_000_000  # characters of a text that are looked at
LONGEST = 20_000  # characters of own words that are kept: the first 16,000 and the last 4,000
_HEAD, _TAIL = 16_000, 4_000
_PLAIN = 2_000  # characters of a one-line message that may need no taking apart
_TELLTALES = ("<", "&", "[", "--", "__", "wrote:", "From:", "Sent:")
_FIRST = re.compile(r"\s*(?:[>(*{\[]|[\w-]{2,12}\s?[:：])")  # a mark, or a header


def clean(text: str, subject: str = "") -> str:
    """Reduce a message to what its writer says; a message of nothing but quotes or signature is kept whole.

    Args:
        text: As it came: plain text or HTML, with quoted mail, signature, footers.
        subject: Its subject line, joined in front unless it is a reply's.

    Returns:
        One line without control characters, at most 20,000 characters and the subject; empty when nothing is there.
    """
    if not subject and len(text) <= _PLAIN and text.isprintable() and not _needs_reading(text):
        return " ".join(seen(text).split())
    return read_mail(text, subject).own


def read_mail(text: str, subject: str = "") -> Mail:
    """Take a message apart.

    Time grows with length alone, whatever the text holds; of more than two million characters the rest is not read.

    Args:
        text: As it came: plain text or HTML, with quoted mail, signature, footers.
        subject: Its subject line.
    """
    flow = visible(text[:READ])
    lines, unread = lines_of(flow)
    cuts = Cuts(len(lines))
    cut_footers(lines, cuts)
    quotes = Quotes(lines, cuts, forward=is_forward(subject))
    quotes.cut()
    cut_notices(lines, cuts)
    cut_signatures(lines, cuts)
    own = _bounded([without_tags(lines[place].text) for place in cuts.left(0, len(lines))])
    chosen = own_subject(quotes.subject if quotes.forwarded and quotes.subject else subject or quotes.subject)
    whole = not telling(own) and not telling(chosen)
    if whole:
        own = _bounded([line.raw for line in lines])
    return Mail(
        joined(chosen, own),
        chosen,
        _parts(flow, lines, cuts, unread, whole=whole),
        quotes.forwarded and not whole,
        whole,
    )


def _needs_reading(line: str) -> bool:
    """Whether there is more to a line than words."""
    return any(telltale in line for telltale in _TELLTALES) or bool(_FIRST.match(line))


def _bounded(lines: Sequence[str]) -> str:
    own = " ".join(" ".join(lines).split())
    return own if len(own) <= LONGEST else f"{own[:_HEAD]} {own[1 - _TAIL :]}"


def _parts(
    flow: Flow, lines: Sequence[Line], cuts: Cuts, unread: tuple[int, int] | None, *, whole: bool
) -> tuple[Part, ...]:
    """Neighbouring lines of one kind as one part, by their place in the original."""
    found: list[tuple[Kind, str, int, int]] = []
    for place, line in enumerate(lines):
        cut = cuts.at(place)
        kind: Kind = "own" if whole or cut is None else cut[0]
        why = "" if whole or cut is None else cut[1]
        if not line.raw:
            continue
        if unread and line.start >= unread[1] and (not found or found[-1][2] < unread[0]):
            found.append(("unread", "more lines than are read", *unread))
        if found and found[-1][:2] == (kind, why):
            found[-1] = (kind, why, found[-1][2], line.end)
        else:
            found.append((kind, why, line.start, line.end))
    return tuple(Part(kind, flow.origin(start), flow.origin_end(end), why) for kind, why, start, end in found)
