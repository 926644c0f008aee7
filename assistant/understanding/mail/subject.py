"""The subject of a mail as words of its writer."""

from __future__ import annotations

import re

from assistant.understanding.mail import phrases
from assistant.understanding.mail.footers import without_tags
from assistant.understanding.mail.lines import seen
from assistant.understanding.mail.markup import MARKUP

LONGEST_SUBJECT = 300
MARKUP_WITHIN = 10_000  # characters in which a page shows itself as one
_TICKET = re.compile(r"^\s*\[[^\]]{0,40}[#\d][^\]]{0,40}\]\s*")


def is_forward(subject: str) -> bool:
    """Whether a subject says that the mail was forwarded."""
    return bool(phrases.FORWARD_SUBJECT.match(subject))


def own_subject(subject: str) -> str:
    """A subject without "Fwd:", "[EXTERNAL]", ticket numbers; empty for a reply's, which an older mail chose."""
    text = " ".join(seen(subject[:LONGEST_SUBJECT]).split())
    for _ in range(5):
        before = text
        text = _TICKET.sub("", without_tags(text).strip(), count=1)
        if phrases.REPLY_SUBJECT.match(text):
            return ""
        text = phrases.FORWARD_SUBJECT.sub("", text, count=1).strip()
        if text == before:
            break
    return text


def with_subject(text: str, subject: str) -> str:
    """A message below its subject line, as `clean` reads it; unchanged when the subject says nothing of its own."""
    chosen = own_subject(subject)
    if not chosen:
        return text
    return f"Subject: {chosen}{'<br>' if MARKUP.search(text[:MARKUP_WITHIN]) else ''}\n\n{text}"


def joined(subject: str, body: str) -> str:
    """Subject and body as one text; a subject that the body repeats is left out."""
    if not subject or body.casefold().startswith(subject.casefold().rstrip(" .…")):
        return body
    stop = "" if subject[-1] in ".!?…" else "."
    return f"{subject}{stop} {body}" if body else subject
