"""Statements shown as text."""

from datetime import UTC, date, datetime

from sqlalchemy import select, text

from assistant.records.schema import Account, Deal, Ticket
from assistant.records.shown import sql_as_shown
from assistant.records.store import Store


def test_a_shown_statement_gives_the_same_rows_whatever_its_values(store: Store) -> None:
    noon = datetime(2024, 3, 1, 12, tzinfo=UTC)
    with store.write() as session:
        session.add(Account(id=1, name='O\'Brien; DROP TABLE "deal" -- ✓ :x %s'))
        session.flush()
        session.add(Deal(id=1, account_id=1, stage="Won", is_won=True, close_date=noon.date(), amount=0.1))
        session.add(Ticket(id=1, account_id=1, subject="s", created_at=noon))
    statement = (
        select(Account.name, Deal.id, Ticket.id)
        .join(Deal, Deal.account_id == Account.id)
        .join(Ticket, Ticket.account_id == Account.id)
        .where(Account.name == 'O\'Brien; DROP TABLE "deal" -- ✓ :x %s', Deal.close_date == date(2024, 3, 1))
        .where(Ticket.created_at <= noon, Deal.amount == 0.1, Deal.is_won.is_(True))
    )
    shown = sql_as_shown(statement, store.reading)
    with store.reading.connect() as connection:
        expected = connection.execute(statement).all()
        assert len(expected) == 1
        assert connection.exec_driver_sql(shown).all() == expected
        assert len(connection.execute(text("SELECT id FROM deal")).all()) == 1
