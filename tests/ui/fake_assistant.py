"""A small assistant in memory, for tests of the pages."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.context import Chore, Progress
from assistant.desk.duplicates import Duplicates
from assistant.desk.imports import Imports
from assistant.desk.teaching.newintents import NewIntents
from assistant.desk.teaching.standing import Standing, StandingLabels
from assistant.desk.teaching.teaching import Teaching
from assistant.errors import NotFound
from assistant.messages import Chart, Citation, Reply, Result, Session, Step, Table
from assistant.records.export import Sheet
from assistant.records.schema import User
from assistant.records.settings import HomeSettings
from assistant.records.store import Store
from assistant.views import (
    UserView,
)
from tests.desk.teaching.teams import BagOfWords
from tests.ui.fake_company import ADA, BEN, EVIL
from tests.ui.fake_people import FakeConversations, FakePeople
from tests.ui.fake_records import TICKETS, FakeRecords


def new_store(place: Path) -> Store:
    """A home whose users are those of the pages."""
    store = Store.open(place)
    with store.write() as session:
        session.add_all(User(id=user.id, name=user.name, role=user.role) for user in (ADA, BEN))
    return store


@dataclass
class FakeAssistant:
    records: FakeRecords = field(default_factory=FakeRecords)
    people: FakePeople = field(default_factory=FakePeople)
    conversations: FakeConversations = field(default_factory=FakeConversations)
    imports: Imports = field(init=False)
    duplicates: Duplicates = field(init=False)
    teaching: Teaching = field(init=False)
    new_intents: NewIntents = field(init=False)
    as_of: date = date(2026, 3, 2)
    company: str = "Demo"
    notices: tuple[str, ...] = ()
    caught_up: int = 0

    def __post_init__(self) -> None:
        place = Path(tempfile.mkdtemp())
        store = new_store(place)
        self.imports = Imports(store, place / "jobs" / "imports")
        self.duplicates = Duplicates(store)
        self.teaching = Teaching.open(store, BagOfWords)
        self.new_intents = NewIntents(self.teaching)

    @property
    def standing(self) -> StandingLabels:
        return StandingLabels(self.teaching.corrections, HomeSettings(self.duplicates.store))

    def standing_now(self) -> Standing:
        return self.standing.now("v1")

    def settle_standing(self, user: UserView) -> Standing:
        return self.standing.settle(user, "v1")

    def respond(self, text: str, session: Session) -> Reply:
        if "slow" in text:
            time.sleep(4)
        if "crash" in text:
            raise RuntimeError(f"secret words: {text}")
        return reply_to(text)

    def user_view(self, user_id: int) -> UserView:
        return self.people.users[user_id]

    def status(self) -> tuple[str, ...]:
        return self.notices

    def chores(self) -> tuple[tuple[Chore, ...], ...]:
        return ((Chore("Indexing records", self.index),),)

    def index(self, progress: Progress) -> None:
        progress(1, 1)
        self.caught_up += 1

    def conversation_rows(self, user: UserView) -> Sheet:
        return Sheet("conversations", ("number", "subject"), [(row.number, row.subject) for row in TICKETS])

    def tag(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        return [{"text": text, "intent": "refund"} for text in texts]

    def ask_json(self, text: str, user: UserView) -> dict[str, Any]:
        return {"id": "", "status": "answered", "text": f"{user.name}: {text}"}

    def predict_json(self, name: str, user: UserView, *, account: str | None = None) -> dict[str, Any]:
        if name != "churn":
            raise NotFound("predictor", name, ("churn",))
        return {"kind": name, "rows": [], "declined": None, "account": account}


def reply_to(text: str) -> Reply:
    if "rows" in text:
        table = Table(("account", "won_amount"), tuple((f"Account {i} {EVIL}", 1000.5 * i) for i in range(1, 26)))
        chart = Chart("bar", "account", ("won_amount",), "USD")
    else:
        table = Table(("region", "win_rate"), (("Central", 0.62), ("East", 0.63), ("West", 0.64)))
        chart = Chart("bar", "region", ("win_rate",), "fraction")
    result = Result(
        "answered",
        f"You said: {text}",
        table=table,
        chart=chart,
        query="SELECT region, avg(won) FROM deal GROUP BY region",
        reading="win rate by region, all closed deals",
        confidence=0.97,
        citations=(Citation("deal", "1C1I7A6R", EVIL),),
        suggestions=("and by product", f"for O'Neil (Kenya) {EVIL}"),
    )
    return Reply(result, (Step("Counting deals", "Answers a question from the records.", 0.031),), 31.0)
