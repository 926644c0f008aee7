"""Salesforce's knowledge articles, with the files of e-mails."""

from __future__ import annotations

from assistant.importers.salesforce.cells import first_text, is_true, spaced
from assistant.importers.salesforce.exports import STAMPS, Kind, key, pointer, records, when, words
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout


def files(header: Header) -> tuple[Layout, ...]:
    """Attachment or ContentVersion: the files of e-mails, without what is in them."""
    fields = (
        key("id"),
        pointer("message_id", "message", "parentid", "firstpublishlocationid"),
        named("file_name", "pathonclient", "name", "title"),
        named("type", "contenttype", "filetype"),
        named("size", "bodylength", "contentsize"),
        named("created_at", "createddate"),
    )
    only = (
        when(header, _is_mail, "parentid", "firstpublishlocationid", otherwise="a file of no e-mail"),
        when(header, is_true, "islatest", otherwise="an earlier version of a file"),
    )
    (layout,) = records("attachment", header, fields, only=only)
    content = {column for column in (header.column("body"), header.column("versiondata")) if column}
    return (Layout(layout.object, layout.fields, {}, layout.ignored | content, layout.only),)


def articles(header: Header) -> tuple[Layout, ...]:
    """Knowledge__kav: the newest version of each article in each language."""
    bodies = tuple(f"{name}__c" for name in BODIES)
    ids = Field("source_id", "", also_from=("language",), join=spaced)
    fields = (
        Named(("knowledgearticleid",), (ids,)),
        key("id"),
        named("title", "title"),
        Named(
            (*bodies, "summary", "title"),
            (Field("body", "", also_from=(*bodies, "summary", "title"), join=first_text),),
        ),
        named("locale", "language"),
        named("status", "publishstatus", take=_published),
        *STAMPS,
    )
    newest = when(header, is_true, "islatestversion", otherwise="an earlier version of an article")
    return records("kb_article", header, fields, only=(newest,))


BODIES = ("article_body", "body", "answer", "content", "details", "solution", "resolution", "description", "faq_answer")
"""Rich text fields that companies give their articles, as an article has no body of its own."""


def _published(cell: str) -> str:
    return {"online": "published", "draft": "draft", "archived": "archived"}.get(cell.lower(), cell)


def _is_mail(cell: str) -> bool:
    return cell.startswith("02s")


ATTACHMENT = Kind(
    "Attachment",
    words("attachment attachments"),
    (words("parentid"), words("name"), words("bodylength contenttype")),
    files,
)
CONTENT = Kind(
    "ContentVersion",
    words("contentversion contentversions"),
    (words("firstpublishlocationid"), words("pathonclient title"), words("contentsize contentdocumentid")),
    files,
)
ARTICLE = Kind(
    "Knowledge__kav",
    words("knowledge knowledgearticleversion"),
    (words("title"), words("publishstatus knowledgearticleid articlenumber urlname")),
    articles,
)
KINDS = (ATTACHMENT, CONTENT, ARTICLE)
