"""Salesforce's campaigns with their members."""

from __future__ import annotations

from assistant.importers.salesforce.cells import id_of
from assistant.importers.salesforce.exports import (
    STAMPS,
    Kind,
    called,
    key,
    money,
    owner,
    owners,
    pointer,
    records,
    words,
)
from assistant.records.batches.headers import Header, Named, named
from assistant.records.batches.layout import Field, Layout


def campaigns(header: Header) -> tuple[Layout, ...]:
    """Marketing actions."""
    fields = (
        key("id", "campaignid"),
        named("name", "name", "campaignname"),
        named("channel", "type", "campaigntype"),
        named("starts_at", "startdate"),
        money("cost", "actualcost", "budgetedcost"),
        *owner("campaignowner"),
        *STAMPS,
    )
    return records("campaign", header, fields, *owners(header, "campaignowner"))


def members(header: Header) -> tuple[Layout, ...]:
    """Who was in a campaign; a status that speaks of a control group tells who was left out of it on purpose."""
    emails = ("contact.email", "email")
    fields = (
        key("id", "campaignmemberid", "memberid"),
        pointer("campaign_id", "campaign", "campaignid"),
        called("campaign_id", "campaign", "campaign.name", "campaignname"),
        pointer("contact_id", "contact", "contactid", take=id_of("003"), may_miss=True),
        Named(emails, (Field("contact_id", "", "contact", by="email", may_miss=True),)),
        named("treated", "status", "memberstatus", take=_treated, keep=True),
        named("responded_at", "firstrespondeddate", "memberfirstrespondeddate"),
        *STAMPS,
    )
    return records("campaign_member", header, fields, *named_campaigns(header))


def named_campaigns(header: Header) -> tuple[Layout, ...]:
    """The campaigns that a table of members names."""
    names = ("campaign.name", "campaignname")
    if not header.column(*names):
        return ()
    return (header.implied("campaign", (named("name", *names), key("campaignid"))),)


def _treated(cell: str) -> str:
    return "" if not cell else "false" if "control" in cell.lower() else "true"


MEMBER = Kind(
    "CampaignMember",
    words("campaignmember campaignmembers"),
    (
        words("campaignid campaign.name campaignname"),
        words("contactid leadid leadorcontactid memberstatus hasresponded"),
    ),
    members,
    lacks=words("stagename stage whoid opportunityid"),
    own=words("campaignmember"),
)
CAMPAIGN = Kind(
    "Campaign",
    words("campaign campaigns"),
    (words("name campaignname"), words("startdate type campaigntype status isactive actualcost budgetedcost enddate")),
    campaigns,
    marks=words(
        "numberofleads numberofcontacts actualcost budgetedcost numbersent campaigntype campaignowner expectedresponse"
    ),
    lacks=words("stagename stage contactid leadid memberstatus"),
    key="campaignid",
    own=words("campaign"),
)
KINDS = (MEMBER, CAMPAIGN)
