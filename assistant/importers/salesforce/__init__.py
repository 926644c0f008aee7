"""Salesforce: what Data Loader or the weekly export writes, by API names; what reports export, by labels."""

from __future__ import annotations

from assistant.importers.salesforce.footer import is_footer
from assistant.importers.salesforce.recognising import layouts
from assistant.records.batches.layout import Importer

SALESFORCE = Importer("salesforce", "a Salesforce export (Data Loader, weekly export, report)", layouts, is_footer)
