"""Salesforce: what Data Loader or the weekly export writes, by API names; what reports export, by labels.

What is decided here, since Salesforce's objects are not quite ours:

- An id of 15 characters is that of 18; rows in the recycle bin are left out. Portal users, guests, processes are no
  colleagues; a queue owns no record, but is a case's group.
- Accounts, owners, contacts, products that a report names are recorded by name; the export by ids finds them again.
- A person account is an account with one contact. A type of account such as Prospect, Customer - Direct or Former
  Customer is its lifecycle stage. Record types of opportunities are pipelines; “Most Likely” counts as best case.
- An opportunity's product is the first of its lines, as there is one place for it; its lines are not kept otherwise.
- Stage history comes from OpportunityHistory; the stage before each move from OpportunityFieldHistory, where tracked.
- A case's description is its first message unless an e-mail said it. Comments that are not published are notes; e-mails
  without a case are left out, as Salesforce keeps them as tasks too. An own status is closed or open as IsClosed says.
- An event is done at its end. Contracts in force and assets are subscriptions; a monthly value (MRR__c), a plan
  (Plan__c), a cancellation date (Cancellation_Date__c) are looked for among the company's own fields.
- A member of a campaign was treated unless its status speaks of a control group.
- Dates in reports are those of the person who ran it, in that person's form; times without a zone are UTC.
"""

from __future__ import annotations

from assistant.importers.salesforce.footer import is_footer
from assistant.importers.salesforce.recognising import layouts
from assistant.records.batches.layout import Importer

SALESFORCE = Importer("salesforce", "Salesforce", layouts, is_footer)
