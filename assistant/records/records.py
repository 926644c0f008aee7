"""The customer records as the rest of the assistant reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from assistant.errors import NotFound
from assistant.portraits import Event, Portrait
from assistant.records import portrait, profiles
from assistant.records.accounts import Accounts
from assistant.records.calendar import Calendar
from assistant.records.facets import (
    Condition,
    HomeWords,
    Listing,
    Mention,
    MentionFilter,
    Order,
    home_words,
    listing,
    mentions,
)
from assistant.records.names import Names
from assistant.records.preferences import read_preferences
from assistant.records.profiles import KINDS, Profile
from assistant.records.schema import RECORDS, KbArticle
from assistant.records.settings import HomeSettings
from assistant.records.store import Store
from assistant.records.tickets import Tickets
from assistant.views import (
    LOCAL_ADMIN,
    AccountRow,
    AccountSummary,
    KbView,
    Named,
    TicketFilter,
    TicketRow,
    TicketThread,
    UserView,
)


class RecordsStore:
    """The Protocol `assistant.context.Records` over a store, with what the search reads besides."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.settings = HomeSettings(store)
        self._accounts = Accounts(store, self.settings)
        self._tickets = Tickets(store)
        self._names = Names(store)

    def is_empty(self) -> bool:
        """Whether no record of any kind has been loaded yet, users aside."""
        with self.store.read(LOCAL_ADMIN) as session:
            kinds = (entity for name, entity in RECORDS.items() if name not in ("user", "team"))
            return all(session.query(entity.id).limit(1).first() is None for entity in kinds)

    def data_date(self) -> date | None:
        """The home's stored as-of date, when an import or the demo set one."""
        return self.settings.data_date()

    def local_day(self, moment: datetime) -> date:
        """The day of an aware moment in the home's time zone."""
        return read_preferences(self.settings).calendar.day_of(moment)

    def set_data_date(self, day: date) -> None:
        """Store the as-of date."""
        self.settings.set_data_date(day)

    def company(self) -> str:
        """The company's name, or nothing."""
        return self.settings.company()

    def set_company(self, name: str) -> None:
        """Store the company's name."""
        self.settings.set_company(name)

    def account(self, user: UserView, account_id: int) -> AccountSummary:
        """Summarise one account.

        Raises:
            NotFound: There is none, or the user may not see it.
        """
        return self._accounts.summary(user, account_id)

    def portrait(self, user: UserView, account_id: int, *, as_of: date) -> Portrait:
        """Everything about one account but its timeline; the last 24 months up to `as_of` are drawn.

        Raises:
            NotFound: There is none, or the user may not see it.
        """
        store = self.store
        return Portrait(
            summary=self.account(user, account_id),
            usage=portrait.usage_by_month(store, user, account_id, as_of=as_of),
            sentiment=portrait.sentiment_by_month(store, user, account_id, as_of=as_of),
            won=portrait.won_by_quarter(store, user, account_id, as_of=as_of),
            bought=portrait.orders_by_month(store, user, account_id, as_of=as_of),
            people=portrait.contacts(store, user, account_id),
            deals=portrait.deals(store, user, account_id),
            tickets=portrait.tickets(store, user, account_id),
            orders=portrait.orders(store, user, account_id),
            subscriptions=portrait.subscriptions(store, user, account_id),
            family=portrait.family(store, user, account_id),
        )

    def timeline(self, user: UserView, account_id: int, *, limit: int = 50, offset: int = 0) -> Sequence[Event]:
        """What happened with an account, newest first; nothing when the user may not see it."""
        return portrait.timeline(self.store, user, account_id, limit=limit, offset=offset)

    def accounts(
        self, user: UserView, *, text: str = "", limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[AccountRow], int]:
        """One page of accounts by name, with the number of all that match."""
        return self._accounts.page(user, text=text, limit=limit, offset=offset)

    def tickets(
        self, user: UserView, where: TicketFilter, *, limit: int = 50, offset: int = 0
    ) -> tuple[Sequence[TicketRow], int]:
        """One page of tickets, newest first, with the number of all that match."""
        return self._tickets.page(user, where, limit=limit, offset=offset)

    def thread(self, user: UserView, ticket_id: int) -> TicketThread:
        """One ticket with its messages, oldest first.

        Raises:
            NotFound: There is none, or the user may not see it.
        """
        return self._tickets.thread(user, ticket_id)

    def article(self, user: UserView, article_id: int) -> KbView:
        """One knowledge article.

        Raises:
            NotFound: There is none.
        """
        with self.store.read(user) as session:
            found = session.get(KbArticle, article_id)
            if found is None:
                raise NotFound("article", str(article_id))
            return KbView(found.id, found.source_id or str(found.id), found.title, found.body)

    def by_key(self, user: UserView, kind: str, key: str) -> Named | None:
        """The record with a source's own key (or our id as text); None when the user may not see it."""
        return self._names.by_key(user, kind, key)

    def sender(self, user: UserView, email: str) -> Named | None:
        """The contact with this e-mail address, ignoring case; its hint is the account's name."""
        return self._names.sender(user, email)

    def names(self, user: UserView) -> list[Named]:
        """All accounts, contacts, users, products, teams that the user may see."""
        return self._names.all(user)

    def names_version(self) -> str:
        """Text that changes whenever a name may have been added, changed or removed."""
        return self._names.version(LOCAL_ADMIN)

    def profiles(self, user: UserView, kinds: Sequence[str] = KINDS) -> Iterator[Profile]:
        """The texts of accounts, tickets, knowledge articles that the user may see."""
        return profiles.profiles(self.store, user, kinds)

    def visible(self, user: UserView, kind: str, ids: Sequence[int]) -> dict[int, Profile]:
        """Those records among `ids` that the user may see, as they are now."""
        return profiles.visible(self.store, user, kind, ids)

    def calendar(self) -> Calendar:
        """The home's calendar."""
        return read_preferences(self.settings).calendar

    def home_words(self, user: UserView) -> HomeWords:
        """The home's own words for places, industries, products that the user may see."""
        return home_words(self.store, user)

    def listing(
        self,
        user: UserView,
        conditions: Sequence[Condition],
        *,
        as_of: date,
        order: Order | None = None,
        ids: Sequence[int] | None = None,
    ) -> Listing:
        """Accounts that meet every condition, at most 5,000, of `ids` only where they are given."""
        return listing(self.store, user, conditions, as_of=as_of, order=order, ids=ids)

    def mentions(
        self,
        user: UserView,
        where: MentionFilter,
        *,
        tickets: Sequence[int] | None = None,
        accounts: Sequence[int] | None = None,
    ) -> list[Mention]:
        """Tickets that the user may see, of `tickets` and of `accounts` only where they are given."""
        return mentions(self.store, user, where, tickets=tickets, accounts=accounts)
