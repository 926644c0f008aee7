"""Records as tools and pages see them: plain values, already under the row rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from assistant.messages import Reading

Role = Literal["viewer", "agent", "manager", "admin"]


@dataclass(frozen=True, slots=True)
class UserView:
    """The signed-in person; `id` 0 is the local administrator at the command line."""

    id: int
    name: str
    role: Role
    team_id: int | None = None


LOCAL_ADMIN = UserView(0, "local administrator", "admin")


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be meant by name in a text."""

    kind: str  # account | contact | user | product | team
    id: int
    key: str  # the source's own key, else the id as text
    name: str
    hint: str = ""  # what tells it from its namesakes: "Kenya", "manager of 6 reps"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the accounts page."""

    id: int
    key: str
    name: str
    industry: str | None
    country: str | None
    owner: str | None
    open_deals: int
    won_amount: float
    open_tickets: int
    lifecycle_stage: str | None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at an account."""

    id: int
    name: str
    email: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class AccountSummary:
    """What is known about one account, in figures."""

    id: int
    key: str
    name: str
    industry: str | None
    country: str | None
    city: str | None
    employees: int | None
    annual_revenue: float | None
    annual_revenue_unit: str  # "USD" | "USD millions" …
    founded_year: int | None
    parent: str | None
    owner: str | None
    lifecycle_stage: str | None
    description: str | None
    open_deals: int
    won_deals: int
    lost_deals: int
    won_amount: float
    currency: str
    open_tickets: int
    total_tickets: int
    orders: int
    order_total: float
    last_contact_at: datetime | None
    contacts: tuple[ContactRow, ...]  # primary first, at most five
    query: str  # the SQL behind the figures


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One line of the tickets page; labels come from the newest inbound message."""

    id: int
    number: str
    subject: str
    status: str
    priority: str | None
    channel: str | None
    account: str | None
    contact: str | None
    assignee: str | None
    created_at: datetime | None
    intent: str | None
    intent_band: str | None
    sentiment: str | None
    urgency: str | None
    taught: str = ""  # those of the labels that people taught, as "intent, urgency"
    tagging: str | None = None  # to_check | automatic | checked, in lists; None without a reading


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message of a thread with what was read in it."""

    id: int
    direction: str  # in | out | note
    author: str
    sent_at: datetime | None
    body_text: str
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class TicketThread:
    """A ticket with its messages, oldest first."""

    ticket: TicketRow
    account_id: int | None
    messages: tuple[MessageView, ...]


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """Which tickets to list; None means any."""

    status: str | None = None
    intent: str | None = None
    sentiment: str | None = None
    urgency: str | None = None
    account_id: int | None = None
    text: str = ""  # part of subject, number or account name
    tagging: str | None = None  # to_check | automatic | checked
    cut: float | None = None  # lowest confidence of an intent that is `automatic`; None: its band is high


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One line of the chat history."""

    id: int
    title: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TurnView:
    """One stored turn; `reply` is a Reply as JSON."""

    id: int
    text: str
    reply: Mapping[str, object]
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class KbView:
    """A knowledge article."""

    id: int
    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record found by meaning, re-read from the database under the row rule."""

    kind: str  # account | ticket | kb_article
    id: int
    key: str
    title: str
    passage: str
    similarity: float  # cosine, -1 to 1


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A record whose name occurs, exactly or nearly, in a text."""

    named: Named
    start: int  # characters of the text, half-open
    end: int
    similarity: float  # 0 to 1; 1 is exact, ignoring case


@dataclass(frozen=True, slots=True)
class Forecast:
    """One row of a prediction, in the shape of `predict --json`."""

    subject_type: str
    subject_id: str | None
    subject: str | None
    object_type: str | None
    object_id: str | None
    object: str | None
    period: str | None
    value: float | None
    unit: str
    low: float | None
    high: float | None
    band: Literal["low", "medium", "high"] | None
    calibrated: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a prediction is what it is."""

    text: str
    points: float  # push on the prediction's own scale; for a probability, log-odds


@dataclass(frozen=True, slots=True)
class Prediction:
    """A predictor's answer, or why there is none."""

    kind: str
    as_of: date
    model_version: str
    n_train: int
    horizon_days: int | None
    declined: str | None
    rows: tuple[Forecast, ...]
    query: str = ""  # the SQL behind the features, when one statement makes them
