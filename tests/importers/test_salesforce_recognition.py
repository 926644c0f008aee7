"""Tables of Salesforce are told apart by their headers; by the file's name where those leave it open."""

import pytest

from assistant.importers.salesforce import SALESFORCE
from assistant.records.batches.catalog import catalog
from assistant.records.batches.layout import TableHead


def objects(stem: str, header: str) -> list[str]:
    """The objects that a table holds, those it tells of in passing first."""
    columns = tuple(column.strip() for column in header.split("|"))
    return [layout.object for layout in SALESFORCE.layouts(TableHead(stem, columns), catalog())]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Id|Username|LastName|FirstName|Email|IsActive", "user"),
        ("Id|IsDeleted|Name|Type|ParentId|BillingCity|BillingCountry|Website", "account"),
        ("Account Name|Type|Billing Country", "account"),
        ("Id|AccountId|LastName|FirstName|Email|MailingCity", "contact"),
        ("Id|LastName|FirstName|Company|Email|Status|LeadSource", "lead"),
        ("Id|Name|StageName|Amount|CloseDate|AccountId", "deal"),
        ("Id|StageName|Amount", "deal"),
        ("Opportunity Name|Stage|Amount", "deal"),
        ("Opportunity: Opportunity Name|Stage|Opportunity: Created Date", "deal"),
        ("Id|OpportunityId|StageName|Amount|CreatedDate|CloseDate|Probability", "deal_stage_history"),
        ("Opportunity Name|From Stage|To Stage|Last Modified|Amount", "deal_stage_history"),
        ("Id|OpportunityId|Field|OldValue|NewValue|CreatedDate", "deal_stage_history"),
        ("Id|CaseNumber|Subject|Status|AccountId|Description", "ticket"),
        ("Case Number|Subject|Status", "ticket"),
        ("Id|ParentId|CommentBody|IsPublished", "message"),
        ("Id|ParentId|TextBody|HtmlBody|Incoming|Subject", "message"),
        ("Id|ParentId|Name|ContentType|BodyLength", "attachment"),
        ("Id|ContentDocumentId|FirstPublishLocationId|Title|PathOnClient|ContentSize", "attachment"),
        ("Id|KnowledgeArticleId|Title|Summary|PublishStatus|Language", "kb_article"),
        ("Id|WhoId|WhatId|Subject|ActivityDate|Status|Priority", "activity"),
        ("Id|WhoId|WhatId|Subject|StartDateTime|EndDateTime", "activity"),
        ("Assigned|Subject|Date|Status", "activity"),
        ("Id|ParentId|Title|Body|IsPrivate|OwnerId", "activity"),
        ("Id|Name|ProductCode|Family|IsActive", "product"),
        ("Id|Pricebook2Id|Product2Id|UnitPrice|Name", "product"),
        ("Id|AccountId|OrderNumber|EffectiveDate|Status|TotalAmount", "order"),
        ("Id|OrderId|Product2Id|Quantity|UnitPrice", "order_item"),
        ("Id|AccountId|ContractNumber|StartDate|EndDate|Status", "subscription"),
        ("Id|AccountId|Name|Product2Id|InstallDate|UsageEndDate", "subscription"),
        ("Id|Name|Type|Status|StartDate|ActualCost|NumberOfContacts", "campaign"),
        ("Id|CampaignId|ContactId|LeadId|Status|HasResponded", "campaign_member"),
        ("Id|IsoCode|ConversionRate|StartDate|NextStartDate", "exchange_rate"),
    ],
)
def test_the_headers_tell_the_object_in_any_order_and_any_case(header: str, name: str) -> None:
    columns = header.split("|")
    assert name in objects("extract", header)
    assert (
        objects("extract", "|".join(f"  {column.upper()} " for column in reversed(columns)))[-1]
        == objects("report1690000000000", header)[-1]
    )


@pytest.mark.parametrize(
    ("stem", "header", "name"),
    [
        ("account", "Id|Name|Industry", "account"),
        ("product2", "Id|Name|IsActive", "product"),
        ("campaign", "Id|Name|Type|Status", "campaign"),
        ("asset_2024-03-01", "Id|Name|AccountId|Status", "subscription"),
        ("users-export", "Id|Name|Email", "user"),
        ("contacts", "Id|FirstName|LastName|Email", "contact"),
        ("Contact", "Id|Name|Email|Phone", "contact"),
    ],
)
def test_the_files_name_tells_where_the_headers_leave_it_open(stem: str, header: str, name: str) -> None:
    assert objects(stem, header)[-1] == name
    assert objects("extract", header) == []


@pytest.mark.parametrize(
    "header",
    [
        "Id|Name|DeveloperName|SobjectType|IsActive",
        "Id|Name|UserLicenseId|UserType|Description|PermissionsEditTask",
        "Id|Name|Label|ProfileId|IsOwnedByProfile|UserLicenseId",
        "Id|Name|ParentRoleId|RollupDescription|PortalType",
        "Id|Name|Type|DeveloperName|Email|OwnerId|RelatedId",
        "Id|Name|IsActive|IsStandard|Description|CreatedDate",
        "Id|OpportunityId|Name|AccountId|ContactId|Status|ExpirationDate|GrandTotal|Email",
        "Id|CaseId|Field|OldValue|NewValue|CreatedDate",
        "Id|CaseId|AccountId|ContactId|Subject|Status|WorkOrderNumber",
        "Id|AccountId|Name|StartDate|EndDate|Status|Type|AssetId",
        "Id|OpportunityId|CampaignId|ContactId|Influence|ModelId",
        "Id|OpportunityId|UserId|TeamMemberRole",
        "Id|MasterLabel|ApiName|IsActive|SortOrder|IsClosed|IsWon|DefaultProbability",
        "Id|Name|OwnerId|CreatedDate|Account__c|Status__c|Amount__c",
        "Id|ParentId|Body|Type|CreatedDate",
        "colour|weather",
        "Account Name",
        "Id",
        "Record ID|Deal Name|Deal Stage|Amount|Close Date",
        "Id|Subject|Requester|Ticket status",
    ],
)
def test_other_tables_are_left_alone(header: str) -> None:
    assert objects("extract", header) == []


def test_a_report_tells_of_accounts_and_owners_in_passing() -> None:
    header = "Opportunity Owner|Account Name|Opportunity Name|Stage|Amount"
    assert objects("report1690000000000", header) == ["user", "account", "deal"]


def test_fifty_custom_fields_change_nothing() -> None:
    custom = "|".join(f"Field_{number}__c" for number in range(50))
    assert objects("extract", f"{custom}|Id|StageName|Name|Status__c|CaseNumber__c") == ["deal"]
