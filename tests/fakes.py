"""Small stand-ins for the rooms behind a tool's context."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from assistant.context import Context
from assistant.errors import NotFound
from assistant.findings import Finding, Findings, Quote
from assistant.messages import Label, Reading, Result, Topic
from assistant.portraits import Event, Portrait
from assistant.views import (
    LOCAL_ADMIN,
    AccountRow,
    AccountSummary,
    ContactRow,
    KbView,
    Named,
    NameMatch,
    Prediction,
    SearchHit,
    TicketFilter,
    TicketRow,
    TicketThread,
    UserView,
)

AS_OF = date(2026, 6, 30)
BOREAL = Named("account", 1, "A-1", "Boreal Foods", "Norway")
BOREAL_FREIGHT = Named("account", 2, "A-2", "Boreal Freight", "Kenya")
ADA = Named("contact", 9, "C-9", "Ada Okafor", "Boreal Foods")

SUMMARY = AccountSummary(
    id=1,
    key="A-1",
    name="Boreal Foods",
    industry="retail",
    country="Norway",
    city="Oslo",
    employees=120,
    annual_revenue=5_000_000.0,
    annual_revenue_unit="USD",
    founded_year=1998,
    parent=None,
    owner="Maren Holt",
    lifecycle_stage="customer",
    description=None,
    open_deals=2,
    won_deals=3,
    lost_deals=1,
    won_amount=4500.0,
    currency="USD",
    open_tickets=1,
    total_tickets=7,
    orders=4,
    order_total=900.0,
    last_contact_at=datetime(2026, 6, 20, 9, tzinfo=UTC),
    contacts=(ContactRow(9, "Ada Okafor", "ada@boreal.example", "Buyer"),),
    query="SELECT 1",
)

READING = Reading(
    language="en",
    supported=True,
    intent=Label("track_order", 0.93, "high"),
    intent_alternatives=(Label("delivery_period", 0.04, "low"),),
    sentiment=Label("negative", 0.81, "medium"),
    sentiment_level=-1,
    frustrated=True,
    urgency="high",
    needs_reply=True,
    entities=(),
    model_version="test",
)


FOUND = Findings(
    found=(
        Finding(
            2,
            "A-2",
            "Boreal Freight",
            ("Kenya",),
            Quote(5, "4711", "Late again", "the parcel is late again", date(2026, 6, 2), "negative", 0.62),
            0.91,
        ),
        Finding(1, "A-1", "Boreal Foods", ("Kenya",), None, 0.6),
    ),
    total=2,
    columns=("country",),
    reading="accounts in Kenya; wrote about “late parcels”",
    query="SELECT 1",
    order="fit",
    by_meaning=True,
)


@dataclass
class FakeRecords:
    """One account, one contact."""

    today: date | None = AS_OF

    def data_date(self) -> date | None:
        return self.today

    def local_day(self, moment: datetime) -> date:
        return moment.date()

    def account(self, user: UserView, account_id: int) -> AccountSummary:
        if account_id != SUMMARY.id:
            raise NotFound("account", str(account_id))
        return SUMMARY

    def portrait(self, user: UserView, account_id: int, *, as_of: date) -> Portrait:
        raise NotFound("account", str(account_id))

    def timeline(self, user: UserView, account_id: int, *, limit: int = 50, offset: int = 0) -> Sequence[Event]:
        return ()

    def accounts(
        self, user: UserView, *, text: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[AccountRow], int]:
        return (), 0

    def tickets(
        self, user: UserView, where: TicketFilter, *, limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[TicketRow], int]:
        return (), 0

    def thread(self, user: UserView, ticket_id: int) -> TicketThread:
        raise NotFound("ticket", str(ticket_id))

    def article(self, user: UserView, article_id: int) -> KbView:
        raise NotFound("article", str(article_id))

    def by_key(self, user: UserView, kind: str, key: str) -> Named | None:
        return BOREAL if (kind, key) == ("account", "A-1") else None

    def sender(self, user: UserView, email: str) -> Named | None:
        return ADA if email.lower() == "ada@boreal.example" else None


@dataclass
class FakeSearch:
    """Names found literally; hits as given."""

    named: tuple[Named, ...] = (BOREAL, BOREAL_FREIGHT)
    hits: tuple[SearchHit, ...] = ()
    findings: Findings = FOUND

    def names(self, user: UserView, text: str, *, kinds: Sequence[str] = ()) -> Sequence[NameMatch]:
        found = []
        for named in self.named:
            for said, similarity in ((named.name, 1.0), (named.name.split()[0], 0.9)):
                start = text.lower().find(said.lower())
                if start >= 0:
                    found.append(NameMatch(named, start, start + len(said), similarity))
                    break
        return found

    def find(self, user: UserView, text: str, *, kinds: Sequence[str], k: int = 5) -> Sequence[SearchHit]:
        return [hit for hit in self.hits if hit.kind in kinds][:k]

    def customers(self, user: UserView, text: str, *, as_of: date) -> Findings:
        return self.findings

    def like(self, user: UserView, account_id: int, *, k: int = 5) -> Sequence[SearchHit]:
        return [hit for hit in self.hits if hit.kind == "account"][:k]


@dataclass
class FakeQuestions:
    """Answers everything with one result, remembering what was asked."""

    result: Result = field(default_factory=lambda: Result("answered", "ok", plan={"kind": "count"}))
    asked: list[tuple[str, Topic]] = field(default_factory=list)

    def answer(self, user: UserView, text: str, *, as_of: date, topic: Topic) -> Result:
        self.asked.append((text, topic))
        return self.result


@dataclass
class FakeReader:
    """Reads the same in every message."""

    reading: Reading = READING
    version: str = "test"

    def read(self, texts: Sequence[str], *, entities: bool = True) -> Sequence[Reading]:
        return [self.reading for _ in texts]


@dataclass
class FakePredictors:
    """One stored prediction."""

    prediction: Prediction = field(
        default_factory=lambda: Prediction("churn", AS_OF, "", 0, 90, "only 3 accounts; at least 60 are needed.", ())
    )

    def names(self) -> Sequence[str]:
        return ("churn",)

    def predict(self, user: UserView, name: str, *, account_id: int | None, as_of: date) -> Prediction:
        return self.prediction


def fake_context(
    *,
    search: FakeSearch | None = None,
    questions: FakeQuestions | None = None,
    reader: FakeReader | None = None,
    predictors: FakePredictors | None = None,
    topic: Topic | None = None,
) -> Context:
    """A context in which every room is small."""
    return Context(
        user=LOCAL_ADMIN,
        as_of=AS_OF,
        topic=topic or Topic(),
        records=FakeRecords(),
        search=search or FakeSearch(),
        questions=questions or FakeQuestions(),
        reader=reader or FakeReader(),
        predictors=predictors or FakePredictors(),
        clock=lambda: datetime(2026, 6, 30, 12, tzinfo=UTC),
    )


def bag_of_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors, float32 (n, 384), whose cosine is the overlap of words."""
    vectors = np.zeros((len(texts), 384), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().replace("?", " ").replace(",", " ").split():
            vectors[row, int(hashlib.sha256(word.encode()).hexdigest(), 16) % 384] += 1.0
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)
