"""A small assistant in memory, for tests of the pages."""

from __future__ import annotations

import secrets
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.context import Chore, Progress
from assistant.desk.duplicates import Duplicates
from assistant.desk.imports import Imports
from assistant.desk.teaching.newintents import NewIntents
from assistant.desk.teaching.teaching import Teaching
from assistant.errors import NotFound
from assistant.messages import Chart, Citation, Reading, Reply, Result, Session, Step, Table
from assistant.portraits import Event, FamilyMember, Portrait, Series
from assistant.records.export import Sheet
from assistant.records.schema import User
from assistant.records.store import Store
from assistant.views import (
    AccountRow,
    AccountSummary,
    ContactRow,
    ConversationRow,
    KbView,
    MessageView,
    Named,
    TicketFilter,
    TicketRow,
    TicketThread,
    TurnView,
    UserView,
)
from tests.desk.teaching.teams import BagOfWords

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ADA = UserView(1, "Ada", "admin")
BEN = UserView(2, "Ben", "agent")
EVIL = '<img src=x onerror="alert(1)"> ![x](http://evil.test/x.png) **bold** [link](javascript:alert(1))'
ACCOUNTS = tuple(
    AccountRow(i, f"A{i}", name, "retail", "Kenya", "Ada", i, 1000.0 * i, i % 3, "customer")
    for i, name in enumerate(("Acme", "Betasoloin", "Kan-code", EVIL), start=1)
)
TICKETS = tuple(
    TicketRow(
        i, f"T-{i:04}", subject, "open", "high", "email", "Acme", "Jo", "Ada", NOW, "refund", "high", "negative", "high"
    )
    for i, subject in enumerate(("Charged twice", "Where is my order", EVIL), start=1)
)


@dataclass
class FakePeople:
    users: dict[int, UserView] = field(default_factory=lambda: {1: ADA, 2: BEN})
    hashes: dict[int, str] = field(default_factory=dict)
    sessions: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=lambda: {"welcome-ada": 1})
    tokens: dict[str, int] = field(default_factory=lambda: {"token-ada": 1})

    def create_session(self, user_id: int, ttl: timedelta) -> str:
        token = secrets.token_urlsafe(16)
        self.sessions[token] = user_id
        return token

    def user_of_session(self, token: str) -> UserView | None:
        return self.users.get(self.sessions.get(token, 0))

    def revoke_session(self, token: str) -> None:
        self.sessions.pop(token, None)

    def redeem_welcome(self, token: str) -> UserView | None:
        return self.users.get(self.links.pop(token, 0))

    def user_of_api_token(self, token: str) -> UserView | None:
        return self.users.get(self.tokens.get(token, 0))

    def password_hash(self, name: str) -> tuple[int, str] | None:
        for user in self.users.values():
            if user.name.casefold() == name.casefold() and user.id in self.hashes:
                return user.id, self.hashes[user.id]
        return None

    def set_password_hash(self, user_id: int, password_hash: str) -> None:
        self.hashes[user_id] = password_hash


@dataclass
class Kept:
    user_id: int
    title: str
    turns: list[TurnView] = field(default_factory=list)
    state: Mapping[str, object] = field(default_factory=dict)
    archived: bool = False


@dataclass
class FakeConversations:
    kept: dict[int, Kept] = field(default_factory=dict)
    thumbs: list[tuple[int, int, bool, str]] = field(default_factory=list)

    def _mine(self, user_id: int, conversation_id: int) -> Kept:
        found = self.kept.get(conversation_id)
        if found is None or found.user_id != user_id:
            raise NotFound("conversation", str(conversation_id))
        return found

    def create(self, user_id: int, title: str) -> int:
        self.kept[len(self.kept) + 1] = Kept(user_id, title)
        return len(self.kept)

    def list(self, user_id: int, *, limit: int = 50) -> Sequence[ConversationRow]:
        rows = [
            ConversationRow(i, k.title, NOW) for i, k in self.kept.items() if k.user_id == user_id and not k.archived
        ]
        return rows[::-1][:limit]

    def turns(self, user_id: int, conversation_id: int) -> Sequence[TurnView]:
        return tuple(self._mine(user_id, conversation_id).turns)

    def turn(self, user_id: int, turn_id: int) -> TurnView:
        for kept in self.kept.values():
            for turn in kept.turns:
                if turn.id == turn_id and kept.user_id == user_id:
                    return turn
        raise NotFound("turn", str(turn_id))

    def append(
        self, user_id: int, conversation_id: int, text: str, reply: Mapping[str, object], state: Mapping[str, object]
    ) -> int:
        kept = self._mine(user_id, conversation_id)
        turn_id = sum(len(other.turns) for other in self.kept.values()) + 1
        kept.turns.append(TurnView(turn_id, text, reply, NOW))
        kept.state = state
        return turn_id

    def state(self, user_id: int, conversation_id: int) -> Mapping[str, object]:
        return self._mine(user_id, conversation_id).state

    def rename(self, user_id: int, conversation_id: int, title: str) -> None:
        self._mine(user_id, conversation_id).title = title

    def archive(self, user_id: int, conversation_id: int) -> None:
        self._mine(user_id, conversation_id).archived = True

    def feedback(self, user_id: int, turn_id: int, *, liked: bool, reason: str = "") -> None:
        self.thumbs.append((user_id, turn_id, liked, reason))


