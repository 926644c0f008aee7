"""Salesforce's activities: tasks, events, notes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.importers.salesforce.cells import first_filled, first_text, id_of
from assistant.importers.salesforce.exports import (
    STAMPS,
    Kind,
    accounts,
    called,
    key,
    owner,
    owners,
    pointer,
    records,
    words,
)
from assistant.importers.salesforce.picklists import ACTIVITY_KINDS
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout
from assistant.records.batches.takes import among

kind_word = among(ACTIVITY_KINDS)
COMPANY = ("companyaccount", "account.name", "accountname", "company")
OPPORTUNITY = ("opportunity", "opportunityname", "what.name")


def activity_kind(cells: Sequence[str]) -> str:
    """What an activity is: the first of its subtype, type and subject that says so, a task else."""
    return next((word for cell in cells if (word := kind_word(cell))), "task")


def related(header: Header) -> tuple[Named, ...]:
    """What an activity is about, told by the first three characters of its ids, or by names."""
    return (
        pointer("contact_id", "contact", "whoid", take=id_of("003"), may_miss=True),
        called("contact_id", "contact", "contact", "contactname", may_miss=True),
        pointer("account_id", "account", "accountid", may_miss=True),
        pointer("account_id", "account", "whatid", take=id_of("001"), may_miss=True),
        called("account_id", "account", *COMPANY, may_miss=True),
        pointer("deal_id", "deal", "whatid", take=id_of("006"), may_miss=True),
        called("deal_id", "deal", *OPPORTUNITY[:2], may_miss=True),
        pointer("ticket_id", "ticket", "whatid", take=id_of("500"), may_miss=True),
    )


def tasks(header: Header) -> tuple[Layout, ...]:
    """Things to do, calls, e-mails; done when Salesforce says since when."""
    told = ("tasksubtype", "activitysubtype", "type", "activitytype", "subject")
    fields = (
        key("id", "activityid"),
        Named(told, (Field("kind", "", also_from=told, join=activity_kind),)),
        named("subject", "subject"),
        named("body", "description", "fullcomments", "comments"),
        named("due_at", "activitydate", "date", "duedate"),
        named("done_at", "completeddatetime", "completeddate"),
        named("status", "status"),
        named("priority", "priority"),
        *related(header),
        *owner("assigned", "assignedto"),
        *STAMPS,
    )
    others = (*owners(header, "assigned", "assignedto"), *accounts(header, *COMPANY[:1]))
    return records("activity", header, fields, *others)


def events(header: Header) -> tuple[Layout, ...]:
    """Meetings; Salesforce counts one as done once its end is past, so its end is when it is done."""
    starts = ("startdatetime", "activitydatetime", "activitydate", "start", "date")
    ends = ("enddatetime", "end", *starts)
    fields = (
        key("id", "activityid"),
        named("subject", "subject"),
        named("body", "description", "fullcomments", "comments"),
        Named(starts, (Field("due_at", "", also_from=starts, join=first_filled),)),
        Named(ends, (Field("done_at", "", also_from=ends, join=first_filled),)),
        *related(header),
        *owner("assigned", "assignedto"),
        *STAMPS,
    )
    others = (*owners(header, "assigned", "assignedto"), *accounts(header, *COMPANY[:1]))
    return records("activity", header, fields, *others, constants={"kind": "meeting"})


def notes(header: Header) -> tuple[Layout, ...]:
    """Notes on a record."""
    fields = (
        key("id"),
        named("subject", "title"),
        Named(("body",), (Field("body", "", join=first_text),)),
        pointer("account_id", "account", "parentid", take=id_of("001"), may_miss=True),
        pointer("contact_id", "contact", "parentid", take=id_of("003"), may_miss=True),
        pointer("deal_id", "deal", "parentid", take=id_of("006"), may_miss=True),
        pointer("ticket_id", "ticket", "parentid", take=id_of("500"), may_miss=True),
        Named(("createddate",), (Field("done_at", ""), Field("created_at", ""))),
        *STAMPS[1:],
        *owner(),
    )
    return records("activity", header, fields, *owners(header), constants={"kind": "note"})


EVENT = Kind(
    "Event",
    words("event events"),
    (words("subject"), words("startdatetime enddatetime activitydatetime durationinminutes")),
    events,
    marks=words("whoid whatid isalldayevent eventsubtype"),
    own=words("event"),
)
TASK = Kind(
    "Task",
    words("task tasks"),
    (words("subject activitytype"), words("activitydate date duedate status tasksubtype")),
    tasks,
    marks=words("whoid whatid assigned assignedto tasksubtype activityid"),
    lacks=words("startdatetime enddatetime casenumber"),
    own=words("task activity"),
)
NOTE = Kind("Note", words("note notes"), (words("parentid"), words("title"), words("body"), words("isprivate")), notes)
KINDS = (EVENT, TASK, NOTE)
