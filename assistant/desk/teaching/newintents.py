"""Intents that a home makes for itself, in use from their first examples on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.desk.teaching import labels
from assistant.desk.teaching.changes import Applied, Change, IntentDraft, Preview
from assistant.desk.teaching.labels import CannotTeach
from assistant.desk.teaching.laying import like_change, said_before, said_change, shown_layer
from assistant.desk.teaching.remembering import LEAST_EXAMPLES
from assistant.desk.teaching.suggesting import Suggestion, suggested_intents
from assistant.desk.teaching.teaching import Teaching
from assistant.records.ownintents import IntentView
from assistant.understanding.memory.fewshot import OwnIntent
from assistant.understanding.memory.prototypes import Floats
from assistant.views import UserView


@dataclass(frozen=True, slots=True)
class NewIntents:
    """The intents of one home; only those who lead make or retire them."""

    teaching: Teaching

    def every(self) -> list[IntentView]:
        """All of them, retired ones too, oldest first."""
        return self.teaching.intents.every()

    def preview(self, user: UserView, draft: IntentDraft) -> Preview:
        """Which tickets a new intent would take: its examples first, then open ones like them.

        Raises:
            Forbidden: The role may not make intents.
            NotFound: An example is no message that the user may see.
            CannotTeach: The title is no name, or is taken; the description is too long; there are too few examples.
        """
        view = self._checked(user, draft)
        own = [*self.teaching.intents.active(), view]
        shown = [self.teaching.messages.one(user, one) for one in dict.fromkeys(draft.message_ids)]
        texts = [*(one.text for one in shown), *_words(draft)]
        if len(texts) < LEAST_EXAMPLES:
            raise CannotTeach(f"An intent needs at least {LEAST_EXAMPLES} examples, better 5; there are {len(texts)}.")
        vectors = self.teaching.places.of_texts([*texts, f"{view.title}. {view.description}"])
        said = [
            said_change(one, "intent", view.name, needs_reply=labels.waits(view.name, one.text, one.reading, own))
            for one in shown
        ]
        return Preview("intent", None, view.name, (*said, *self._like(user, view, vectors, own, draft)))

    def add(self, user: UserView, draft: IntentDraft) -> Applied:
        """Make an intent, with everything its preview shows.

        Raises:
            Forbidden: The role may not make intents.
            NotFound: An example is no message that the user may see.
            CannotTeach: The title is no name, or is taken; the description is too long; there are too few examples.
        """
        seen = self.preview(user, draft)
        layers = [shown_layer(one, corrected=False) for one in seen.changes]
        made = self.teaching.intents.add(
            user, self._checked(user, draft), messages=draft.message_ids, texts=_words(draft), layers=layers
        )
        return Applied(made, seen)

    def retire(self, user: UserView, name: str) -> int:
        """Take an own intent out of use; how many messages it is taken off.

        Raises:
            Forbidden: The role may not retire intents.
            NotFound: No own intent in use has the name.
        """
        labels.may_lead(user)
        return self.teaching.intents.retire(user, self.teaching.intents.by_name(name).id)

    def suggested(self, user: UserView) -> tuple[Suggestion, ...]:
        """Intents that messages which fit none seem to ask for, largest group first.

        Raises:
            Forbidden: The role may not make intents.
        """
        return suggested_intents(self.teaching, user)

    def _checked(self, user: UserView, draft: IntentDraft) -> IntentView:
        labels.may_lead(user)
        name = labels.name_of(draft.title, self.teaching.choices("intent"))
        title, description = draft.title.strip(), draft.description.strip()
        if len(description) > labels.LONGEST_DESCRIPTION:
            raise CannotTeach(f"A description of up to {labels.LONGEST_DESCRIPTION} characters is enough.")
        return IntentView(0, name, title, description, draft.needs_reply, user.name, datetime.now(UTC), 0, None)

    def _like(
        self, user: UserView, view: IntentView, vectors: Floats, own: list[IntentView], draft: IntentDraft
    ) -> list[Change]:
        """Open tickets that the user may see, which the examples would take."""
        messages = self.teaching.messages.open(user)
        others = [one for one in messages if one.id not in draft.message_ids and not said_before(one, "intent")]
        memory = self.teaching.remembered().with_intent(OwnIntent(view.name, vectors[:-1], vectors[-1]))
        found = memory.recall(others, self.teaching.places.of(others), fields=("intent",), least_people=1)
        return [
            like_change(one, part, own)
            for one, parts in zip(others, found, strict=True)
            for part in parts
            if part.label == view.name
        ]


def _words(draft: IntentDraft) -> list[str]:
    return [text.strip() for text in draft.texts if text.strip()]
