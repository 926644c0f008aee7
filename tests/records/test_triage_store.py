"""Readings stored exactly once; jobs held by lease."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.errors import NotFound
from assistant.messages import Entity, Label, Reading
from assistant.records.jobs import Jobs, JobView
from assistant.records.schema import Account, Message, Ticket
from assistant.records.store import Store
from assistant.records.triage import Triages, Untagged
from assistant.views import LOCAL_ADMIN, UserView

ADA = UserView(1, "Ada", "agent", team_id=1)


def reading(intent: str, version: str = "v1") -> Reading:
    return Reading(
        language="en",
        supported=True,
        intent=Label(intent, 0.9, "high"),
        intent_alternatives=(),
        sentiment=Label("negative", 0.75, "medium"),
        sentiment_level=-1,
        frustrated=True,
        urgency="high",
        needs_reply=True,
        entities=(Entity("order_number", "#12", 3, 6),),
        model_version=version,
    )


UNSUPPORTED = Reading("de", False, None, (), None, None, None, None, None, (), "v1")


@pytest.fixture
def triages(two_teams: Store) -> Triages:
    """A ticket of each team: message 1 in, 2 out, 3 in; message 4 in of the other team."""
    with two_teams.write() as session:
        session.add_all([Account(id=1, name="A", owner_id=1), Account(id=2, name="B", owner_id=2)])
        session.flush()
        session.add_all([Ticket(id=1, subject="s", account_id=1), Ticket(id=2, subject="t", account_id=2)])
        session.flush()
        directions = {1: "in", 2: "out", 3: "in", 4: "in"}
        for number, direction in directions.items():
            ticket_id = 2 if number == 4 else 1
            session.add(Message(id=number, ticket_id=ticket_id, direction=direction, body_text=f"text {number}"))
    return Triages(two_teams)


def test_inbound_messages_are_read_once_a_model_version(triages: Triages) -> None:
    assert triages.untagged("v1", 2) == [Untagged(1, "text 1", "s"), Untagged(3, "text 3")]
    assert triages.untagged_count("v1") == 3
    assert triages.store_readings({1: reading("cancel_order"), 3: UNSUPPORTED}) == 2
    assert triages.untagged("v1", 10) == [Untagged(4, "text 4", "t")]
    assert triages.untagged_count("v2") == 3


def test_a_reading_that_is_stored_already_is_kept_and_a_message_that_is_gone_left_out(triages: Triages) -> None:
    triages.store_readings({1: reading("cancel_order")})
    again = {1: reading("track_order"), 3: reading("get_refund"), 99: reading("get_refund")}
    assert triages.store_readings(again) == 1
    assert triages.latest(LOCAL_ADMIN, [1, 3, 99]) == {1: reading("cancel_order"), 3: reading("get_refund")}


def test_the_latest_reading_is_the_one_stored_last(triages: Triages) -> None:
    triages.store_readings({1: reading("cancel_order"), 3: UNSUPPORTED})
    triages.store_readings({1: reading("track_order", "v2")})
    assert triages.latest(LOCAL_ADMIN, [1, 2, 3]) == {1: reading("track_order", "v2"), 3: UNSUPPORTED}


def test_a_user_gets_readings_of_visible_messages_alone(triages: Triages) -> None:
    triages.store_readings({1: reading("cancel_order"), 4: reading("get_refund")})
    assert triages.latest(ADA, [1, 4]) == {1: reading("cancel_order")}


def test_a_job_goes_to_one_worker_until_the_lease_runs_out(store: Store) -> None:
    now = [datetime(2024, 3, 1, tzinfo=UTC)]
    jobs = Jobs(store, lambda: now[0])
    job = jobs.create("tag", {"limit": 5})
    assert jobs.claim("train") is None
    assert jobs.claim("tag") == JobView(job, "tag", {"limit": 5}, "running", 0, 0, "")
    assert jobs.claim("tag") is None
    now[0] += timedelta(seconds=50)
    assert jobs.progress(job, done=2, total=5)
    now[0] += timedelta(seconds=50)
    assert jobs.claim("tag") is None
    now[0] += timedelta(seconds=20)
    assert jobs.claim("tag") == JobView(job, "tag", {"limit": 5}, "running", 2, 5, "")


def test_a_job_that_ended_stays_as_it_ended(store: Store) -> None:
    jobs = Jobs(store)
    done, failed, stopped = (jobs.create("tag") for _ in range(3))
    for _ in range(3):
        jobs.claim("tag")
    jobs.finish(done, "5 messages")
    jobs.fail(failed, "No weights.")
    jobs.stop(stopped)
    assert not jobs.progress(stopped, done=1, total=1)
    jobs.finish(stopped, "too late")
    assert [(jobs.get(job).status, jobs.get(job).message) for job in (done, failed, stopped)] == [
        ("done", "5 messages"),
        ("failed", "No weights."),
        ("stopped", ""),
    ]
    with pytest.raises(NotFound):
        jobs.get(99)
