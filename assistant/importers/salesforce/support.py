"""Salesforce's support: cases with their comments, their e-mails."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.importers.salesforce.cells import (
    first_filled,
    first_text,
    id_of,
    is_queue,
    is_true,
    plain_name,
    record_id,
)
from assistant.importers.salesforce.exports import (
    ACCOUNT,
    STAMPS,
    Kind,
    accounts,
    called,
    every,
    key,
    living,
    owner,
    owners,
    pointer,
    records,
    when,
    words,
)
from assistant.importers.salesforce.picklists import ORIGIN, PRIORITY, STATUS, TYPE
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout
from assistant.records.batches.takes import among, first_word, rest_words

status_word = among(STATUS)
origin_word = among(ORIGIN)


def case_status(cells: Sequence[str]) -> str:
    """What a case's status means: by its word, else by whether the case is closed, else it is open."""
    word, *closed = cells
    if status_word(word):
        return status_word(word)
    if any(is_true(cell) for cell in closed):
        return "closed"
    return "open" if any(cells) else ""


def channel(cell: str) -> str:
    """How a case came in; a company's own origins are other ones."""
    return origin_word(cell) or ("other" if cell else "")


def cases(header: Header) -> tuple[Layout, ...]:
    """Tickets; what their writer said at first is their first message, unless an e-mail said it."""
    fields = (
        key("id", "caseid"),
        named("number", "casenumber"),
        Named(("subject", "casenumber"), (Field("subject", "", also_from=("casenumber",), join=first_filled),)),
        named("description", "description"),
        Named(
            ("status", "isclosed", "closed"),
            (Field("status", "", also_from=("isclosed", "closed"), join=case_status, keep=True),),
        ),
        named("priority", "priority", take=among(PRIORITY), keep=True),
        named("type", "type", "casetype", take=among(TYPE), keep=True),
        named("channel", "origin", "caseorigin", take=channel, keep=True),
        named("solved_at", "closeddate", "datetimeclosed"),
        named("created_at", "createddate", "datetimeopened", "openeddate"),
        named("updated_at", "lastmodifieddate", "caselastmodifieddate", "systemmodstamp"),
        *ACCOUNT,
        pointer("contact_id", "contact", "contactid", may_miss=True),
        Named(
            ("contact.email", "contactemail", "contact:email"),
            (Field("contact_id", "", "contact", by="email", may_miss=True),),
        ),
        called("contact_id", "contact", "contact.name", "contactname", may_miss=True),
        pointer("product_id", "product", "productid", take=id_of("01t"), may_miss=True),
        Named(("ownerid",), (Field("group", "", also_from=("owner.name",), join=_queue),)),
        *owner("caseowner", field="assignee_id"),
    )
    others = (*owners(header, "caseowner"), *accounts(header), *writers(header))
    return (*records("ticket", header, fields, *others), *first_messages(header))


def writers(header: Header) -> tuple[Layout, ...]:
    """The contacts that a table of cases names by two words."""
    names = ("contact.name", "contactname")
    if not header.column(*names):
        return ()
    fields = (
        named("last_name", *names, take=_last_name),
        named("first_name", *names, take=_first_name),
        key("contactid"),
        named("email", "contact.email", "contactemail", "contact:email"),
        named("phone", "contact.phone", "contactphone"),
        *ACCOUNT,
    )
    return (header.implied("contact", fields),)


def first_messages(header: Header) -> tuple[Layout, ...]:
    """What the writers of cases said at first; those that came by e-mail have it among their e-mails."""
    ids = header.column("id", "caseid")
    if not ids or not header.column("description"):
        return ()
    fields = header.bind(
        (
            named("body_text", "description"),
            key("id", "caseid"),
            pointer("ticket_id", "ticket", "id", "caseid"),
            named("channel", "origin", "caseorigin", take=channel),
            named("sent_at", "createddate", "datetimeopened", "openeddate"),
        )
    )
    only = every(
        living(header), when(header, _is_no_mail, "origin", "caseorigin", otherwise="a case that came by e-mail")
    )
    constants = {"direction": "in"}
    return (Layout("message", fields, constants, header.rest(fields), only, distinct=True),)


def comments(header: Header) -> tuple[Layout, ...]:
    """CaseComment: what agents wrote, to the customer or among themselves."""
    fields = (
        key("id"),
        pointer("ticket_id", "ticket", "parentid"),
        Named(("ispublished",), (Field("direction", "", also_from=("createdby.usertype",), join=_way_of_comment),)),
        named("body_text", "commentbody"),
        pointer("author_id", "user", "createdbyid", may_miss=True),
        named("sent_at", "createddate"),
        *STAMPS,
    )
    constants = {} if header.column("ispublished") else {"direction": "note"}
    return records("message", header, fields, constants=constants)


def mails(header: Header) -> tuple[Layout, ...]:
    """EmailMessage: the e-mails of cases; drafts and e-mails without a case are left out."""
    fields = (
        key("id"),
        pointer("ticket_id", "ticket", "parentid"),
        named("direction", "incoming", take=_which_way),
        named("to", "toaddress"),
        named("cc", "ccaddress"),
        Named(
            ("textbody", "htmlbody", "subject"),
            (Field("body_text", "", also_from=("htmlbody", "subject"), join=first_text),),
        ),
        named("message_id_header", "messageidentifier"),
        Named(("messagedate", "createddate"), (Field("sent_at", "", also_from=("createddate",), join=first_filled),)),
        *STAMPS,
    )
    only = (
        when(header, _is_case, "parentid", otherwise="an e-mail without a case"),
        when(header, _is_sent, "status", otherwise="a draft of an e-mail"),
    )
    constants = {"channel": "email"} | ({} if header.column("incoming") else {"direction": "in"})
    return records("message", header, fields, only=only, constants=constants)


def _first_name(cell: str) -> str:
    return first_word(plain_name(cell))


def _last_name(cell: str) -> str:
    return rest_words(plain_name(cell))


def _queue(cells: Sequence[str]) -> str:
    """A queue that owns a case, by its name where that is there."""
    owner, name = cells
    return (name or record_id(owner)) if is_queue(owner) else ""


def _way_of_comment(cells: Sequence[str]) -> str:
    """A customer's comment comes from a portal, whose users are of another type than Standard."""
    published, user_type = cells
    if user_type not in {"", "Standard"}:
        return "in"
    return "out" if is_true(published) else "note"


def _which_way(cell: str) -> str:
    return "in" if is_true(cell) else "out"


def _is_case(cell: str) -> bool:
    return cell.startswith("500")


def _is_no_mail(cell: str) -> bool:
    return channel(cell) != "email"


def _is_sent(cell: str) -> bool:
    return cell not in {"5", "Draft"}


CASE = Kind(
    "Case",
    words("case cases"),
    (words("casenumber caseid id"), words("subject status origin caseorigin priority")),
    cases,
    marks=words("casenumber caseid caseorigin caseowner"),
    lacks=words("commentbody textbody whoid"),
    key="caseid",
    own=words("case"),
)
COMMENT = Kind(
    "CaseComment",
    words("casecomment casecomments"),
    (words("commentbody"), words("parentid")),
    comments,
)
MAIL = Kind(
    "EmailMessage",
    words("emailmessage emailmessages"),
    (words("parentid"), words("textbody htmlbody"), words("id")),
    mails,
)
KINDS = (CASE, COMMENT, MAIL)
