"""All tables of the home's database, by the name of their object."""

from assistant.records.schema.base import Base, Record, UtcDateTime
from assistant.records.schema.commerce import (
    Campaign,
    CampaignMember,
    ExchangeRate,
    Invoice,
    Order,
    OrderItem,
    Product,
    Quota,
    Subscription,
    UsageEvent,
)
from assistant.records.schema.desk import (
    AuditEvent,
    Conversation,
    Feedback,
    HomeSetting,
    Job,
    PendingAction,
    Prediction,
    StageMeaning,
    Turn,
)
from assistant.records.schema.imports import (
    FolderWatch,
    ImportBatch,
    ImportChange,
    ImportMapping,
    Merge,
    Quarantine,
    SourceAlias,
    WatchedFile,
)
from assistant.records.schema.people import AccessToken, LoginSession, Team, User
from assistant.records.schema.sales import Account, Contact, Deal, DealStageHistory, Lead
from assistant.records.schema.support import Activity, Attachment, KbArticle, Message, Review, Ticket, Triage
from assistant.records.schema.teaching import Correction, IntentExample, MessageVector, OwnIntent, Taught

RECORDS: dict[str, type[Record]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)
}

__all__ = [
    "RECORDS",
    "AccessToken",
    "Account",
    "Activity",
    "Attachment",
    "AuditEvent",
    "Base",
    "Campaign",
    "CampaignMember",
    "Contact",
    "Conversation",
    "Correction",
    "Deal",
    "DealStageHistory",
    "ExchangeRate",
    "Feedback",
    "FolderWatch",
    "HomeSetting",
    "ImportBatch",
    "ImportChange",
    "ImportMapping",
    "IntentExample",
    "Invoice",
    "Job",
    "KbArticle",
    "Lead",
    "LoginSession",
    "Merge",
    "Message",
    "MessageVector",
    "Order",
    "OrderItem",
    "OwnIntent",
    "PendingAction",
    "Prediction",
    "Product",
    "Quarantine",
    "Quota",
    "Record",
    "Review",
    "SourceAlias",
    "StageMeaning",
    "Subscription",
    "Taught",
    "Team",
    "Ticket",
    "Triage",
    "Turn",
    "UsageEvent",
    "User",
    "UtcDateTime",
    "WatchedFile",
]
