"""Corrections: what people said against the reader, done or undone as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Select, exists, or_, select

from assistant.errors import NotFound
from assistant.records.layers import LAID, Layer, base_version, lay, lift
from assistant.records.schema import AuditEvent, Correction, Message, Taught, Triage, User
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView

FIELDS = ("intent", "sentiment", "urgency", "frustrated")


@dataclass(frozen=True, slots=True)
class Said:
    """One correction as it stands."""

    id: int
    message_id: int
    field: str  # one of FIELDS
    before: str | None
    after: str
    confidence: float | None  # of the model in `before`, 0 to 1; None where people had taught the message something
    base_version: str  # of the model that was judged
    by_id: int  # 0: the local administrator
    by: str
    at: datetime
    undone_at: datetime | None


class Corrections:
    """What people corrected; a user reads and writes corrections of messages they may see."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock

    def add(self, user: UserView, message_id: int, field: str, after: str, layers: Sequence[Layer]) -> int:
        """Store a correction together with everything it changes.

        Args:
            user: Who says so; the message has to be one they may see.
            message_id: The message.
            field: One of FIELDS.
            after: The right label, which may be the one that stands there; frustrated as yes or no.
            layers: What it changes, this message first; they get the correction's id.

        Returns:
            The correction's id.

        Raises:
            NotFound: The message is not there, not the user's to see, or not read by any model yet.
        """
        below = self._reading(user, message_id)
        with self._store.write() as session:
            row = Correction(
                message_id=message_id,
                field=field,
                before=_word(getattr(below, field)),
                after=after,
                confidence=None if LAID in below.model_version else getattr(below, f"{field}_confidence", None),
                base_version=base_version(below.model_version),
                by_id=user.id or None,
                at=self._clock(),
            )
            session.add(row)
            session.flush()
            lay(session, [_with(one, row) for one in layers])
            session.add(self._audit(user, "label.correct", row, changed=len(layers)))
            return row.id

    def undo(self, user: UserView, correction_id: int) -> Said:
        """Take a correction back with everything that rests on it; undone twice is undone once.

        Raises:
            NotFound: There is none whose message the user may see.
        """
        said = self.get(user, correction_id)
        if said.undone_at is not None:
            return said
        with self._store.write() as session:
            row = session.get_one(Correction, correction_id)
            row.undone_at, row.undone_by_id = self._clock(), user.id or None
            resting = select(Taught.message_id, Taught.correction_id, Taught.kind, Taught.supporters).where(
                or_(Taught.correction_id == correction_id, Taught.kind == "recalled")
            )
            found = session.execute(resting).all()
            ids = {one.message_id for one in found if correction_id in (one.correction_id, *one.supporters)}
            lift(session, sorted(ids), lambda layer: rests_on(layer, correction_id))
            session.add(self._audit(user, "label.undo", row, changed=len(ids)))
        return self.get(user, correction_id)

    def get(self, user: UserView, correction_id: int) -> Said:
        """One correction.

        Raises:
            NotFound: There is none whose message the user may see.
        """
        found = self._read(user, _all().where(Correction.id == correction_id))
        if not found:
            raise NotFound("correction", str(correction_id))
        return found[0]

    def of(self, user: UserView, message_ids: Sequence[int]) -> list[Said]:
        """The corrections of some messages that still hold, oldest first."""
        return self._read(user, _all().where(Correction.message_id.in_(message_ids), Correction.undone_at.is_(None)))

    def active(self) -> list[Said]:
        """Every correction that holds, oldest first; of one message's label only the newest."""
        newest: dict[tuple[int, str], Said] = {}
        for said in self._read(LOCAL_ADMIN, _all().where(Correction.undone_at.is_(None))):
            newest[said.message_id, said.field] = said
        return sorted(newest.values(), key=lambda said: said.id)

    def every(self) -> list[Said]:
        """Every correction there ever was, oldest first."""
        return self._read(LOCAL_ADMIN, _all())

    def _read(self, user: UserView, statement: Select[Correction, str | None]) -> list[Said]:
        with self._store.read(user) as session:
            return [_said(row, name) for row, name in session.execute(statement)]

    def _reading(self, user: UserView, message_id: int) -> Triage:
        newest = select(Triage).where(Triage.message_id == message_id).order_by(Triage.id.desc()).limit(1)
        with self._store.read(user) as session:
            found = session.scalar(newest)
            if found is None or not session.scalar(select(exists().where(Message.id == message_id))):
                raise NotFound("message that has been read", str(message_id))
            session.expunge(found)
            return found

    def _audit(self, user: UserView, action: str, row: Correction, *, changed: int) -> AuditEvent:
        detail = {
            "correction": row.id,
            "field": row.field,
            "before": row.before,
            "after": row.after,
            "changed": changed,
        }
        return AuditEvent(
            at=self._clock(),
            user_id=user.id or None,
            action=action,
            subject_type="message",
            subject_id=row.message_id,
            detail=detail,
        )


def _with(layer: Layer, row: Correction) -> Layer:
    supporters = (*layer.supporters, row.id)
    return replace(layer, correction_id=row.id, by_id=row.by_id, at=row.at, supporters=supporters)


def rests_on(layer: Layer, correction_id: int) -> bool:
    """Whether a layer goes with a correction: it came with it, or came by itself on its strength."""
    return layer.correction_id == correction_id or (layer.kind == "recalled" and correction_id in layer.supporters)


def _all() -> Select[Correction, str | None]:
    return select(Correction, User.name).outerjoin(User, User.id == Correction.by_id).order_by(Correction.id)


def _said(row: Correction, name: str | None) -> Said:
    return Said(
        id=row.id,
        message_id=row.message_id,
        field=row.field,
        before=row.before,
        after=row.after,
        confidence=None if row.confidence is None else float(row.confidence),
        base_version=row.base_version,
        by_id=row.by_id or LOCAL_ADMIN.id,
        by=name or LOCAL_ADMIN.name,
        at=row.at,
        undone_at=row.undone_at,
    )


def _word(value: object) -> str | None:
    """A label as text: yes or no for what is either."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
