"""Zendesk's exports: CSV of views, JSON of tickets, users, organisations or help centre articles.

What is decided here, since Zendesk's objects are not quite ours:

- End users are contacts; agents or administrators are users, light agents ones that only look.
- A satisfaction score of good is a 5, bad a 1; one that was offered without an answer is none.
- A comment that is not public is a note; a public one came in if a contact wrote it, went out if a user did, or Zendesk
  itself. One of an author that nobody knows waits in quarantine for the users' export.
- The first reply is the ticket's creation with the export's minutes until then. Times without a zone are UTC.
- Deleted tickets are left out. A ticket without a subject has “(no subject)”. A status of the company's own is open.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from assistant.importers.zendesk.cells import field_label
from assistant.importers.zendesk.messages import ARTICLE, ATTACHMENT, COMMENT
from assistant.importers.zendesk.people import ORGANISATIONS, TEAM_MEMBERS, USERS
from assistant.importers.zendesk.tickets import TICKET
from assistant.records.batches.kinds import recognised
from assistant.records.batches.layout import Catalog, Importer, Layout, TableHead

KINDS = (TICKET, USERS, TEAM_MEMBERS, ORGANISATIONS, COMMENT, ATTACHMENT, ARTICLE)
PARENT = "parent.id"
PEOPLE = frozenset({"contact", "user"})  # those inside a ticket are only named in passing, possibly by many of them
PICTURES = ".thumbnails"  # small pictures of attachments, with the same columns


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, str]:
    """Names of the API, with headers in German, French or Spanish, by the English header they stand for."""
    text = files("assistant.importers.zendesk").joinpath("headers.json").read_text(encoding="utf-8")
    return {other: header for header, others in json.loads(text).items() for other in others}


def layouts(head: TableHead, catalog: Catalog) -> tuple[Layout, ...]:
    """Take a table whose header shows one kind of Zendesk record, whatever the file is called."""
    if head.stem.endswith(PICTURES):
        return ()
    found = recognised(KINDS, head, catalog, synonyms(), call=field_label)
    if PARENT not in head.columns:
        return found
    return tuple(replace(one, distinct=True, implied=True) if one.object in PEOPLE else one for one in found)


ZENDESK = Importer("zendesk", "Zendesk", layouts)
