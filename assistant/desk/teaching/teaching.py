"""What people teach the reader: seen first, then done, then undone if need be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.context import Progress
from assistant.desk.teaching import labels
from assistant.desk.teaching.changes import Applied, Preview
from assistant.desk.teaching.labels import CannotTeach
from assistant.desk.teaching.laying import like_change, recalled_layer, said_before, said_change, shown_layer
from assistant.desk.teaching.places import Places
from assistant.desk.teaching.remembering import Remembered, remember
from assistant.records.corrections import Corrections, Said
from assistant.records.ownintents import OwnIntents
from assistant.records.store import Store
from assistant.records.teachable import Teachable, TeachableMessages
from assistant.understanding.memory import Prototype
from assistant.views import UserView
from indexes.types import Encoder

BATCH = 256  # messages placed and labelled together: a stopped chore loses at most these
BEING_TRIED = 0  # id of a correction that is not made yet


@dataclass(frozen=True, slots=True)
class Teaching:
    """Corrections of one home.

    A correction changes the message it is about, besides the open tickets like it that the person was shown and may
    see. Messages that come later are changed by what two people agree on, or when they say nearly the same.
    """

    corrections: Corrections
    intents: OwnIntents
    messages: TeachableMessages
    places: Places

    @classmethod
    def open(cls, store: Store, encoder: Callable[[], Encoder]) -> Teaching:
        """Over a home's records; the encoder is loaded when it is first needed."""
        messages = TeachableMessages(store)
        return cls(Corrections(store), OwnIntents(store), messages, Places(messages, encoder))

    def choices(self, field: str) -> tuple[str, ...]:
        """Every label of a field that a person can choose.

        Raises:
            CannotTeach: There is no such field.
        """
        return labels.values(field, self.intents.active())

    def preview(self, user: UserView, message_id: int, field: str, value: str) -> Preview:
        """What a correction would change; nothing is changed yet.

        Raises:
            Forbidden: The role may not correct labels.
            NotFound: No such message that the user may see, or no such label.
            CannotTeach: No such field, or the message has that label already.
        """
        labels.may_correct(user)
        own = self.intents.active()
        after = labels.known(field, value, own)
        message = self.messages.one(user, message_id)
        read = labels.read_label(message.reading, field)
        if read is not None and read.name == after:
            raise CannotTeach(f"That message has the {field} {after!r} already: there is nothing to correct.")
        waits = labels.waits(after, message.text, message.reading, own) if field == "intent" else None
        said = said_change(message, field, after, needs_reply=waits)
        others = [one for one in self.messages.open(user) if one.id != message.id and not said_before(one, field)]
        memory = self._trying(user, message, field, after)
        found = [] if memory is None else memory.recall(others, self.places.of(others), fields=(field,), least_people=1)
        like = [
            like_change(one, part, own)
            for one, parts in zip(others, found, strict=memory is not None)
            for part in parts
            if part.label == after and BEING_TRIED in part.corrections
        ]
        return Preview(field, said.before, after, (said, *like))

    def apply(self, user: UserView, message_id: int, field: str, value: str) -> Applied:
        """Make a correction, with everything its preview shows.

        Raises:
            Forbidden: The role may not correct labels.
            NotFound: No such message that the user may see, or no such label.
            CannotTeach: No such field, or the message has that label already.
        """
        seen = self.preview(user, message_id, field, value)
        layers = [shown_layer(one, corrected=True) for one in seen.changes]
        return Applied(self.corrections.add(user, message_id, field, seen.after, layers), seen)

    def confirm(self, user: UserView, message_id: int, field: str, *, shown: str = "") -> int:
        """Say that a label is right as it stands, which settles how far the reader can be trusted.

        Args:
            user: Who says so.
            message_id: The message.
            field: The label's field.
            shown: The label as the person saw it; empty for whatever stands there.

        Returns:
            The number by which it can be undone.

        Raises:
            Forbidden: The role may not correct labels.
            NotFound: No such message that the user may see.
            CannotTeach: No such field, the message has no such label, or another one than was shown.
        """
        labels.may_correct(user)
        labels.values(field, ())
        read = labels.read_label(self.messages.one(user, message_id).reading, field)
        if read is None:
            raise CannotTeach(f"That message has no {field} to be right or wrong.")
        if shown and read.name != shown:
            raise CannotTeach(f"The {field} of that message has changed meanwhile: open the ticket again.")
        return self.corrections.add(user, message_id, field, read.name, ())

    def undo(self, user: UserView, correction_id: int) -> Said:
        """Take a correction back: every label stands as if it had not been made.

        Raises:
            Forbidden: The role may not correct labels, or it is a colleague's and the user leads nobody.
            NotFound: There is none whose message the user may see.
        """
        labels.may_correct(user)
        if self.corrections.get(user, correction_id).by_id != user.id:
            labels.may_lead(user)
        return self.corrections.undo(user, correction_id)

    def catch_up(self, progress: Progress) -> int:
        """Label what has come in since by what people taught; safe to stop and to run again.

        Returns:
            How many labels were laid.
        """
        while self.messages.lay_again():
            pass
        memory = remember(self.corrections, self.intents, self.places)
        if memory.is_empty:
            return 0
        own, done, laid = self.intents.active(), 0, 0
        while batch := self.messages.unconsidered(self.places.encoder_id, BATCH):
            found = zip(batch, memory.recall(batch, self.places.of(batch)), strict=True)
            pairs = [(one, part) for one, parts in found for part in parts if not said_before(one, part.field)]
            layers = [recalled_layer(one, part, own) for one, part in pairs]
            laid += self.messages.lay(layers, [one.id for one in batch])
            done += len(batch)
            progress(done, done)
        return laid

    def remembered(self) -> Remembered:
        """The memory as it is now."""
        return remember(self.corrections, self.intents, self.places)

    def _trying(self, user: UserView, message: Teachable, field: str, after: str) -> Remembered | None:
        """The memory with this correction; None for a message in a language that the reader does not read."""
        if not message.reading.supported:
            return None
        (vector,) = self.places.of([message])
        read = labels.read_label(message.reading, field)
        return self.remembered().trying(
            field, Prototype(vector, after, "" if read is None else read.name, user.id, BEING_TRIED)
        )
