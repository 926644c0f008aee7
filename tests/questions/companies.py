"""Two companies small enough to work their figures out by hand: one that sells, one with a support desk."""

from __future__ import annotations

from datetime import UTC, date, datetime

from assistant.records.schema import (
    Account,
    Deal,
    HomeSetting,
    Message,
    Order,
    Product,
    Subscription,
    Team,
    Ticket,
    Triage,
    User,
)
from assistant.records.store import Store

ACCOUNTS = (
    # name, industry, country, employees, annual revenue, founded, parent
    ("Fernhill Foods", "retail", "Norway", 900, 120.0, 1984, None),
    ("Quartz Labs", "medical", "United States", 4000, 800.0, 1991, None),
    ("Ottermill", "retail", "United States", 250, 40.0, 2003, "Quartz Labs"),
    ("Zephyrtech", "technology", "United States", 7000, 2400.0, 1988, None),
)
PRODUCTS = (("Lumen One", "Lumen", 1000.0), ("Lumen Two", "Lumen", 2000.0), ("Brix Max", "Brix", 500.0))
REPS = (
    ("Ines Kovar", "Ada Stoneham"),
    ("Tomas Wirth", "Ada Stoneham"),
    ("Priya Nolan", "Bo Redfern"),
    ("Gus Ahl", "Bo Redfern"),
)
TODAY = date(2021, 6, 30)
REGIONS = {"Ada Stoneham": "North", "Bo Redfern": "South"}
DEALS = (
    # key, rep, account, product, stage, opened, closed, amount
    ("AB12CD01", "Ines Kovar", "Fernhill Foods", "Lumen One", "Won", "2021-01-05", "2021-02-04", 900),
    ("AB12CD02", "Ines Kovar", "Quartz Labs", "Lumen Two", "Won", "2021-01-10", "2021-04-20", 2100),
    ("AB12CD03", "Ines Kovar", "Ottermill", "Brix Max", "Lost", "2021-02-01", "2021-05-02", 0),
    ("AB12CD04", "Tomas Wirth", "Zephyrtech", "Lumen Two", "Won", "2021-03-01", "2021-05-10", 1800),
    ("AB12CD05", "Tomas Wirth", "Zephyrtech", "Lumen One", "Lost", "2021-03-03", "2021-06-01", 0),
    ("AB12CD06", "Priya Nolan", "Quartz Labs", "Brix Max", "Won", "2021-02-11", "2021-03-13", 500),
    ("AB12CD07", "Priya Nolan", "Fernhill Foods", "Lumen Two", "Lost", "2021-04-01", "2021-04-11", 0),
    ("AB12CD08", "Priya Nolan", "Ottermill", "Lumen One", "Engaging", "2021-05-01", None, None),
    ("AB12CD09", "Tomas Wirth", None, "Lumen Two", "Engaging", "2021-06-20", None, None),
    ("AB12CD10", "Priya Nolan", None, "Brix Max", "Prospecting", None, None, None),
)


def fill_sales(store: Store) -> None:
    """Write a company of ten deals into an empty home."""
    with store.write() as session:
        teams = {name: Team(name=region) for name, region in REGIONS.items()}
        session.add_all(teams.values())
        session.flush()
        bosses = {
            name: User(name=name, role="manager", region=region, team_id=teams[name].id)
            for name, region in REGIONS.items()
        }
        session.add_all([*bosses.values(), HomeSetting(key="unit:account.annual_revenue", value="USD millions")])
        session.flush()
        reps = {
            name: User(
                name=name, role="agent", manager_id=bosses[boss].id, region=REGIONS[boss], team_id=teams[boss].id
            )
            for name, boss in REPS
        }
        products = {name: Product(name=name, series=series, list_price=price) for name, series, price in PRODUCTS}
        accounts = {
            name: Account(
                name=name,
                industry=industry,
                country=country,
                employees=staff,
                annual_revenue=revenue,
                founded_year=year,
            )
            for name, industry, country, staff, revenue, year, _ in ACCOUNTS
        }
        session.add_all([*reps.values(), *products.values(), *accounts.values()])
        session.flush()
        for name, *_, parent in ACCOUNTS:
            accounts[name].parent_id = accounts[parent].id if parent else None
        for key, rep, account, product, stage, opened, closed, amount in DEALS:
            session.add(
                Deal(
                    name=key,
                    source_id=key,
                    owner_id=reps[rep].id,
                    account_id=accounts[account].id if account else None,
                    product_id=products[product].id,
                    stage=stage,
                    opened_at=date.fromisoformat(opened) if opened else None,
                    close_date=date.fromisoformat(closed) if closed else None,
                    amount=amount,
                    is_closed=stage in ("Won", "Lost"),
                    is_won=stage == "Won",
                )
            )


def fill_desk(store: Store) -> None:
    """Write two accounts with three tickets, three orders, two subscriptions into an empty home."""
    with store.write() as session:
        helper = User(name="Nora Quill", role="agent", region="North")
        norway = Account(name="Fernhill Foods", country="Norway", segment="Small")
        spain = Account(name="Quartz Labs", country="Spain", segment="Large")
        session.add_all([helper, norway, spain])
        session.flush()
        tickets = [
            _ticket("T1", norway.id, "open", "urgent", 6, 2, None),
            _ticket("T2", spain.id, "pending", "normal", 6, 9, None),
            _ticket("T3", spain.id, "closed", "normal", 5, 3, 4.0),
        ]
        tickets[0].assignee_id = helper.id
        session.add_all(tickets)
        session.add_all(
            [
                Order(number="O1", account_id=norway.id, ordered_at=_at(2, 1), status="delivered", total=100.1),
                Order(number="O2", account_id=norway.id, ordered_at=_at(3, 1), status="returned", total=200.2),
                Order(number="O3", account_id=spain.id, ordered_at=_at(5, 1), status="delivered", total=7000.0),
                Subscription(account_id=norway.id, plan="Basic", mrr=10.0),
                Subscription(account_id=spain.id, plan="Basic", mrr=20.0, cancelled_at=date(2021, 4, 1)),
            ]
        )
        session.flush()
        for ticket, day, model, label in (
            (tickets[0], 2, "m1", "positive"),
            (tickets[0], 5, "m1", "neutral"),
            (tickets[1], 9, "m1", "very_negative"),
        ):
            message = Message(ticket_id=ticket.id, direction="in", body_text="…", sent_at=_at(6, day))
            session.add(message)
            session.flush()
            session.add(_read(message.id, model, label))
            if ticket is tickets[0] and day == 5:
                session.flush()
                session.add(_read(message.id, "m2", "negative"))


def _at(month: int, day: int) -> datetime:
    return datetime(2021, month, day, 9, tzinfo=UTC)


def _ticket(number: str, account: int, status: str, priority: str, month: int, day: int, csat: float | None) -> Ticket:
    return Ticket(
        number=number,
        subject=number.lower(),
        account_id=account,
        status=status,
        priority=priority,
        channel="email",
        created_at=_at(month, day),
        csat_score=csat,
    )


def _read(message_id: int, model: str, sentiment: str) -> Triage:
    return Triage(message_id=message_id, model_version=model, sentiment=sentiment, supported=True, entities=[])