class FakeRecords:
    def data_date(self) -> date | None:
        return NOW.date()

    def local_day(self, moment: datetime) -> date:
        return moment.date()

    def account(self, user: UserView, account_id: int) -> AccountSummary:
        for row in ACCOUNTS:
            if row.id == account_id:
                return summary_of(row)
        raise NotFound("account", str(account_id))

    def portrait(self, user: UserView, account_id: int, *, as_of: date) -> Portrait:
        rows = tuple((f"2026-{month:02}", month, month / 2) for month in range(1, 4))
        series = Series(Table(("period", "login", EVIL), rows), "SELECT 'usage'")
        nothing = Series(Table(("period",), ()), "SELECT 'nothing'")
        people = Table(("name", "email"), ((EVIL, "jo@acme.test"),))
        empty = Table(("order",), ())
        family = (FamilyMember(9, EVIL, -1, "Kenya", "customer"), FamilyMember(account_id, "Acme", 0, None, None))
        return Portrait(
            self.account(user, account_id),
            series,
            series,
            nothing,
            nothing,
            people,
            people,
            people,
            empty,
            empty,
            family,
        )

    def timeline(self, user: UserView, account_id: int, *, limit: int = 50, offset: int = 0) -> Sequence[Event]:
        events = [Event(NOW - timedelta(days=n), "deal", n, f"D{n}", "won", EVIL, "1,200 EUR") for n in range(70)]
        return events[offset : offset + limit]

    def accounts(
        self, user: UserView, *, text: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[AccountRow], int]:
        rows = [row for row in ACCOUNTS if text.casefold() in row.name.casefold()]
        return rows[offset : offset + limit], len(rows)

    def tickets(
        self, user: UserView, where: TicketFilter, *, limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[TicketRow], int]:
        rows = [
            row
            for row in TICKETS
            if where.text.casefold() in row.subject.casefold() and where.status in (None, row.status)
        ]
        return rows[offset : offset + limit], len(rows)

    def thread(self, user: UserView, ticket_id: int) -> TicketThread:
        for row in TICKETS:
            if row.id == ticket_id:
                return TicketThread(row, 1, (MessageView(1, "in", "Jo", NOW, f"Hello. {EVIL}\nBye", None),))
        raise NotFound("ticket", str(ticket_id))

    def article(self, user: UserView, article_id: int) -> KbView:
        raise NotFound("article", str(article_id))

    def by_key(self, user: UserView, kind: str, key: str) -> Named | None:
        return None

    def sender(self, user: UserView, email: str) -> Named | None:
        return None


def summary_of(row: AccountRow) -> AccountSummary:
    return AccountSummary(
        id=row.id,
        key=row.key,
        name=row.name,
        industry=row.industry,
        country=row.country,
        city="Nairobi",
        employees=120,
        annual_revenue=12.5,
        annual_revenue_unit="USD millions",
        founded_year=1998,
        parent=None,
        owner=row.owner,
        lifecycle_stage=row.lifecycle_stage,
        description=None,
        open_deals=row.open_deals,
        won_deals=4,
        lost_deals=2,
        won_amount=row.won_amount,
        currency="USD",
        open_tickets=row.open_tickets,
        total_tickets=9,
        orders=3,
        order_total=310.5,
        last_contact_at=NOW,
        contacts=(ContactRow(1, EVIL, "jo@acme.test", "Buyer"),),
        query="SELECT 1",
    )


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


READING = Reading("en", True, None, (), None, None, None, None, None, (), "v0")
