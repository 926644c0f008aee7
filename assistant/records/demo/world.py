"""Everything that the concepts of a demo company share, drawn when it is first asked for."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from assistant.records.demo.desk.cases import Case, Desk, answerable
from assistant.records.demo.desk.details import Details
from assistant.records.demo.desk.occasions import occasions
from assistant.records.demo.desk.shelf import FOLLOW_UPS, NOTES, OPENINGS, RATINGS, REPLIES, read
from assistant.records.demo.desk.threads import Writer
from assistant.records.demo.journeys import Journey, dealt_out, journeys
from assistant.records.demo.people.colleagues import Staff, hired
from assistant.records.demo.people.companies import Company, companies
from assistant.records.demo.people.contacts import Directory, directory
from assistant.records.demo.sales.campaigns import Member, members
from assistant.records.demo.sales.deals import Opportunity, opportunities
from assistant.records.demo.size import Size
from assistant.records.demo.story import Story, stream
from assistant.records.demo.trade.baskets import taste
from assistant.records.demo.trade.buying import Habit, habits
from assistant.records.demo.trade.frauds import Attempt, attempts
from assistant.records.demo.trade.invoices import Bill, bills
from assistant.records.demo.trade.orders import Purchase, purchases
from assistant.records.demo.trade.subscriptions import Contract, contracts


class World:
    """One demo company; nothing of it is drawn before it is needed, each part from a random stream of its own."""

    def __init__(self, seed: int, story: Story, size: Size) -> None:
        self.seed, self.story, self.size = seed, story, size

    def rng(self, concept: str) -> Generator:
        """The random stream of a concept; asking twice gives it twice from its beginning."""
        return stream(self.seed, concept)

    @cached_property
    def staff(self) -> Staff:
        """Our own people."""
        return hired(self.size.users, self.rng("staff"))

    @cached_property
    def companies(self) -> list[Company]:
        """All accounts in order of id."""
        return companies(self.size.accounts, self.staff, self.story.thin, self.rng("companies"))

    @cached_property
    def company(self) -> dict[int, Company]:
        """The same by id."""
        return {company.id: company for company in self.companies}

    @cached_property
    def told(self) -> dict[int, Journey]:
        """How customers fare by the story, by account id."""
        return journeys(self.companies, self.story, self.rng("journeys"))

    @cached_property
    def lived(self) -> dict[int, Journey]:
        """How they really fare: the same, unless outcomes are dealt out by lot."""
        return dealt_out(self.told, self.rng("dealt out")) if self.story.shuffled else self.told

    @cached_property
    def attempts(self) -> list[Attempt]:
        """The frauds to come."""
        count = round(self.story.fraud * self.size.orders)
        return attempts(self.companies, self.told, count, self.rng("frauds"))

    @cached_property
    def directory(self) -> Directory:
        """The contacts."""
        return directory(self.size.contacts, self.companies, self.attempts, self.rng("people"))

    @cached_property
    def contracts(self) -> list[Contract]:
        """The subscriptions."""
        return contracts(self.companies, self.lived, self.rng("contracts"))

    @cached_property
    def deals(self) -> list[Opportunity]:
        """The deals in order of opening."""
        return opportunities(
            self.size.deals, self.companies, self.directory, self.staff, self.told, self.story, self.rng("deals")
        )

    @cached_property
    def tastes(self) -> dict[int, NDArray[np.float64]]:
        """By account id, how large a part each use has in what it buys; float64, shape (n_uses,)."""
        rng = self.rng("tastes")
        return {company.id: taste(company, self.story, rng) for company in self.companies}

    @cached_property
    def habits(self) -> list[Habit]:
        """How customers reorder."""
        others = sum(deal.is_won for deal in self.deals) + len(self.attempts)
        count = max(self.size.orders - others, len(self.lived))
        return habits(self.companies, self.lived, self.tastes, count, self.story, self.rng("habits"))

    @cached_property
    def orders(self) -> list[Purchase]:
        """The orders in order of time."""
        return purchases(self, self.rng("orders"))

    @cached_property
    def bills(self) -> list[Bill]:
        """The invoices in order of date."""
        return bills(self, self.rng("bills"))

    @cached_property
    def members(self) -> list[Member]:
        """Who was in which campaign."""
        return members(self, self.rng("campaigns"))

    @cached_property
    def cases(self) -> list[Case]:
        """The tickets in order of time."""
        replies = read(REPLIES)
        desk = Desk(
            answerable(read(OPENINGS), replies),
            Writer(read(FOLLOW_UPS), replies, read(NOTES)),
            read(RATINGS),
            Details(self.orders, self.bills, self.contracts, self.staff),
            self.directory,
        )
        rng = self.rng("tickets")
        drawn = occasions(self, self.rng("occasions"))
        return [desk.case(number, occasion, rng) for number, occasion in enumerate(drawn, start=1)]
