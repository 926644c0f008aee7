"""All that a tool may touch, as protocols: the seams between the rooms of the house."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from assistant.findings import Findings
from assistant.messages import Reading, Result, Topic
from assistant.portraits import Event, Portrait
from assistant.views import (
    AccountRow,
    AccountSummary,
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

Progress = Callable[[int, int], None]  # told the units done, the units in all; may raise to stop the work


@dataclass(frozen=True, slots=True)
class Chore:
    """Work that can be stopped at any step and taken up again."""

    title: str
    run: Callable[[Progress], object]


class Records(Protocol):
    """The customer records; each read is under the row rule of `user`."""

    def data_date(self) -> date | None:
        """The home's stored as-of date, when an import or the demo set one."""
        ...

    def local_day(self, moment: datetime) -> date:
        """The day of an aware moment in the home's time zone."""
        ...

    def account(self, user: UserView, account_id: int) -> AccountSummary:
        """Summarise one account.

        Raises:
            NotFound: There is none, or the user may not see it.
        """
        ...

    def portrait(self, user: UserView, account_id: int, *, as_of: date) -> Portrait:
        """Everything about one account but its timeline.

        Raises:
            NotFound: There is none, or the user may not see it.
        """
        ...

    def timeline(self, user: UserView, account_id: int, *, limit: int = 50, offset: int = 0) -> Sequence[Event]:
        """What happened with an account, newest first; nothing when the user may not see it."""
        ...

    def accounts(
        self, user: UserView, *, text: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[AccountRow], int]:
        """One page of accounts by name, with the number of all that match."""
        ...

    def tickets(
        self, user: UserView, where: TicketFilter, *, limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[TicketRow], int]:
        """One page of tickets, newest first, with the number of all that match."""
        ...

    def thread(self, user: UserView, ticket_id: int) -> TicketThread:
        """One ticket with its messages, oldest first.

        Raises:
            NotFound: There is none, or the user may not see it.
        """
        ...

    def article(self, user: UserView, article_id: int) -> KbView:
        """One knowledge article.

        Raises:
            NotFound: There is none.
        """
        ...

    def by_key(self, user: UserView, kind: str, key: str) -> Named | None:
        """The record with a source's own key (or our id as text); None when the user may not see it."""
        ...

    def sender(self, user: UserView, email: str) -> Named | None:
        """The contact with this e-mail address, ignoring case; its hint is the account's name."""
        ...


class Search(Protocol):
    """What is found by name or by meaning; hits are re-read under the row rule."""

    def names(self, user: UserView, text: str, *, kinds: Sequence[str] = ()) -> Sequence[NameMatch]:
        """Names of records in a text: exact, misspelt or partial.

        Ties stay in: of two matches over one span with near-equal similarity the caller asks which is meant.
        """
        ...

    def find(self, user: UserView, text: str, *, kinds: Sequence[str], k: int = 5) -> Sequence[SearchHit]:
        """Records closest in meaning, best first, at most `k`."""
        ...

    def customers(self, user: UserView, text: str, *, as_of: date) -> Findings:
        """Accounts that a request in plain language means, at most ten, best first, or why there are none."""
        ...

    def like(self, user: UserView, account_id: int, *, k: int = 5) -> Sequence[SearchHit]:
        """Accounts whose profile is closest to this account's, without itself."""
        ...


class Questions(Protocol):
    """Questions about records, answered with rows."""

    def answer(self, user: UserView, text: str, *, as_of: date, topic: Topic) -> Result:
        """Answer from the records, ask back, or decline; never guess.

        `result.confidence` of a decline is the confidence that this is no question we can answer.
        """
        ...


class Reader(Protocol):
    """The fine-tuned transformer over customer messages."""

    @property
    def version(self) -> str:
        """Names the weights; stored with every reading."""
        ...

    def read(self, texts: Sequence[str], *, entities: bool = True) -> Sequence[Reading]:
        """Read any number of messages, in order; one forward pass each. Without `entities` none are looked for."""
        ...


class Predictors(Protocol):
    """The predictive models of the home."""

    def names(self) -> Sequence[str]:
        """The kinds that can be asked for."""
        ...

    def predict(self, user: UserView, name: str, *, account_id: int | None, as_of: date) -> Prediction:
        """Predict for one account, or for every account the user may see (highest value first).

        A model without enough data or signal answers with `declined`; nothing is raised for it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """One turn's surroundings."""

    user: UserView
    as_of: date
    topic: Topic
    records: Records
    search: Search
    questions: Questions
    reader: Reader
    predictors: Predictors
    clock: Callable[[], datetime]  # timezone-aware UTC
