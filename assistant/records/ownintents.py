"""Intents that a home has beside the shipped ones, with the examples that show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select

from assistant.errors import NameTaken, NotFound
from assistant.records.layers import Layer, lay, lift
from assistant.records.schema import AuditEvent, IntentExample, Message, OwnIntent, Taught, User
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, UserView


@dataclass(frozen=True, slots=True)
class IntentView:
    """One own intent."""

    id: int
    name: str
    title: str
    description: str
    needs_reply: bool
    by: str
    at: datetime
    examples: int
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExampleText:
    """One text that shows an intent."""

    intent_id: int
    intent: str
    message_id: int | None
    text: str
    by_id: int  # 0: the local administrator


class OwnIntents:
    """The home's own intents; who may change them is the caller's to say."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock

    def every(self) -> list[IntentView]:
        """All of them, retired ones too, oldest first."""
        counts = select(IntentExample.intent_id, func.count().label("n")).group_by(IntentExample.intent_id).subquery()
        statement = (
            select(OwnIntent, User.name, counts.c.n)
            .outerjoin(User, User.id == OwnIntent.by_id)
            .outerjoin(counts, counts.c.intent_id == OwnIntent.id)
            .order_by(OwnIntent.id)
        )
        with self._store.read(LOCAL_ADMIN) as session:
            return [_view(row, name, n) for row, name, n in session.execute(statement)]

    def active(self) -> list[IntentView]:
        """Those in use."""
        return [one for one in self.every() if one.retired_at is None]

    def by_name(self, name: str) -> IntentView:
        """The intent in use with this name.

        Raises:
            NotFound: There is none.
        """
        for one in self.active():
            if one.name == name:
                return one
        raise NotFound("intent", name, near=tuple(one.name for one in self.active())[:2])

    def examples(self) -> list[ExampleText]:
        """The examples of every intent in use."""
        statement = (
            select(IntentExample, OwnIntent.name, Message.body_text)
            .join(OwnIntent, OwnIntent.id == IntentExample.intent_id)
            .outerjoin(Message, Message.id == IntentExample.message_id)
            .where(OwnIntent.retired_at.is_(None))
            .order_by(IntentExample.id)
        )
        with self._store.read(LOCAL_ADMIN) as session:
            return [
                ExampleText(row.intent_id, name, row.message_id, row.text or body or "", row.by_id or LOCAL_ADMIN.id)
                for row, name, body in session.execute(statement)
            ]

    def add(
        self,
        user: UserView,
        draft: IntentView,
        *,
        messages: Sequence[int],
        texts: Sequence[str],
        layers: Sequence[Layer],
    ) -> int:
        """Store an intent with its examples and everything they change.

        A retired intent of the same name is taken up again with the new examples alone.

        Args:
            user: Who makes it.
            draft: Name, title, description and needs_reply count.
            messages: Ids of messages that are examples.
            texts: Other texts that are examples.
            layers: What it changes; they get the intent's id.

        Raises:
            NameTaken: An intent in use has the name.
        """
        now = self._clock()
        with self._store.write() as session:
            row = session.scalar(select(OwnIntent).where(OwnIntent.name == draft.name))
            if row is not None and row.retired_at is None:
                raise NameTaken(draft.name)
            if row is None:
                row = OwnIntent(name=draft.name)
                session.add(row)
            else:
                session.query(IntentExample).filter_by(intent_id=row.id).delete()
            row.title, row.description, row.needs_reply = draft.title, draft.description, draft.needs_reply
            row.by_id, row.at, row.retired_at = user.id or None, now, None
            session.flush()
            by = user.id or None
            session.add_all(
                [IntentExample(intent_id=row.id, message_id=one, by_id=by, at=now) for one in dict.fromkeys(messages)]
                + [IntentExample(intent_id=row.id, text=one, by_id=by, at=now) for one in texts]
            )
            lay(session, [replace(layer, intent_id=row.id) for layer in layers])
            session.add(self._audit(user, "intent.add", row, changed=len(layers)))
            return row.id

    def retire(self, user: UserView, intent_id: int) -> int:
        """Take an intent out of use, with every label its examples gave.

        Labels that people corrected to it stay as they were said.

        Returns:
            How many messages it is taken off.
        """
        with self._store.write() as session:
            row = session.get_one(OwnIntent, intent_id)
            row.retired_at = self._clock()
            statement = select(Taught.message_id).where(Taught.intent_id == intent_id).distinct()
            ids = sorted(session.scalars(statement))
            lift(session, ids, lambda layer: layer.intent_id == intent_id)
            session.add(self._audit(user, "intent.retire", row, changed=len(ids)))
            return len(ids)

    def _audit(self, user: UserView, action: str, row: OwnIntent, *, changed: int) -> AuditEvent:
        return AuditEvent(
            at=self._clock(),
            user_id=user.id or None,
            action=action,
            subject_type="own_intent",
            subject_id=row.id,
            detail={"name": row.name, "changed": changed},
        )


def _view(row: OwnIntent, by: str | None, examples: int | None) -> IntentView:
    return IntentView(
        id=row.id,
        name=row.name,
        title=row.title,
        description=row.description,
        needs_reply=row.needs_reply,
        by=by or LOCAL_ADMIN.name,
        at=row.at,
        examples=examples or 0,
        retired_at=row.retired_at,
    )
