"""The controls with which a person corrects a ticket's label."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.backend import Backend
from ui.cells import heading
from ui.handlers import correcting
from ui.handlers.correcting import FIELDS, NOTHING, Outcome, Target
from ui.handlers.edge import Failure, attempt
from ui.screens.convert import person
from ui.screens.toast import warn

Updates = dict[Any, Any]
Values = dict[Any, Any]  # by component


class Correcting:
    """Lays the controls out where it is made, then wires them; hidden until a ticket is opened."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.message: Any = gr.State(NOTHING)  # ids alone: whose message it is, each step asks anew
        self.correction: Any = gr.State(NOTHING)
        self.shown: Any = gr.State({})  # the labels as they were shown, by field
        with gr.Column(visible=False, elem_id="correct") as self.group:
            with gr.Row(elem_classes="crm-correct"):
                named = [(heading(field).capitalize(), field) for field in FIELDS]
                self.field = gr.Dropdown(
                    named, value=FIELDS[0], label="Correct", min_width=110, elem_id="correct-field"
                )
                self.value = gr.Dropdown([], value=None, label="To", min_width=150, elem_id="correct-value")
            self.outcome = gr.Markdown("", elem_id="correct-outcome", container=False, latex_delimiters=[])
            with gr.Row(elem_classes="crm-actions"):
                self.apply = gr.Button(
                    "Apply", variant="primary", size="sm", interactive=False, elem_id="correct-apply"
                )
                self.right = gr.Button("Right as it is", size="sm", elem_id="correct-right")
                self.undo = gr.Button("Undo", size="sm", visible=False, elem_id="correct-undo")
        choice, quiet = [self.message, self.field, self.value], "hidden"
        self.field.input(self._choose_field, self.field, self.choosing, show_progress=quiet, queue=False)
        self.value.input(self._preview, choice, [self.outcome, self.apply], show_progress=quiet, queue=False)

    @property
    def given(self) -> set[Any]:
        """What a step needs to know."""
        return {self.message, self.correction, self.shown, self.field, self.value}

    @property
    def choosing(self) -> list[Any]:
        """What another field changes."""
        return [self.value, self.outcome, self.apply]

    @property
    def opened(self) -> list[Any]:
        """What opening a ticket changes."""
        return [self.group, self.message, self.correction, self.shown, self.undo, self.field, *self.choosing]

    @property
    def decided(self) -> list[Any]:
        """What a correction made or undone changes."""
        return [self.correction, self.undo, *self.choosing]

    def open(self, found: Target | Failure) -> Updates:
        """Show the controls for a ticket, or hide them."""
        if isinstance(found, Failure) or found.message_id == NOTHING:
            return {self.group: gr.Column(visible=False), self.message: NOTHING, self.correction: NOTHING}
        return {
            self.group: gr.Column(visible=True),
            self.message: found.message_id,
            self.correction: found.correction_id,
            self.shown: found.shown,
            self.undo: gr.Button(visible=found.correction_id != NOTHING),
            self.field: gr.Dropdown(value=FIELDS[0]),
            **self._choose_field(FIELDS[0]),
        }

    def decide(self, given: Values, request: gr.Request) -> tuple[Updates, bool]:
        """Make the correction that is chosen; whether it was made."""
        user_id, message_id = person(request), given[self.message]
        field, value = given[self.field], given[self.value]
        if not value:
            return {self.outcome: "Choose the right label first."}, False
        return self._after(attempt(lambda: correcting.apply(self.backend, user_id, message_id, field, value)), field)

    def confirm(self, given: Values, request: gr.Request) -> tuple[Updates, bool]:
        """Say that the label is right as it stands; whether that was noted."""
        user_id, message_id, field = person(request), given[self.message], given[self.field]
        shown = given[self.shown].get(field, "")
        return self._after(attempt(lambda: correcting.confirm(self.backend, user_id, message_id, field, shown)), field)

    def take_back(self, given: Values, request: gr.Request) -> tuple[Updates, bool]:
        """Undo the newest correction; whether it was undone."""
        user_id, correction_id, field = person(request), given[self.correction], given[self.field]
        return self._after(attempt(lambda: correcting.undo(self.backend, user_id, correction_id)), field)

    def _after(self, outcome: Outcome | Failure, field: str) -> tuple[Updates, bool]:
        if isinstance(outcome, Failure):
            warn(outcome)
            return {self.outcome: gr.skip()}, False
        return {
            **self._choose_field(field),
            self.outcome: outcome.text,
            self.correction: outcome.correction_id,
            self.undo: gr.Button(visible=outcome.correction_id != NOTHING),
        }, True

    def _choose_field(self, field: str) -> Updates:
        found = attempt(lambda: correcting.choices(self.backend, field))
        named = [] if isinstance(found, Failure) else found
        return {
            self.value: gr.Dropdown(named, value=None),
            self.outcome: "",
            self.apply: gr.Button(interactive=False),
        }

    def _preview(self, message_id: int, field: str, value: str | None, request: gr.Request) -> Updates:
        if not value:
            return {self.outcome: "", self.apply: gr.Button(interactive=False)}
        user_id = person(request)
        found = attempt(lambda: correcting.preview(self.backend, user_id, message_id, field, value))
        if isinstance(found, Failure):
            warn(found)
            return {self.outcome: "", self.apply: gr.Button(interactive=False)}
        return {self.outcome: found.text, self.apply: gr.Button(interactive=True)}
