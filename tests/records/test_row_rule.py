"""The row rule, with a canary of each team in every table."""

from datetime import date

import pytest
from sqlalchemy import Executable, Select, Table, exists, func, literal, select, text, union_all
from sqlalchemy.orm import aliased

from assistant.errors import Forbidden
from assistant.records.schema import RECORDS, Account, Base, Contact, Conversation, Deal, Message, Quota, Ticket, User
from assistant.records.store import Store
from assistant.records.visibility import PUBLIC, RULED, row_rule
from assistant.views import LOCAL_ADMIN, UserView

ADA = UserView(1, "Ada", "agent", team_id=1)
HIDDEN = sorted(set(Base.metadata.tables) - RULED - PUBLIC)


def test_every_table_of_records_is_public_or_under_the_rule() -> None:
    assert set(RECORDS) <= PUBLIC | RULED
    assert not PUBLIC & RULED


@pytest.mark.parametrize("name", sorted(RULED))
def test_a_user_sees_the_rows_of_the_own_team_alone_however_the_table_is_named(canaries: Store, name: str) -> None:
    table: Table = Base.metadata.tables[name]
    entity = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table is table)
    alias = aliased(entity)
    statements: list[Executable] = [
        select(table.c.id),
        select(entity.id),
        select(alias.id),
        select(table.alias("other").c.id),
        select(select(entity).subquery().c.id),
        select(select(table.c.id).cte("everything").c.id),
        union_all(select(table.c.id), select(table.c.id)),
        text(f'SELECT id FROM "{name}"'),
    ]
    with canaries.read(ADA) as session:
        for statement in statements:
            assert set(session.execute(statement).scalars()) == {1}, str(statement)
        assert [row.id for row in session.scalars(select(entity))] == [1]
        assert "CANARY-2" not in str(session.execute(select(table)).all())
        assert session.scalar(select(func.count()).select_from(entity)) == 1
        assert session.get(entity, 2) is None


@pytest.mark.parametrize("name", sorted(RULED))
def test_the_rule_that_the_compiler_adds_says_the_same_as_the_guarded_connection(canaries: Store, name: str) -> None:
    table = Base.metadata.tables[name]
    alias = table.alias("shown")
    with canaries.reading.connect() as connection:
        assert connection.scalars(select(table.c.id).where(row_rule(table, ADA))).all() == [1]
        assert connection.scalars(select(alias.c.id).where(row_rule(alias, ADA))).all() == [1]


def test_a_row_that_a_statement_only_filters_by_is_no_way_around_the_rule(canaries: Store) -> None:
    other = select(User.id).where(Account.owner_id == User.id, Account.name == "CANARY-2")
    probe: Select[int] = select(literal(1)).where(exists().where(Deal.name == "CANARY-2"))
    joined = select(User.id).join(Account, Account.owner_id == User.id).where(Account.name.like("CANARY-%"))
    with canaries.read(ADA) as session:
        assert session.scalars(other).all() == []
        assert session.scalars(probe).all() == []
        assert session.scalars(joined).all() == [1]


def test_an_administrator_sees_every_row(canaries: Store) -> None:
    with canaries.read(LOCAL_ADMIN) as session:
        assert {
            name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) for name in RULED
        } == (dict.fromkeys(RULED, 2))


@pytest.mark.parametrize("name", HIDDEN)
def test_a_table_that_is_neither_public_nor_ruled_is_refused(canaries: Store, name: str) -> None:
    for statement in (select(Base.metadata.tables[name]), text(f"SELECT count(*) FROM {name}")):
        with pytest.raises(Forbidden), canaries.read(ADA) as session:
            session.execute(statement)


def test_a_colleague_who_changes_team_sees_the_other_rows_at_once(canaries: Store) -> None:
    with canaries.read(ADA) as session:
        assert session.scalars(select(Account.name)).all() == ["CANARY-1"]
    with canaries.read(UserView(1, "Ada", "agent", team_id=2)) as session:
        assert sorted(session.scalars(select(Account.name))) == ["CANARY-1", "CANARY-2"]
    with canaries.read(UserView(9, "Newcomer", "manager")) as session:
        assert session.scalars(select(Account.name)).all() == []


def test_a_connection_lent_to_nobody_reads_nothing(canaries: Store) -> None:
    with canaries.read(ADA) as session:
        session.execute(select(Account.id))
    refused = pytest.raises(Exception, match=r"user-defined function raised|forbidden")
    with refused, canaries.guarded.connect() as connection:
        connection.execute(select(Account.id)).all()


def test_an_unowned_ticket_belongs_to_its_assignees_team_and_its_messages_with_it(two_teams: Store) -> None:
    with two_teams.write() as session:
        session.add_all([Ticket(id=1, subject="mine", assignee_id=1), Ticket(id=2, subject="Ben's", assignee_id=2)])
        session.add_all(
            [Ticket(id=3, subject="nobody's"), Ticket(id=4, subject="handed over", owner_id=1, assignee_id=2)]
        )
        session.flush()
        session.add_all(
            [Message(id=ticket, ticket_id=ticket, direction="in", body_text="x") for ticket in (1, 2, 3, 4)]
        )
    with two_teams.read(ADA) as session:
        assert session.scalars(select(Ticket.subject).order_by(Ticket.id)).all() == ["mine", "nobody's", "handed over"]
        assert session.scalars(select(Message.ticket_id).order_by(Message.id)).all() == [1, 3, 4]


def test_an_unowned_row_inherits_from_its_first_filled_parent(two_teams: Store) -> None:
    with two_teams.write() as session:
        session.add_all([Account(id=1, name="Ada's", owner_id=1), Account(id=2, name="Ben's", owner_id=2)])
        session.flush()
        session.add_all([Contact(id=1, account_id=1), Contact(id=2, account_id=2), Contact(id=3)])
        session.flush()
        session.add_all([Ticket(id=1, subject="by account", account_id=1, contact_id=2)])
        session.add_all(
            [Ticket(id=2, subject="by contact", contact_id=2), Ticket(id=3, subject="by ours", contact_id=1)]
        )
    with two_teams.read(ADA) as session:
        assert session.scalars(select(Ticket.subject).order_by(Ticket.id)).all() == ["by account", "by ours"]
        assert session.scalars(select(Contact.id).order_by(Contact.id)).all() == [1, 3]


def test_a_quota_is_seen_by_the_team_of_the_seller(two_teams: Store) -> None:
    with two_teams.write() as session:
        for user_id in (1, 2):
            session.add(
                Quota(
                    user_id=user_id, period_start=date(2024, 1, 1), period_end=date(2024, 3, 31), amount=user_id * 100.0
                )
            )
    with two_teams.read(ADA) as session:
        assert session.scalars(select(Quota.amount)).all() == [100.0]


def test_conversations_are_no_part_of_the_readable_records(two_teams: Store) -> None:
    with pytest.raises(Forbidden) as caught, two_teams.read(ADA) as session:
        session.execute(select(Conversation.title))
    assert caught.value.reply == "Your role does not allow you to read that table; ask an administrator."
