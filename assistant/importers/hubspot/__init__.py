"""HubSpot's exports of records or activities, by property label or internal name.

What is decided here, since HubSpot's objects are not quite ours:

- Every row of a contacts export is a contact, whatever its lifecycle stage; one with a lead status is a lead, too. A
  contact's lifecycle stage stays a custom field, a company's becomes ours (lead, prospect, customer) with its own word
  kept where that differs.
- Of several associated records the first one counts, or the one that HubSpot calls primary; the whole list is kept.
  Companies or owners that are only named in passing become accounts or users, until an export of their own brings more.
- A deal is won or lost as the export's closed columns say, else as its stage's probability (1 or 0) says, else as the
  stage's name says. Times have no zone in the export and are taken as UTC.
- A ticket's stage with a name of its own is open until it has a close date; its name is kept.
- Line items that belong to a deal, not to an order, make up an order of status “quoted” without a date.
"""

from __future__ import annotations

from assistant.importers.hubspot.activities import CALL, EMAIL, MEETING, MIXED, NOTE, TASK
from assistant.importers.hubspot.cells import property_label
from assistant.importers.hubspot.common import synonyms
from assistant.importers.hubspot.companies import COMPANIES
from assistant.importers.hubspot.deals import DEAL
from assistant.importers.hubspot.people import CONTACT, LEAD_OBJECT, OWNERS
from assistant.importers.hubspot.tickets import TICKET
from assistant.importers.hubspot.trade import INVOICE, LINE_ITEM, ORDER, PRODUCT, SUBSCRIPTION
from assistant.records.batches.kinds import recognised
from assistant.records.batches.layout import Catalog, Importer, Layout, TableHead

KINDS = (
    *(CONTACT, COMPANIES, DEAL, TICKET, LEAD_OBJECT, OWNERS),
    *(CALL, EMAIL, MEETING, NOTE, TASK, MIXED),
    *(PRODUCT, LINE_ITEM, ORDER, INVOICE, SUBSCRIPTION),
)
JSON_PATH = "properties."


def layouts(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
    """Take a table whose header shows one kind of HubSpot record, whatever the file is called."""
    return recognised(KINDS, head, catalog, synonyms(), prefix=JSON_PATH, call=property_label)


HUBSPOT = Importer("hubspot", "HubSpot", layouts)
