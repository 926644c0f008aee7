"""Long pieces of work as rows that survive a restart; a worker holds one by a lease."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.records.schema import Job
from assistant.records.signin import Clock, utc_now
from assistant.records.store import Store

LEASE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class JobView:
    """One job as it stands."""

    id: int
    kind: str
    arguments: Mapping[str, Any]
    status: str  # queued | running | done | failed | stopped
    done: int
    total: int  # 0: not known yet
    message: str


class Jobs:
    """The jobs of the home; only a running one moves on."""

    def __init__(self, store: Store, clock: Clock = utc_now) -> None:
        self._store = store
        self._clock = clock

    def create(self, kind: str, arguments: Mapping[str, Any] | None = None) -> int:
        """Queue a job; returns its id."""
        now = self._clock()
        with self._store.write() as session:
            row = Job(kind=kind, arguments=dict(arguments or {}), status="queued", created_at=now, updated_at=now)
            session.add(row)
            session.flush()
            return row.id

    def claim(self, kind: str) -> JobView | None:
        """Take the oldest job of a kind that waits, or whose worker let its lease run out; None when there is none."""
        now = self._clock()
        lost = and_(Job.status == "running", Job.lease_until < now)
        free = select(Job).where(Job.kind == kind, or_(Job.status == "queued", lost)).order_by(Job.id).limit(1)
        with self._store.write() as session:
            row = session.scalar(free)
            if row is None:
                return None
            row.status, row.lease_until, row.updated_at = "running", now + LEASE, now
            return _view(row)

    def progress(self, job_id: int, *, done: int, total: int) -> bool:
        """Note how far it is, which renews the lease; false when somebody stopped the job."""
        with self._store.write() as session:
            row = _existing(session, job_id)
            if row.status != "running":
                return False
            row.done, row.total = done, total
            row.updated_at, row.lease_until = self._clock(), self._clock() + LEASE
            return True

    def finish(self, job_id: int, message: str = "") -> None:
        """It is done."""
        self._end(job_id, "done", message)

    def fail(self, job_id: int, message: str) -> None:
        """It failed; the message says in one sentence what to do."""
        self._end(job_id, "failed", message)

    def stop(self, job_id: int) -> None:
        """Ask its worker to stop at the next progress."""
        self._end(job_id, "stopped", "")

    def get(self, job_id: int) -> JobView:
        """One job.

        Raises:
            NotFound: There is none.
        """
        with self._store.trusted() as session:
            return _view(_existing(session, job_id))

    def _end(self, job_id: int, status: str, message: str) -> None:
        with self._store.write() as session:
            row = _existing(session, job_id)
            if row.status in ("queued", "running"):
                row.status, row.message = status, message
                row.lease_until, row.updated_at = None, self._clock()


def _existing(session: Session, job_id: int) -> Job:
    found = session.get(Job, job_id)
    if found is None:
        raise NotFound("job", str(job_id))
    return found


def _view(row: Job) -> JobView:
    return JobView(row.id, row.kind, row.arguments, row.status, row.done, row.total, row.message)
