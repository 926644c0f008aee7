"""The page on which managers make intents of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import Field

from assistant.desk.teaching.changes import IntentDraft, Preview
from assistant.desk.teaching.labels import LONGEST_DESCRIPTION, LONGEST_TITLE, CannotTeach, may_lead
from assistant.desk.teaching.suggesting import Suggestion
from assistant.errors import AssistantError, NameTaken, NotFound
from assistant.views import UserView
from ui.backend import Backend
from ui.guards import Guards
from ui.problems import status_of
from ui.templates import rendered

MOST_EXAMPLES = 50
LONGEST_EXAMPLES = 20_000  # characters of all typed examples
NAMED = 8  # tickets that a preview names
MessageId = Annotated[int, Field(ge=1, le=2**63 - 1)]
Name = Annotated[str, Path(max_length=100)]


@dataclass(frozen=True, slots=True)
class IntentForm:
    """An intent as the page sends it: nothing is checked yet but its size."""

    title: Annotated[str, Form(max_length=200)] = ""
    about: Annotated[str, Form(max_length=2_000)] = ""
    examples: Annotated[str, Form(max_length=LONGEST_EXAMPLES)] = ""  # one a line
    message: Annotated[list[MessageId] | None, Form(max_length=MOST_EXAMPLES)] = None
    waits: Annotated[bool, Form()] = False

    @property
    def draft(self) -> IntentDraft:
        """The intent it asks for.

        Raises:
            CannotTeach: There are too many examples.
        """
        lines = [line.strip() for line in self.examples.splitlines() if line.strip()]
        if len(lines) > MOST_EXAMPLES:
            raise CannotTeach(
                f"At most {MOST_EXAMPLES} examples are typed at once; there are {len(lines)}: leave some out."
            )
        return IntentDraft(self.title, self.about, tuple(self.message or ()), lines, needs_reply=self.waits)


def intent_routes(backend: Backend, guards: Guards) -> APIRouter:
    """`/intents`, for managers and administrators."""
    signed_in = Depends(guards.signed_in)
    asked = Depends(IntentForm)
    routes = APIRouter()
    intents = backend.new_intents

    @routes.get("/intents")
    def shown(*, suggest: bool = False, user: UserView = signed_in) -> Response:
        return _page(backend, user, suggestions=intents.suggested(user) if suggest else None)

    @routes.post("/intents/preview")
    def preview(form: IntentForm = asked, user: UserView = signed_in) -> Response:
        try:
            return _page(backend, user, form=form, preview=intents.preview(user, form.draft))
        except (CannotTeach, NameTaken, NotFound) as error:
            return _page(backend, user, form=form, problem=error)

    @routes.post("/intents")
    def make(form: IntentForm = asked, user: UserView = signed_in) -> Response:
        try:
            intents.add(user, form.draft)
        except (CannotTeach, NameTaken, NotFound) as error:
            return _page(backend, user, form=form, problem=error)
        return RedirectResponse("/intents", status_code=303)

    @routes.post("/intents/settle")
    def settle(user: UserView = signed_in) -> Response:
        backend.settle_standing(user)
        return RedirectResponse("/intents", status_code=303)

    @routes.post("/intents/{name}/retire")
    def retire(name: Name, user: UserView = signed_in) -> Response:
        intents.retire(user, name)
        return RedirectResponse("/intents", status_code=303)

    return routes


def _page(
    backend: Backend,
    user: UserView,
    *,
    suggestions: tuple[Suggestion, ...] | None = None,
    form: IntentForm | None = None,
    preview: Preview | None = None,
    problem: AssistantError | None = None,
) -> HTMLResponse:
    may_lead(user)
    values = {
        "title": "Intents",
        "refresh": 0,
        "problem": problem.reply if problem else "",
        "standing": backend.standing_now(),
        "every": backend.new_intents.every(),
        "suggestions": suggestions,
        "form": form,
        "preview": preview,
        "changes": preview.changes[:NAMED] if preview else (),
        "longest": {"title": LONGEST_TITLE, "about": LONGEST_DESCRIPTION},
    }
    return rendered("intents", values, status=status_of(problem) if problem else 200)
