"""Users, their sessions, their secrets."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from assistant.errors import NameTaken, NotFound, UnknownRole
from assistant.records.people import People, UserRow
from assistant.records.schema import AccessToken, AuditEvent, LoginSession
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

DAY = timedelta(days=1)
START = datetime(2024, 3, 1, 9, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Nine in the morning."""
    return Clock()


@pytest.fixture
def people(store: Store, clock: Clock) -> People:
    """Nobody yet."""
    return People(store, clock)


def test_a_user_who_was_added_is_listed_with_the_team(people: People) -> None:
    people.add_user("Ben", role="viewer")
    user_id = people.add_user("Ada", role="manager", team="North", email="ada@example.com")
    people.set_password_hash(user_id, "$argon2id$")
    assert people.list_users() == [
        UserRow(2, "Ada", "ada@example.com", "manager", "North", None, True, True),
        UserRow(1, "Ben", None, "viewer", None, None, True, False),
    ]
    assert people.user(user_id) == UserView(2, "Ada", "manager", 1)
    assert people.user_by_name("ADA@example.com") == people.user_by_name(" ada ") == people.user(user_id)
    assert people.user(0) == LOCAL_ADMIN


@pytest.mark.parametrize(("name", "email"), [("ADA", None), ("Other", "Ada@Example.com"), ("ada@example.com", None)])
def test_nobody_takes_the_name_or_address_of_somebody_else(people: People, name: str, email: str | None) -> None:
    people.add_user("Ada", email="ada@example.com")
    with pytest.raises(NameTaken):
        people.add_user(name, email=email)
    assert len(people.list_users()) == 1


def test_an_unknown_role_or_user_is_named(people: People) -> None:
    with pytest.raises(UnknownRole, match="'root'"):
        people.add_user("Ada", role="root")
    user_id = people.add_user("Ada")
    with pytest.raises(UnknownRole):
        people.set_role(user_id, "Admin")
    for call in (lambda: people.user(99), lambda: people.user_by_name("Zoe"), lambda: people.set_role(99, "agent")):
        with pytest.raises(NotFound):
            call()


def test_a_password_hash_is_found_by_name_or_address_of_an_active_user(people: People) -> None:
    user_id = people.add_user("Ada", email="ada@example.com")
    assert people.password_hash("Ada") is None
    people.set_password_hash(user_id, "$argon2id$x")
    assert people.password_hash("ada") == people.password_hash("ADA@example.com") == (user_id, "$argon2id$x")
    people.set_active(user_id, active=False)
    assert people.password_hash("Ada") is None
    with pytest.raises(NotFound):
        people.user(user_id)


def test_a_role_changed_during_a_session_holds_at_its_next_request(people: People) -> None:
    user_id = people.add_user("Ada", role="admin")
    token = people.create_session(user_id, DAY)
    assert people.user_of_session(token) == UserView(user_id, "Ada", "admin")
    people.set_role(user_id, "viewer")
    assert people.user_of_session(token) == UserView(user_id, "Ada", "viewer")


def test_a_session_ends_by_time_by_revocation_by_a_new_password_or_with_its_user(people: People, clock: Clock) -> None:
    user_id = people.add_user("Ada")
    tokens = [people.create_session(user_id, DAY) for _ in range(2)]
    people.revoke_session(tokens[0])
    assert [people.user_of_session(token) is None for token in tokens] == [True, False]
    clock.now = START + DAY
    assert people.user_of_session(tokens[1]) is None
    fresh = people.create_session(user_id, DAY)
    people.set_password_hash(user_id, "other")
    assert people.user_of_session(fresh) is None
    last = people.create_session(user_id, DAY)
    people.set_active(user_id, active=False)
    assert people.user_of_session(last) is None
    assert people.user_of_session("unknown") is None


def test_one_users_sessions_are_revoked_without_the_others(people: People) -> None:
    ada, ben = people.add_user("Ada"), people.add_user("Ben")
    tokens = [people.create_session(user_id, DAY) for user_id in (ada, ada, ben)]
    people.revoke_all(ada)
    assert [people.user_of_session(token) is None for token in tokens] == [True, True, False]


def test_no_secret_is_stored_as_it_is(people: People, store: Store) -> None:
    user_id = people.add_user("Ada")
    secrets = [
        people.create_session(user_id, DAY),
        people.issue_token("welcome", user_id, ttl=DAY),
        people.issue_token("api", user_id, ttl=None, label="script"),
    ]
    assert len(set(secrets)) == 3
    assert all(len(secret) == 43 for secret in secrets)
    with store.trusted() as session:
        stored = [*session.scalars(select(LoginSession.token_hash)), *session.scalars(select(AccessToken.token_hash))]
    assert len(stored) == 3
    assert not set(stored) & set(secrets)


def test_a_welcome_link_works_once_within_its_time(people: People, clock: Clock) -> None:
    user_id = people.add_user("Ada")
    first, second = (people.issue_token("welcome", user_id, ttl=timedelta(minutes=30)) for _ in range(2))
    assert people.redeem_welcome(first) == UserView(user_id, "Ada", "agent")
    assert people.redeem_welcome(first) is None
    clock.now = START + timedelta(minutes=30)
    assert people.redeem_welcome(second) is None
    assert people.redeem_welcome("unknown") is None


def test_of_many_who_redeem_one_link_at_once_one_gets_in(people: People) -> None:
    token = people.issue_token("welcome", people.add_user("Ada"), ttl=DAY)
    found: list[UserView | None] = []
    threads = [Thread(target=lambda: found.append(people.redeem_welcome(token))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one is not None for one in found) == [False] * 7 + [True]


def test_an_api_token_works_until_it_is_revoked_and_is_no_welcome_link(people: People, clock: Clock) -> None:
    user_id = people.add_user("Ada")
    lasting, short = (people.issue_token("api", user_id, ttl=ttl) for ttl in (None, DAY))
    assert people.redeem_welcome(lasting) is None
    assert people.user_of_api_token(lasting) == people.user_of_api_token(short) == people.user(user_id)
    clock.now = START + timedelta(days=400)
    assert people.user_of_api_token(lasting) == people.user(user_id)
    assert people.user_of_api_token(short) is None
    people.revoke_api_token(lasting)
    assert people.user_of_api_token(lasting) is None
    assert people.user_of_api_token(people.issue_token("welcome", user_id, ttl=DAY)) is None


def test_an_administrator_counts_once_a_password_is_set(people: People) -> None:
    user_id = people.add_user("Ada", role="admin")
    assert not people.has_administrator()
    people.set_password_hash(user_id, "x")
    assert people.has_administrator()


def test_what_was_done_is_noted_with_who_and_when(people: People, store: Store) -> None:
    user_id = people.add_user("Ada")
    people.audit(user_id, "user.role", subject_type="user", subject_id=7, detail={"role": "viewer"})
    people.audit(0, "demo")
    with store.trusted() as session:
        events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        assert [(e.at, e.user_id, e.action, e.subject_type, e.subject_id, e.detail) for e in events] == [
            (START, user_id, "user.role", "user", 7, {"role": "viewer"}),
            (START, None, "demo", "", None, {}),
        ]
