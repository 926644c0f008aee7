"""Zendesk's comments with their attachments; the articles of its help centre."""

from __future__ import annotations

from assistant.importers.zendesk.cells import article_status, body, real_author, said_direction
from assistant.importers.zendesk.people import KEY, TIMES, technical
from assistant.importers.zendesk.words import CHANNELS
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.kinds import Kind
from assistant.records.batches.layout import Field, Implies
from assistant.records.batches.markup import readable
from assistant.records.batches.takes import among

BODIES = ("plain body", "body", "html body")
WRITTEN_BY = (Implies("user", "direction", "out"), Implies("contact", "direction", "in"))


def _body_columns(header: Header, fields: tuple[Field, ...]) -> frozenset[str]:
    """The other forms of the text, with what Zendesk notes about how it came."""
    about = {column for column in header.columns if column.lower().startswith(("metadata.", "via."))}
    again = {header.column(name) for name in (*BODIES, "audit id", "ticket type", "attachments")}
    return technical(header, fields) | frozenset(about | again) - {""} - {one.column for one in fields}


COMMENT = Kind(
    "message",
    (
        ("parent.id", "author id", "public"),
        ("parent.id", "author id", "plain body"),
        ("parent.id", "author id", "html body"),
        ("ticket_id", "author id", "public"),
    ),
    (
        KEY,
        Named(("parent.id", "ticket_id"), (Field("ticket_id", "", "ticket"),)),
        Named(("public",), (Field("direction", "", also_from=("author id",), join=said_direction),)),
        Named(
            ("author id",),
            (Field("author_id", "", "user", also="contact", take=real_author, implies=WRITTEN_BY),),
        ),
        Named(("plain body", "body", "html body"), (Field("body_text", "", also_from=BODIES, join=body),)),
        named("channel", "via", take=among(CHANNELS, other="other")),
        named("sent_at", "created at"),
        named("created_at", "created at"),
    ),
    unless=frozenset({"subject", "title", "content url"}),
    ignored=_body_columns,
)
ATTACHMENT = Kind(
    "attachment",
    (("parent.id", "content url", "file name"), ("parent.id", "content type", "file name")),
    (
        KEY,
        Named(("parent.id",), (Field("message_id", "", "message"),)),
        named("file_name", "file name"),
        named("type", "content type"),
        named("size", "size"),
    ),
    ignored=technical,
)
ARTICLE = Kind(
    "kb_article",
    (
        ("title", "body", "section id"),
        ("title", "body", "draft"),
        ("title", "body", "label names"),
        ("title", "body", "vote sum"),
    ),
    (
        KEY,
        named("title", "title"),
        named("body", "body", take=readable),
        named("locale", "language"),
        named("status", "draft", take=article_status),
        *TIMES,
    ),
    unless=frozenset({"requester id", "topic_id"}),
    ignored=lambda header, fields: technical(header, fields) | (frozenset({header.column("name")}) - {""}),
)
