"""HubSpot's companies."""

from __future__ import annotations

from assistant.importers.hubspot.cells import company_name, industry
from assistant.importers.hubspot.common import CHANGED, CREATED, KEY, OWNER, kind_of
from assistant.importers.hubspot.words import LIFECYCLES
from assistant.records.batches.headers import Named, named
from assistant.records.batches.layout import Field
from assistant.records.batches.takes import among, first_of

COMPANIES = kind_of(
    "account",
    (
        ("company name", "record id"),
        ("company name", "company domain name"),
        ("company name", "industry"),
        ("company name", "number of employees"),
        ("company name", "annual revenue"),
        ("company name", "lifecycle stage"),
        ("company name", "hubspot owner"),
        ("company name", "country/region"),
        ("company domain name", "record id"),
        ("name", "company domain name"),
        ("name", "number of employees"),
        ("name", "annual revenue"),
        ("name", "lifecycle stage"),
        ("name", "domain", "record id"),
        ("name", "domain", "hubspot owner"),
    ),
    (
        KEY,
        named("name", "company name", "name"),
        named("domain", "company domain name", "domain", "website url", "website"),
        named("industry", "industry", take=industry),
        named("employees", "number of employees"),
        named("annual_revenue", "annual revenue"),
        named("country", "country/region"),
        named("city", "city"),
        named("lifecycle_stage", "lifecycle stage", take=among(LIFECYCLES), keep=True),
        named("founded_year", "year founded"),
        named("description", "description", "about us"),
        Named(("parent company ids",), (Field("parent_id", "", "account", take=first_of, keep=True, may_miss=True),)),
        Named(
            ("parent company", "associated company (parent company)"),
            (Field("parent_id", "", "account", by="name", take=company_name, keep=True, may_miss=True),),
        ),
        OWNER,
        CREATED,
        CHANGED,
    ),
    unless=frozenset({"first name", "last name", "email", "job title", "deal name", "ticket name", "unit price"}),
)
