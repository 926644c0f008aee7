"""All rows of the demo company, table by table."""

from __future__ import annotations

from typing import Any

from assistant.records.demo.accounts import account_rows
from assistant.records.demo.activities import activity_rows
from assistant.records.demo.campaigns import campaign_rows, member_rows
from assistant.records.demo.colleagues import team_rows, user_rows
from assistant.records.demo.companies import companies
from assistant.records.demo.contacts import contact_rows, people
from assistant.records.demo.deals import deal_rows, opportunities
from assistant.records.demo.details import Details
from assistant.records.demo.invoices import bills, invoice_rows
from assistant.records.demo.journeys import dealt_out, journeys
from assistant.records.demo.leads import lead_rows
from assistant.records.demo.library import article_rows, review_rows
from assistant.records.demo.occasions import occasions
from assistant.records.demo.orders import item_rows, order_rows, purchases
from assistant.records.demo.products import product_rows
from assistant.records.demo.quotas import quota_rows
from assistant.records.demo.shelf import read
from assistant.records.demo.stages import history_rows
from assistant.records.demo.story import Story, stream
from assistant.records.demo.subscriptions import contracts, subscription_rows
from assistant.records.demo.threads import Writer
from assistant.records.demo.tickets import Desk, message_rows, ticket_rows
from assistant.records.demo.usage import usage_rows

Rows = dict[str, list[dict[str, Any]]]
OPENINGS = ("inbound_orders", "inbound_money", "inbound_access", "inbound_product", "inbound_company")


def build(seed: int, story: Story) -> Rows:
    """Draw the whole company.

    Returns:
        Rows by table name, in an order in which every reference points backwards; ids count from 1 in each table.
    """
    known = companies(stream(seed, "companies"))
    told = journeys(known, story, stream(seed, "journeys"))
    lived = dealt_out(told, stream(seed, "dealt out")) if story.shuffled else told
    contacts = people(known, stream(seed, "people"))
    owners = {company.id: company.owner_id for company in known}
    signed = contracts(known, lived, stream(seed, "contracts"))
    deals = opportunities(known, contacts, told, story, stream(seed, "deals"))
    bought = purchases(known, contacts, lived, deals, stream(seed, "orders"))
    written = bills(lived, signed, bought, stream(seed, "bills"))
    details = Details(bought, written, signed)
    openings = [text for name in OPENINGS for text in read(name)]
    desk = Desk(openings, Writer(read("follow_ups"), read("replies"), read("notes")), read("csat"), details, contacts)
    talk = stream(seed, "tickets")
    cases = [
        desk.case(number, occasion, talk)
        for number, occasion in enumerate(occasions(known, lived, story, stream(seed, "occasions")), start=1)
    ]
    return {
        "team": team_rows(),
        "user": user_rows(),
        "product": product_rows(),
        "account": account_rows(known, lived),
        "contact": contact_rows(contacts, known, stream(seed, "contact rows")),
        "deal": deal_rows(deals, stream(seed, "deal rows")),
        "deal_stage_history": history_rows(deals, stream(seed, "stages")),
        "lead": lead_rows(stream(seed, "leads")),
        "order": order_rows(bought),
        "order_item": item_rows(bought),
        "subscription": subscription_rows(signed, owners),
        "usage_event": usage_rows(known, lived, stream(seed, "usage")),
        "invoice": invoice_rows(written, owners),
        "campaign": campaign_rows(),
        "campaign_member": member_rows(
            contacts, {company.id: company for company in known}, story, stream(seed, "campaigns")
        ),
        "quota": quota_rows(deals, stream(seed, "quotas")),
        "ticket": ticket_rows(cases, stream(seed, "ticket rows")),
        "message": message_rows(cases),
        "kb_article": article_rows(stream(seed, "articles")),
        "review": review_rows(known, lived, stream(seed, "reviews")),
        "activity": activity_rows(deals, contacts, lived, owners, stream(seed, "activities")),
    }
